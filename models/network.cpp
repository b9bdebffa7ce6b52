#include "models/network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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

// The way around the ring from a seat to another, as Friends reads it.
std::uint32_t way(std::uint32_t from, std::uint32_t to, std::uint32_t seats) {
  const std::uint32_t ahead = to > from ? to - from : seats - (from - to);
  const std::uint32_t behind = seats - ahead;
  return ahead <= behind ? 2 * (ahead - 1) : 2 * (behind - 1) + 1;
}

std::uint32_t bytes_of(std::uint32_t way) {
  std::uint32_t bytes = 1;
  for (; way >= 0x80; way >>= 7) ++bytes;
  return bytes;
}

void write(std::uint32_t way, std::uint8_t* at) {
  for (; way >= 0x80; way >>= 7) *at++ = static_cast<std::uint8_t>(way | 0x80);
  *at = static_cast<std::uint8_t>(way);
}

// Calls f(from, to) for every friendship in both directions.
template <class F>
void for_both_ways(const Started& started, F f) {
  for (std::uint32_t seat = 0; seat + 1 < started.first.size(); ++seat) {
    for (std::uint32_t i = started.first[seat]; i < started.first[seat + 1]; ++i) {
      f(seat, started.ends[i]);
      f(started.ends[i], seat);
    }
  }
}

}  // namespace

std::uint32_t Friends::Iterator::operator*() const {
  std::uint32_t way = 0;
  const std::uint8_t* at = at_;
  for (int shift = 0;; shift += 7, ++at) {
    way |= (*at & 0x7FU) << shift;
    if (is_last(*at)) break;
  }
  const std::uint32_t apart = way / 2 + 1;
  if (way % 2 != 0) return seat_ >= apart ? seat_ - apart : seats_ - (apart - seat_);
  return apart < seats_ - seat_ ? seat_ + apart : apart - (seats_ - seat_);
}

std::uint32_t Network::employer(std::uint32_t seat) const {
  const auto next = std::ranges::upper_bound(first_of_employer_, seat);
  return static_cast<std::uint32_t>(next - first_of_employer_.begin()) - 1;
}

Network::Network(const NetworkParameters& parameters, const sim::StreamKey& key,
                 std::uint32_t seats)
    : seats_(seats) {
  CHECK(parameters.employer_size_mean >= 1);
  for (std::uint32_t seat = 0; seat < seats;) {
    std::uint32_t size = 1;
    if (parameters.employer_size_mean > 1) {
      // Geometric on 1, 2, ... by inverse transform.
      sim::Stream draws(key, purpose::employer_size, employers(), sim::Day{0});
      const double more =
          sim::log_of(sim::uniform(draws)) / sim::log_of(1 - 1 / parameters.employer_size_mean);
      size += static_cast<std::uint32_t>(std::min(more, static_cast<double>(seats)));
    }
    first_of_employer_.push_back(seat);
    seat += std::min(size, seats - seat);
  }
  first_of_employer_.shrink_to_fit();

  const bool friendless = parameters.degree_mean <= 0 ||
                          (parameters.influence.value <= 0 && parameters.invitations <= 0);
  if (friendless) return;
  const Started started = start_friendships(parameters, key, seats);
  std::uint64_t bytes = 0;
  std::vector<std::uint32_t>& first = first_of_seat_;
  first.resize(seats + std::size_t{1});
  for_both_ways(started, [&](std::uint32_t from, std::uint32_t to) {
    const std::uint32_t more = bytes_of(way(from, to, seats));
    first[from] += more;
    bytes += more;
  });
  CHECK(bytes <= 0xFFFF'FFFFU, "friendships take {} bytes", bytes);
  ways_.resize(bytes);
  // To each seat's end, then back to its beginning while the ways are written.
  std::partial_sum(first.begin(), first.end(), first.begin());
  for_both_ways(started, [&](std::uint32_t from, std::uint32_t to) {
    const std::uint32_t next = way(from, to, seats);
    first[from] -= bytes_of(next);
    write(next, ways_.data() + first[from]);
  });
}

}  // namespace models
