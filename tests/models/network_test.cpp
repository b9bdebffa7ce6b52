#include "models/network.hpp"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <numeric>

#include "models/network_graph.hpp"

namespace models {
namespace {

const sim::StreamKey key(1, 0);

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Network>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<Network>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyGraphConcept<Network, std::uint32_t, boost::vertex_index_t>));
static_assert(boost::is_undirected_graph<Network>::value);
static_assert(!boost::is_multigraph<Network>::value);

std::size_t ends(const Network& network) {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < network.seats(); ++i) count += network.friends(i).size();
  return count;
}

double clustering(const Network& network) {
  std::vector<double> values(network.seats());
  return boost::all_clustering_coefficients(
      network,
      boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, network)));
}

// Friendships on the shortest path from seat 0 to another seat, on average; all must be reached.
double mean_distance(const Network& network) {
  std::vector<int> distances(network.seats(), -1);
  distances[0] = 0;
  boost::breadth_first_search(network, 0,
                              boost::visitor(boost::make_bfs_visitor(boost::record_distances(
                                  distances.data(), boost::on_tree_edge()))));
  EXPECT_EQ(std::count(distances.begin(), distances.end(), -1), 0);
  return std::accumulate(distances.begin(), distances.end(), 0.0) / (network.seats() - 1);
}

void expect_friendships_in_order(const Network& network) {
  for (std::uint32_t i = 0; i < network.seats(); ++i) {
    std::vector<std::uint32_t> all(network.friends(i).begin(), network.friends(i).end());
    std::sort(all.begin(), all.end());
    ASSERT_EQ(std::adjacent_find(all.begin(), all.end()), all.end())
        << "seat " << i << " has a friend twice";
    for (std::uint32_t other : all) {
      ASSERT_LT(other, network.seats());
      ASSERT_NE(other, i);
      const auto back = network.friends(other);
      ASSERT_EQ(std::count(back.begin(), back.end(), i), 1) << i << " and " << other;
    }
  }
}

TEST(NetworkProperty, FriendshipsAreMutualAndNeverDoubleOrWithOneself) {
  for (std::uint32_t seats : {0u, 1u, 2u, 5u, 9u, 40u, 300u, 5000u}) {
    for (double degree : {0.5, 2.0, 6.0, 31.0}) {
      for (double rewiring : {0.0, 0.1, 1.0}) {
        const NetworkParameters parameters{
            .degree_mean = degree, .degree_spread = 0.8, .rewiring = {rewiring}, .influence = {1}};
        const Network network(parameters, key, seats);
        ASSERT_EQ(network.seats(), seats);
        expect_friendships_in_order(network);
      }
    }
  }
}

TEST(NetworkProperty, AsAGraphItTellsWhatFriendsTells) {
  for (std::uint32_t seats : {0u, 1u, 9u, 300u}) {
    const Network network({.degree_mean = 4, .influence = {1}}, key, seats);
    const auto [first, last] = vertices(network);
    ASSERT_EQ(std::distance(first, last), seats);
    ASSERT_EQ(num_vertices(network), seats);
    for (auto seat = first; seat != last; ++seat) {
      const auto friends = network.friends(*seat);
      const auto [out, out_end] = out_edges(*seat, network);
      ASSERT_TRUE(std::equal(friends.begin(), friends.end(), out, out_end,
                             [&](std::uint32_t other, const Friendship& friendship) {
                               return source(friendship, network) == *seat &&
                                      target(friendship, network) == other &&
                                      edge(other, *seat, network) == std::pair{friendship, true};
                             }));
      ASSERT_EQ(out_degree(*seat, network), friends.size());
      ASSERT_FALSE(edge(*seat, *seat, network).second);
    }
  }
}

