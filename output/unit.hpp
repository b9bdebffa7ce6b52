// The unit of work and of commitment: one replication of one arm, and how it stands.
#pragma once

#include <cstdint>
#include <string>

namespace output {

struct Unit {
  std::uint32_t arm = 0;
  std::uint32_t replication = 0;
  bool operator==(const Unit&) const = default;
};

enum class Status : std::uint8_t { missing = 0, done = 1, failed = 2 };

struct UnitState {
  Status status = Status::missing;
  std::string digest;   // of the unit's panels (sim::digest_of), as stored; empty unless done
  std::string message;  // why it failed; empty unless failed
};

}  // namespace output
