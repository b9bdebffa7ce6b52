// A run in its steady state asks for no memory.
#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <new>
#include <vector>

#include "../small_scenario.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

// All other forms of new end in one of these two.
void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes > 0 ? bytes : 1)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(bytes > 0 ? bytes : 1);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  ++allocations;
  void* memory = nullptr;
  if (posix_memalign(&memory, static_cast<std::size_t>(alignment), bytes) == 0) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace {

using models_test::small_scenario;
using models_test::Stepper;

TEST(Allocation, IsCounted) {
  const std::size_t before = allocations;
  const std::vector<models::Loan> loans(1);
  const auto number = std::make_unique<int>(1);
  EXPECT_EQ(allocations, before + 2);
}

// The seventh year of a portfolio, when loans of three years have come and gone and limits have
// followed. What may still grow, and
// seldom does, are buffers that see a new peak: loans, the events of a day, far events, messages.
TEST(Allocation, OfAYearWithoutGrowthIsNoneButForARarePeak) {
  Stepper stepper(small_scenario(4000, 6, 12));
  const auto new_year = [](int n) { return sim::Day(365 * n); };
  stepper.run_to(new_year(6));
  int days_that_asked = 0;
  std::size_t most_a_day = 0;
  for (sim::Day day = new_year(6); day < new_year(7); ++day) {
    const std::size_t before = allocations;
    stepper.run_to(day + 1);
    const std::size_t asked = allocations - before;
    if (asked > 0) ++days_that_asked;
    most_a_day = std::max(most_a_day, asked);
  }
  EXPECT_LE(days_that_asked, 5);
  EXPECT_LE(most_a_day, 2U);
}

}  // namespace
