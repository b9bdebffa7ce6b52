// The door to Boost.Graph for the network: with this header a Network models VertexListGraph,
// AdjacencyGraph and IncidenceGraph, so that Boost's algorithms run on it as it stands, without a
// copy. Seats are the vertices, friendships the edges: undirected, and no two between the same
// seats.
#pragma once

#include <algorithm>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "models/network.hpp"

namespace models {

// Seen from the seat `from`; the same friendship from either end.
struct Friendship {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  friend bool operator==(const Friendship& a, const Friendship& b) {
    return std::minmax(a.from, a.to) == std::minmax(b.from, b.to);
  }
};

struct FriendshipFrom {
  std::uint32_t seat = 0;
  Friendship operator()(std::uint32_t other) const { return {seat, other}; }
};

}  // namespace models

namespace boost {

template <>
struct graph_traits<models::Network> {
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = models::Friendship;
  using directed_category = undirected_tag;
  using edge_parallel_category = disallow_parallel_edge_tag;
  struct traversal_category : vertex_list_graph_tag, adjacency_graph_tag, incidence_graph_tag {};

  using vertex_iterator = counting_iterator<std::uint32_t>;
  using adjacency_iterator = models::Friends::Iterator;
  using out_edge_iterator = transform_iterator<models::FriendshipFrom, adjacency_iterator>;
  using vertices_size_type = std::uint32_t;
  using degree_size_type = std::size_t;

  static vertex_descriptor null_vertex() { return std::numeric_limits<std::uint32_t>::max(); }
};

template <>
struct property_map<models::Network, vertex_index_t> {
  using type = typed_identity_property_map<std::uint32_t>;
  using const_type = type;
};

}  // namespace boost

namespace models {

using NetworkTraits = boost::graph_traits<Network>;

inline std::uint32_t num_vertices(const Network& network) {
  return network.seats();
}

inline std::pair<NetworkTraits::vertex_iterator, NetworkTraits::vertex_iterator> vertices(
    const Network& network) {
  return {NetworkTraits::vertex_iterator(0), NetworkTraits::vertex_iterator(network.seats())};
}

inline std::pair<NetworkTraits::adjacency_iterator, NetworkTraits::adjacency_iterator>
adjacent_vertices(std::uint32_t seat, const Network& network) {
  const Friends friends = network.friends(seat);
  return {friends.begin(), friends.end()};
}

inline std::pair<NetworkTraits::out_edge_iterator, NetworkTraits::out_edge_iterator> out_edges(
    std::uint32_t seat, const Network& network) {
  const Friends friends = network.friends(seat);
  const FriendshipFrom from{seat};
  return {{friends.begin(), from}, {friends.end(), from}};
}

inline std::size_t out_degree(std::uint32_t seat, const Network& network) {
  return network.friends(seat).size();
}

inline std::uint32_t source(const Friendship& friendship, const Network&) {
  return friendship.from;
}

inline std::uint32_t target(const Friendship& friendship, const Network&) {
  return friendship.to;
}

// Looks through the friends of `from`.
inline std::pair<Friendship, bool> edge(std::uint32_t from, std::uint32_t to,
                                        const Network& network) {
  const auto [first, last] = adjacent_vertices(from, network);
  return {{from, to}, std::find(first, last, to) != last};
}

inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t,
                                                             const Network&) {
  return {};
}

inline std::uint32_t get(boost::vertex_index_t, const Network&, std::uint32_t seat) {
  return seat;
}

}  // namespace models
