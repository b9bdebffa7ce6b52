// Digest: 128 bits that are equal exactly when what was added is equal (XXH3-128; not
// cryptographic).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sim/panel.hpp"

struct XXH3_state_s;

namespace sim {

class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  // Bytes as they are, without their length.
  Digest& add(std::span<const std::byte> bytes);
  // Eight bytes, least significant first on every machine.
  Digest& add(std::int64_t value);
  // Length, then text: "ab", "c" differs from "a", "bc".
  Digest& add(std::string_view text);

  // 32 lower-case hex digits of everything added so far; adding may go on afterwards.
  std::string hex() const;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, Free> state_;
};

// The digest of results: panel, axis, label and measure names and all values, in order. Units and
// long names are words about results, not results, so they may be improved without a new digest.
std::string digest_of(const Panels& panels);

}  // namespace sim
