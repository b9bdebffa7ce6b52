// Who works where and who knows whom.
//
// Seats stand in a ring. Employers are runs of neighbouring seats of geometrically distributed
// size. Friendships are a small world (Watts and Strogatz, Nature 393, 1998): every seat starts a
// number of friendships with the seats that follow it, and a share of them is redirected to seats
// anywhere. So most friends and colleagues live in the same shard, while the graph has short paths
// and one giant component. No seat is its own friend and no friendship is counted twice.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "models/parameter.hpp"
#include "sim/stream.hpp"

namespace models {

struct NetworkParameters {
  double employer_size_mean = 25;
  double degree_mean = 6;
  double degree_spread = 0.5;
  Share rewiring{0.10};
  Share influence{1.0};
  bool operator==(const NetworkParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("employer_size_mean", self.employer_size_mean,
          {.meaning = "borrowers an employer has on average; geometrically distributed",
           .source = "[J]",
           .min = 1,
           .max = 100'000,
           .unit = "borrowers"});
    field(
        "degree_mean", self.degree_mean,
        {.meaning = "friends whose default a borrower hears of, on average; 0 is no social network",
         .source = "[J]",
         .min = 0,
         .max = 64,
         .unit = "borrowers"});
    field("degree_spread", self.degree_spread,
          {.meaning =
               "spread of the number of friendships that people start, log-normal; 0 is all alike",
           .source = "[J]",
           .min = 0,
           .max = 1.5,
           .unit = "standard deviation of the logarithm"});
    field("rewiring", self.rewiring,
          {.meaning = "share of friendships that lead anywhere instead of to a neighbour",
           .source = "[P] Watts and Strogatz 1998: a few percent make paths short",
           .min = 0,
           .max = 1});
    field("influence", self.influence,
          {.meaning =
               "how far friends' defaults are taken to heart: 100 % is as payment says, 0 % not",
           .source = "[J]",
           .min = 0,
           .max = 1});
  }
};

// Made once per replication, then only read. About 8 bytes per friendship and 8 per seat.
class Network {
 public:
  // Deterministic in (parameters, key, seats). Without friendships or without influence there are
  // no friends and their graph is not made.
  Network(const NetworkParameters& parameters, const sim::StreamKey& key, std::uint32_t seats);
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  std::uint32_t seats() const { return static_cast<std::uint32_t>(employers_of_.size()); }
  std::uint32_t employers() const { return employers_; }

  std::uint32_t employer(std::uint32_t seat) const { return employers_of_[seat]; }
  // Each friend once; friendship is mutual.
  std::span<const std::uint32_t> friends(std::uint32_t seat) const;

 private:
  struct Friendships;  // the graph, Boost.Graph's

  std::vector<std::uint32_t> employers_of_;
  std::uint32_t employers_ = 0;
  std::unique_ptr<const Friendships> friendships_;  // none: nobody has friends
};

}  // namespace models
