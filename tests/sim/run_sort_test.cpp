#include "sim/run_sort.hpp"

#include <gtest/gtest.h>
#include <random>

namespace {

// Arrays of every make: random, sorted, reversed, sawtooth, long runs with strays, with repeats.
std::vector<std::uint32_t> array_of(int make, std::size_t size, std::mt19937_64& random) {
  std::vector<std::uint32_t> items(size);
  for (std::size_t i = 0; i < size; ++i) {
    const auto n = static_cast<std::uint32_t>(i);
    switch (make) {
      case 0:
        items[i] = static_cast<std::uint32_t>(random());
        break;
      case 1:
        items[i] = n;
        break;
      case 2:
        items[i] = static_cast<std::uint32_t>(size) - n;
        break;
      case 3:
        items[i] = n % 40;
        break;
      case 4:
        items[i] = random() % 20 == 0 ? static_cast<std::uint32_t>(random() % 5000) : n % 700;
        break;
      default:
        items[i] = static_cast<std::uint32_t>(random() % 4);
        break;
    }
  }
  return items;
}

TEST(RunSortOracle, AgreesWithStdSortOnArraysOfEveryMake) {
  std::mt19937_64 random(6);
  sim::RunSorter<std::uint32_t> sorter;
  for (int make = 0; make < 6; ++make) {
    for (std::size_t size = 0; size < 3000; size = size < 70 ? size + 1 : size * 5 / 4) {
      auto items = array_of(make, size, random);
      auto expected = items;
      std::sort(expected.begin(), expected.end());
      sorter.sort(items);
      ASSERT_EQ(items, expected) << "make " << make << ", size " << size;
    }
  }
}

}  // namespace
