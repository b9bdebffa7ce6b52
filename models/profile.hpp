// Where the time of a replication goes: what each step of a day has cost so far.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "models/event.hpp"

namespace models {

// The steps of a shard's day in their order, the kinds of events among them, and the two serial
// steps of the lender's.
enum class Step : std::uint8_t {
  dawn,      // serial
  news,      // messages of yesterday
  calendar,  // the day's events are brought into order
  arrival,
  payday,
  credit_needed,
  instalment_due,
  payment_retried,
  grace_over,
  collection_step,
  charge_off_due,
  recovery_due,
  coupon_over,
  month_end,
  audit,
  dusk,  // serial
  count_,
};
inline constexpr std::size_t step_count = static_cast<std::size_t>(Step::count_);
inline constexpr std::array<std::string_view, step_count> step_names = {
    "dawn",           "news",
    "calendar",       "arrival",
    "payday",         "credit needed",
    "instalment due", "payment retried",
    "grace over",     "collection step",
    "charge-off due", "recovery due",
    "coupon over",    "month end",
    "audit",          "dusk"};

// Paydays, which are no event kind, come between arrivals and all other kinds.
constexpr Step step_of(EventKind kind) {
  if (kind == EventKind::Arrival) return Step::arrival;
  return static_cast<Step>(static_cast<std::size_t>(Step::payday) + static_cast<std::size_t>(kind));
}
static_assert(step_of(EventKind::CreditNeeded) == Step::credit_needed);
static_assert(step_of(EventKind::CouponOver) == Step::coupon_over);

constexpr bool is_event(Step step) {
  return step >= Step::arrival && step <= Step::coupon_over;
}
constexpr bool is_serial(Step step) {
  return step == Step::dawn || step == Step::dusk;
}

struct Profile {
  struct Tally {
    std::int64_t events = 0;  // handled; zero for steps that are not of events
    std::int64_t nanoseconds = 0;
  };
  std::array<Tally, step_count> steps{};

  Tally& operator[](Step step) { return steps[static_cast<std::size_t>(step)]; }
  const Tally& operator[](Step step) const { return steps[static_cast<std::size_t>(step)]; }

  Profile& operator+=(const Profile& other) {
    for (std::size_t i = 0; i < step_count; ++i) {
      steps[i].events += other.steps[i].events;
      steps[i].nanoseconds += other.steps[i].nanoseconds;
    }
    return *this;
  }
};

// Charges the time since it last did, or was made, to a step. About 25 ns a reading of the clock:
// for a step of a shard's day, not for an event.
class Stopwatch {
 public:
  explicit Stopwatch(Profile& profile) : profile_(profile) {}

  void charge(Step step, std::size_t events = 0) {
    const auto now = Clock::now();
    Profile::Tally& tally = profile_[step];
    tally.events += static_cast<std::int64_t>(events);
    tally.nanoseconds += std::chrono::duration_cast<std::chrono::nanoseconds>(now - since_).count();
    since_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;

  Profile& profile_;
  Clock::time_point since_ = Clock::now();
};

}  // namespace models
