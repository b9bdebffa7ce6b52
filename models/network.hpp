// Who works where and who knows whom.
//
// Seats stand in a ring. Employers are runs of neighbouring seats of geometrically distributed
// size. Friendships are a small world (Watts and Strogatz, Nature 393, 1998): every seat starts a
// number of friendships with the seats that follow it, and a share of them is redirected to seats
// anywhere. So most friends and colleagues live in the same shard, while the graph has short paths
// and one giant component. No seat is its own friend and no friendship is counted twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "models/parameter.hpp"
#include "sim/stream.hpp"

namespace models {

struct NetworkParameters {
  double employer_size_mean = 25;
  double degree_mean = 6;
  double degree_spread = 0.5;
  Share rewiring{0.10};
  Share influence{0};
  double invitations = 0;
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
           .source = "[J] not: how strong it is among borrowers is not known",
           .min = 0,
           .max = 1});
    field(
        "invitations", self.invitations,
        {.meaning = "friends whom a member who is not late invites in a year, one a month at most; "
                    "whoever has no account joins",
         .source = "[J] none",
         .min = 0,
         .max = 12,
         .unit = "invitations a year"});
  }
  // Invitations need friends.
  void validate(const Complain& complain) const {
    if (invitations > 0 && degree_mean <= 0) {
      complain("invitations",
               "are made to nobody where degree_mean is 0; above 0 is expected of it");
    }
  }
};

// The friends of a seat, decoded one after another. A friend is kept as the way around the ring
// that leads there: forwards 1, 2, ... as 0, 2, ... and backwards as 1, 3, ..., seven bits a byte,
// the lowest first, all bytes but the last with the highest bit set. So a neighbour takes one byte.
class Friends {
 public:
  class Iterator {
   public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = std::uint32_t;
    using difference_type = std::ptrdiff_t;
    using reference = std::uint32_t;
    using pointer = void;

    Iterator() = default;
    Iterator(const std::uint8_t* at, std::uint32_t seat, std::uint32_t seats)
        : at_(at), seat_(seat), seats_(seats) {}

    std::uint32_t operator*() const;
    Iterator& operator++() {
      while (!is_last(*at_)) ++at_;
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const std::uint8_t* at_ = nullptr;
    std::uint32_t seat_ = 0;
    std::uint32_t seats_ = 0;
  };

  Friends() = default;
  Friends(const std::uint8_t* first, const std::uint8_t* last, std::uint32_t seat,
          std::uint32_t seats)
      : first_(first), last_(last), seat_(seat), seats_(seats) {}

  Iterator begin() const { return {first_, seat_, seats_}; }
  Iterator end() const { return {last_, seat_, seats_}; }
  std::size_t size() const {
    return static_cast<std::size_t>(std::count_if(first_, last_, is_last));
  }

 private:
  static bool is_last(std::uint8_t byte) { return byte < 0x80; }

  const std::uint8_t* first_ = nullptr;
  const std::uint8_t* last_ = nullptr;
  std::uint32_t seat_ = 0;
  std::uint32_t seats_ = 0;
};

// Made once per replication, then only read. With the parameters built in, about 12 bytes a seat.
// It models Boost.Graph's VertexListGraph, AdjacencyGraph and IncidenceGraph (network_graph.hpp).
class Network {
 public:
  // Deterministic in (parameters, key, seats). Without friendships, or where they neither move
  // anybody nor bring anybody in, there are no friends and their graph is not made.
  Network(const NetworkParameters& parameters, const sim::StreamKey& key, std::uint32_t seats);

  std::uint32_t seats() const { return seats_; }
  std::uint32_t employers() const { return static_cast<std::uint32_t>(first_of_employer_.size()); }

  // Found by bisection; who needs it often keeps it.
  std::uint32_t employer(std::uint32_t seat) const;
  // Each friend once; friendship is mutual.
  Friends friends(std::uint32_t seat) const {
    if (first_of_seat_.empty()) return {};
    return {ways_.data() + first_of_seat_[seat], ways_.data() + first_of_seat_[seat + 1], seat,
            seats_};
  }

  std::size_t bytes() const {
    return (first_of_employer_.capacity() + first_of_seat_.capacity()) * sizeof(std::uint32_t) +
           ways_.capacity();
  }

 private:
  std::uint32_t seats_;
  std::vector<std::uint32_t> first_of_employer_;  // seats
  // The ways to the friends of seat i: ways_[first_of_seat_[i]] up to ways_[first_of_seat_[i + 1]].
  // Both are empty where nobody has friends.
  std::vector<std::uint32_t> first_of_seat_;
  std::vector<std::uint8_t> ways_;
};

}  // namespace models
