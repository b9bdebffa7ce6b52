// Outbox and Exchange: messages between shards, sent during a day and delivered at its dusk.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "sim/check.hpp"

namespace sim {

template <class Message>
class Exchange;

// What one shard sends in a day. Only the shard's own thread writes to it.
template <class Message>
class Outbox {
  static_assert(std::is_trivially_copyable_v<Message>);

 public:
  explicit Outbox(std::size_t capacity) : capacity_(capacity) {}

  // Bounded: more than `capacity` messages a day is a CheckFailure, as dropping some would make
  // results depend on the size of shards.
  void send(std::size_t to_shard, const Message& message) {
    CHECK(letters_.size() < capacity_, "an outbox is full at {} messages", capacity_);
    letters_.push_back({static_cast<std::uint32_t>(to_shard), message});
  }

  std::size_t size() const { return letters_.size(); }

 private:
  friend class Exchange<Message>;

  struct Letter {
    std::uint32_t to_shard;
    Message message;
  };

  std::size_t capacity_;
  std::vector<Letter> letters_;
};

// The outboxes and inboxes of all shards. `Message` has operator<, by receiver and content and
// never by shard: each inbox is sorted by it, so delivery is the same whatever the size of shards.
template <class Message>
class Exchange {
 public:
  Exchange(std::size_t shards, std::size_t capacity_per_shard)
      : outboxes_(shards, Outbox<Message>(capacity_per_shard)), inboxes_(shards) {}

  std::size_t shards() const { return outboxes_.size(); }
  Outbox<Message>& outbox(std::size_t shard) { return outboxes_[shard]; }

  // At dusk, serial: yesterday's inboxes are replaced by what was sent today; outboxes become
  // empty.
  void deliver() {
    for (auto& inbox : inboxes_) inbox.clear();
    for (auto& outbox : outboxes_) {
      for (const auto& letter : outbox.letters_) {
        CHECK(letter.to_shard < inboxes_.size(), "no shard {}", letter.to_shard);
        inboxes_[letter.to_shard].push_back(letter.message);
      }
      outbox.letters_.clear();
    }
    for (auto& inbox : inboxes_) std::sort(inbox.begin(), inbox.end());
  }

  // What was delivered to a shard at the last dusk, sorted; valid until the next.
  std::span<const Message> inbox(std::size_t shard) const { return inboxes_[shard]; }

  std::size_t bytes() const {
    std::size_t total = 0;
    for (const auto& outbox : outboxes_)
      total += outbox.letters_.capacity() * sizeof(outbox.letters_[0]);
    for (const auto& inbox : inboxes_) total += inbox.capacity() * sizeof(Message);
    return total;
  }

 private:
  std::vector<Outbox<Message>> outboxes_;
  std::vector<std::vector<Message>> inboxes_;
};

}  // namespace sim