TEST(NetworkOracle, TheMeanDegreeIsAsSaid) {
  for (double degree : {1.0, 4.5, 6.0, 20.0}) {
    for (double spread : {0.0, 0.5}) {
      const NetworkParameters parameters{
          .degree_mean = degree, .degree_spread = spread, .influence = {1}};
      const Network network(parameters, key, 50'000);
      EXPECT_NEAR(static_cast<double>(ends(network)) / 50'000, degree, 0.02 * degree);
    }
  }
}

TEST(NetworkOracle, WithoutRewiringOrSpreadItIsTheRingLattice) {
  const Network network({.degree_mean = 6, .degree_spread = 0, .rewiring = {0.0}, .influence = {1}},
                        key, 100);
  for (std::uint32_t i = 0; i < 100; ++i) {
    std::vector<std::uint32_t> all(network.friends(i).begin(), network.friends(i).end());
    std::vector<std::uint32_t> expected;
    for (std::uint32_t step : {1u, 2u, 3u}) {
      expected.push_back((i + step) % 100);
      expected.push_back((i + 100 - step) % 100);
    }
    std::sort(all.begin(), all.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(all, expected);
  }
}

// Watts and Strogatz: C(0) = 3 (k − 2) / (4 (k − 1)). Barrat and Weigt 2000: C(p) = C(0) (1 − p)³,
// up to terms of 1/N and the spread of degrees that rewiring brings.
TEST(NetworkOracle, ClusteringFallsWithRewiringAsTheSmallWorldFormulaSays) {
  for (double k : {6.0, 10.0}) {
    for (double p : {0.0, 0.05, 0.1, 0.3}) {
      const NetworkParameters parameters{
          .degree_mean = k, .degree_spread = 0, .rewiring = {p}, .influence = {1}};
      const double expected = 3 * (k - 2) / (4 * (k - 1)) * std::pow(1 - p, 3);
      const double tolerance = p > 0 ? 0.03 * expected + 0.002 : 1e-12;
      EXPECT_NEAR(clustering(Network(parameters, key, 20'000)), expected, tolerance)
          << "degree " << k << ", rewiring " << p;
    }
  }
}

// With everything redirected a seat starts three friendships and is chosen for a Poisson number of
// others.
TEST(NetworkOracle, RedirectedFriendshipsFallOnAllSeatsAlike) {
  const std::uint32_t seats = 100'000;
  const Network network({.degree_mean = 6, .degree_spread = 0, .rewiring = {1.0}, .influence = {1}},
                        key, seats);
  double variance = 0;
  std::size_t same_parity = 0;
  std::vector<double> by_tenth(10);
  for (std::uint32_t i = 0; i < seats; ++i) {
    const auto friends = network.friends(i);
    variance += std::pow(static_cast<double>(friends.size()) - 6, 2) / seats;
    by_tenth[i / (seats / 10)] += static_cast<double>(friends.size()) / (seats / 10);
    same_parity += static_cast<std::size_t>(
        std::ranges::count_if(friends, [&](std::uint32_t other) { return (i + other) % 2 == 0; }));
  }
  EXPECT_NEAR(variance, 3, 0.1);
  EXPECT_NEAR(static_cast<double>(same_parity) / (6.0 * seats), 0.5,
              4 * 0.5 / std::sqrt(3.0 * seats));
  for (double mean : by_tenth) EXPECT_NEAR(mean, 6, 4 * std::sqrt(3.0 / (seats / 10)));
}

TEST(NetworkOracle, HasOneGiantComponent) {
  const Network network({.degree_mean = 6, .influence = {1}}, key, 20'000);
  std::vector<int> component(20'000);
  const int count = boost::connected_components(network, component.data());
  std::vector<int> sizes(static_cast<std::size_t>(count));
  for (int c : component) ++sizes[static_cast<std::size_t>(c)];
  EXPECT_GT(*std::max_element(sizes.begin(), sizes.end()), 19'000);
}

// Around the ring of k = 6 friends, d seats away is ceil(d / 3) friendships away. Redirected ones
// make paths as short as in a random graph, where they grow as ln N / ln k.
TEST(NetworkOracle, AFewRedirectedFriendshipsMakePathsShort) {
  const std::uint32_t seats = 9'001;
  const auto distance = [](double rewiring) {
    return mean_distance(
        Network({.degree_mean = 6, .degree_spread = 0, .rewiring = {rewiring}, .influence = {1}},
                key, seats));
  };
  EXPECT_DOUBLE_EQ(distance(0), 750.5);  // 1 to 1500, each for three seats to either side
  const double random_graph = std::log(seats) / std::log(6);
  EXPECT_LT(distance(0.01), 750.5 / 20);
  EXPECT_LT(distance(0.1), 2 * random_graph);
  EXPECT_NEAR(distance(1), random_graph, 0.5);
}

TEST(Network, MostFriendsAreNeighboursAndTheRestAreAnywhere) {
  const Network network({.degree_mean = 6, .rewiring = {0.2}, .influence = {1}}, key, 50'000);
  std::size_t near = 0;
  for (std::uint32_t i = 0; i < network.seats(); ++i) {
    for (std::uint32_t other : network.friends(i)) {
      const std::uint32_t apart = i < other ? other - i : i - other;
      near += std::min(apart, 50'000 - apart) <= 200 ? 1 : 0;
    }
  }
  EXPECT_NEAR(static_cast<double>(near) / static_cast<double>(ends(network)), 0.8, 0.01);
}

TEST(Network, DegreesSpreadWhenToldTo) {
  const auto variance = [](double spread) {
    const Network network(
        {.degree_mean = 8, .degree_spread = spread, .rewiring = {0.0}, .influence = {1}}, key,
        20'000);
    double sum = 0;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
      sum += std::pow(static_cast<double>(network.friends(i).size()) - 8, 2);
    }
    return sum / 20'000;
  };
  EXPECT_EQ(variance(0), 0);
  EXPECT_GT(variance(0.8), 2 * variance(0.3));
}

TEST(Network, WithoutInfluenceOrFriendsNobodyHasFriends) {
  EXPECT_EQ(ends(Network({.degree_mean = 0}, key, 1000)), 0u);
  EXPECT_EQ(ends(Network({.influence = {0.0}}, key, 1000)), 0u);
}

TEST(NetworkOracle, EmployersAreRunsOfSeatsOfGeometricSize) {
  const double mean = 8;
  const Network network({.employer_size_mean = mean, .degree_mean = 0}, key, 400'000);
  std::vector<int> sizes(network.employers());
  for (std::uint32_t i = 0; i < network.seats(); ++i) {
    ++sizes[network.employer(i)];
    if (i > 0) {
      ASSERT_LE(network.employer(i) - network.employer(i - 1), 1u);
    }
  }
  sizes.pop_back();  // the last employer is cut short
  const double count = static_cast<double>(sizes.size());
  double sum = 0;
  std::map<int, int> by_size;
  for (int size : sizes) {
    sum += size;
    ++by_size[size];
  }
  // The standard deviation of a geometric size is about its mean.
  EXPECT_NEAR(sum / count, mean, 4 * mean / std::sqrt(count));
  for (int size = 1; size <= 20; ++size) {
    const double expected = count / mean * std::pow(1 - 1 / mean, size - 1);
    EXPECT_NEAR(by_size[size], expected, 4.5 * std::sqrt(expected)) << "size " << size;
  }
}

TEST(Network, OfAnEmployerMeanOfOneEveryBodyWorksAlone) {
  const Network network({.employer_size_mean = 1, .degree_mean = 0}, key, 100);
  EXPECT_EQ(network.employers(), 100u);
  EXPECT_EQ(network.employer(99), 99u);
}

TEST(Network, IsTheSameForTheSameKeyAndAnotherForAnother) {
  const NetworkParameters parameters{.influence = {1}};
  const Network one(parameters, key, 3000);
  const Network two(parameters, key, 3000);
  const Network other(parameters, sim::StreamKey(1, 1), 3000);
  bool differs = false;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    ASSERT_TRUE(std::ranges::equal(one.friends(i), two.friends(i)));
    ASSERT_EQ(one.employer(i), two.employer(i));
    differs |= !std::ranges::equal(one.friends(i), other.friends(i));
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace models
