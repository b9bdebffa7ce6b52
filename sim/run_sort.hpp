// RunSorter: sorts items that come as a few long ascending runs and some strays.
//
// That is how a day's bucket fills: events handled in order schedule their successors in order, so
// a bucket is two or three long runs and a sprinkle of events scheduled on other days. Merging the
// runs is several times cheaper than sorting from scratch; the result is the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace sim {

template <class Item>
class RunSorter {
 public:
  // Ascending by operator<. Items that compare equal may change places: give events a total order.
  void sort(std::span<Item> items) {
    if (items.size() <= sort_directly_max) {
      std::sort(items.begin(), items.end());
      return;
    }
    split(items);
    if (ends_.size() > runs_max) {
      std::sort(items.begin(), items.end());
      return;
    }
    merge_all(items);
  }

  std::size_t bytes() const { return (spare_.capacity() + strays_.capacity()) * sizeof(Item); }

 private:
  static constexpr std::size_t sort_directly_max = 24;
  static constexpr std::size_t run_min = 16;  // shorter runs are strays
  static constexpr std::size_t runs_max = 32;

  // Copies long runs to spare_, then the strays, sorted, as one more run; ends_ are the runs' ends.
  void split(std::span<const Item> items) {
    if (spare_.size() < items.size()) spare_.resize(items.size() + items.size() / 4);
    ends_.clear();
    strays_.clear();
    std::size_t filled = 0;
    for (std::size_t begin = 0; begin < items.size();) {
      std::size_t end = begin + 1;
      while (end < items.size() && !(items[end] < items[end - 1])) ++end;
      if (end - begin >= run_min) {
        std::copy(items.begin() + begin, items.begin() + end, spare_.begin() + filled);
        filled += end - begin;
        ends_.push_back(filled);
      } else {
        strays_.insert(strays_.end(), items.begin() + begin, items.begin() + end);
      }
      begin = end;
    }
    if (strays_.empty()) return;
    std::sort(strays_.begin(), strays_.end());
    std::copy(strays_.begin(), strays_.end(), spare_.begin() + filled);
    ends_.push_back(items.size());
  }

  // Merges neighbouring runs, halving their number each time, to and fro between the two arrays.
  void merge_all(std::span<Item> items) {
    Item* from = spare_.data();
    Item* to = items.data();
    while (ends_.size() > 1) {
      std::size_t begin = 0;
      std::size_t kept = 0;
      for (std::size_t i = 0; i < ends_.size(); i += 2) {
        const std::size_t middle = ends_[i];
        const std::size_t end = i + 1 < ends_.size() ? ends_[i + 1] : middle;
        std::merge(from + begin, from + middle, from + middle, from + end, to + begin);
        ends_[kept++] = begin = end;
      }
      ends_.resize(kept);
      std::swap(from, to);
    }
    if (from != items.data()) std::copy(from, from + items.size(), items.data());
  }

  std::vector<Item> spare_;
  std::vector<Item> strays_;
  std::vector<std::size_t> ends_;
};

}  // namespace sim
