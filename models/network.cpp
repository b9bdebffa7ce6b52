#include "models/network.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <cmath>
#include <utility>

#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

// No seat starts more friendships than this, nor than a quarter of the seats; a redirected
// friendship looks for its end at most so many times before it stays where it was.
constexpr std::uint32_t started_max = 200;
constexpr int tries_max = 16;

// The friendships by the seat that starts them.
struct Started {
  std::vector<std::uint32_t> first;  // of seat i: ends[first[i]] up to ends[first[i + 1]]
  std::vector<std::uint32_t> ends;
};

// Every friendship in both directions, first from those who started them, then back, as the graph
// wants to read it, without a copy.
class BothWays : public boost::iterator_facade<BothWays, std::pair<std::uint32_t, std::uint32_t>,
                                               boost::forward_traversal_tag,
                                               std::pair<std::uint32_t, std::uint32_t>> {
 public:
  BothWays() = default;
  static BothWays begin(const Started& started) {
    BothWays first;
    first.started_ = &started;
    if (!started.ends.empty()) first.settle();
    return first;
  }
  static BothWays end(const Started& started) {
    BothWays last;
    last.started_ = &started;
    last.back_ = !started.ends.empty();
    last.edge_ = started.ends.size();
    return last;
  }

 private:
  friend class boost::iterator_core_access;

  // Moves to the seat that started the current friendship.
  void settle() {
    while (started_->first[from_ + 1] <= edge_) ++from_;
  }
  std::pair<std::uint32_t, std::uint32_t> dereference() const {
    const std::uint32_t to = started_->ends[edge_];
    return back_ ? std::pair{to, from_} : std::pair{from_, to};
  }
  bool equal(const BothWays& other) const { return edge_ == other.edge_ && back_ == other.back_; }
  void increment() {
    if (++edge_ == started_->ends.size()) {
      if (back_) return;
      back_ = true;
      edge_ = 0;
      from_ = 0;
    }
    settle();
  }

  const Started* started_ = nullptr;
  std::size_t edge_ = 0;
  std::uint32_t from_ = 0;
  bool back_ = false;
};

std::uint32_t ring_distance(std::uint32_t a, std::uint32_t b, std::uint32_t seats) {
  const std::uint32_t apart = a < b ? b - a : a - b;
  return std::min(apart, seats - apart);
}

// Whether a redirected friendship between two seats is `from`'s to start. Of every pair exactly one
// may, each in half of its pairs, so that a friendship never starts from both ends and nobody has
// to look.
bool may_start(std::uint32_t from, std::uint32_t to) {
  return (from < to) == ((from + to) % 2 == 0);
}

// How many friendships a seat starts: log-normal around half the mean degree, rounded up or down at
// random so that the mean is kept.
std::uint32_t starts(const NetworkParameters& parameters, sim::Stream& draws, std::uint32_t most) {
  double wanted = parameters.degree_mean / 2;
  const double spread = parameters.degree_spread;
  if (spread > 0)
    wanted *= sim::exp_of(spread * sim::standard_normal(draws) - 0.5 * spread * spread);
  const double rounded = std::floor(wanted + sim::uniform(draws));
  return static_cast<std::uint32_t>(std::min(rounded, static_cast<double>(most)));
}

// The rule of Watts and Strogatz: seat i starts friendships with i + 1, i + 2, ... around the ring,
// and each is redirected with the given chance to a seat drawn at random. A redirected one may not
// land where it could meet a friendship between neighbours, nor on one that is there already.
Started start_friendships(const NetworkParameters& parameters, const sim::StreamKey& key,
                          std::uint32_t seats) {
  const std::uint32_t most = std::min(started_max, (seats - 1) / 4);
  Started started;
  started.first.reserve(seats + 1);
  started.ends.reserve(static_cast<std::size_t>(parameters.degree_mean / 2 * seats * 1.02) + 64);
  started.first.push_back(0);
  for (std::uint32_t seat = 0; seat < seats; ++seat) {
    sim::Stream draws(key, purpose::friendship, seat, sim::Day{0});
    const std::uint32_t count = starts(parameters, draws, most);
    for (std::uint32_t step = 1; step <= count; ++step) {
      std::uint32_t end = seat + step < seats ? seat + step : seat + step - seats;
      if (sim::chance(draws, parameters.rewiring.value)) {
        for (int tries = 0; tries < tries_max; ++tries) {
          const auto other =
              std::min(static_cast<std::uint32_t>(sim::uniform(draws) * static_cast<double>(seats)),
                       seats - 1);
          const auto own = started.ends.begin() + started.first.back();
          if (!may_start(seat, other) || ring_distance(seat, other, seats) <= most) continue;
          if (std::find(own, started.ends.end(), other) != started.ends.end()) continue;
          end = other;
          break;
        }
      }
      started.ends.push_back(end);
    }
    CHECK(started.ends.size() < 0x7FFF'FFFFU);
    started.first.push_back(static_cast<std::uint32_t>(started.ends.size()));
  }
  return started;
}

}  // namespace

// Compressed sparse rows: two arrays, every friendship in the row of both its ends.
struct Network::Friendships {
  using Graph =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  Graph graph;
};

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

std::span<const std::uint32_t> Network::friends(std::uint32_t seat) const {
  if (!friendships_) return {};
  const auto [first, last] = boost::adjacent_vertices(seat, friendships_->graph);
  return {first, last};
}

Network::Network(const NetworkParameters& parameters, const sim::StreamKey& key,
                 std::uint32_t seats) {
  CHECK(parameters.employer_size_mean >= 1);
  employers_of_.resize(seats);
  for (std::uint32_t seat = 0; seat < seats; ++employers_) {
    std::uint32_t size = 1;
    if (parameters.employer_size_mean > 1) {
      // Geometric on 1, 2, ... by inverse transform.
      sim::Stream draws(key, purpose::employer_size, employers_, sim::Day{0});
      const double more =
          sim::log_of(sim::uniform(draws)) / sim::log_of(1 - 1 / parameters.employer_size_mean);
      size += static_cast<std::uint32_t>(std::min(more, static_cast<double>(seats)));
    }
    for (std::uint32_t n = 0; n < size && seat < seats; ++n) employers_of_[seat++] = employers_;
  }

  const bool friendless = parameters.degree_mean <= 0 || parameters.influence.value <= 0;
  if (friendless) return;
  const Started started = start_friendships(parameters, key, seats);
  friendships_ = std::make_unique<const Friendships>(
      Friendships{{boost::edges_are_unsorted_multi_pass, BothWays::begin(started),
                   BothWays::end(started), seats}});
}

}  // namespace models
