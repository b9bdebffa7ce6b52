#include "sim/digest.hpp"

#include <array>
#include <bit>
#include <new>
#include <xxhash.h>

namespace sim {

void Digest::Free::operator()(XXH3_state_s* state) const {
  XXH3_freeState(state);
}

Digest::Digest() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(state_.get());
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest& Digest::add(std::span<const std::byte> bytes) {
  XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
  return *this;
}

Digest& Digest::add(std::int64_t value) {
  std::array<std::byte, 8> bytes;
  auto rest = static_cast<std::uint64_t>(value);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(rest & 0xFF);
    rest >>= 8;
  }
  return add(bytes);
}

Digest& Digest::add(std::string_view text) {
  add(static_cast<std::int64_t>(text.size()));
  return add(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Digest::hex() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string digest_of(const Panels& panels) {
  static_assert(std::endian::native == std::endian::little,
                "values are hashed in bulk as they lie in memory");
  Digest digest;
  digest.add(static_cast<std::int64_t>(panels.size()));
  for (const Panel& panel : panels) {
    const PanelShape& shape = panel.shape();
    digest.add(shape.name);
    digest.add(static_cast<std::int64_t>(shape.axes.size()));
    for (const Axis& axis : shape.axes) {
      digest.add(axis.name);
      digest.add(static_cast<std::int64_t>(axis.labels.size()));
      for (const std::string& label : axis.labels) digest.add(label);
    }
    digest.add(static_cast<std::int64_t>(shape.measures.size()));
    for (const Measure& measure : shape.measures) digest.add(measure.name);
    digest.add(std::as_bytes(panel.values()));
  }
  return digest.hex();
}

}  // namespace sim
