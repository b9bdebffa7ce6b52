#include "sim/digest.hpp"

#include <gtest/gtest.h>
#include <set>

namespace {

using sim::Digest;
using sim::digest_of;
using sim::Panel;
using sim::Panels;
using sim::PanelShape;

PanelShape yield_shape() {
  return {"yield", {{"field", "Field", {"north", "south"}}}, {{"sacks", "1", "Sacks"}}};
}

std::string digest_with(const PanelShape& shape, std::int64_t north = 3, std::int64_t south = 4) {
  Panel panel(std::make_shared<const PanelShape>(shape));
  panel.add(0, 0, north);
  panel.add(1, 0, south);
  Panels panels;
  panels.push_back(std::move(panel));
  return digest_of(panels);
}

// XXH3-128 of nothing and of "abc" as the reference implementation's documentation and tools give
// it.
TEST(DigestReference, IsXxh3Of128Bits) {
  EXPECT_EQ(Digest().hex(), "99aa06d3014798d86001c324468d497f");
  const std::string text = "abc";
  EXPECT_EQ(Digest().add(std::as_bytes(std::span(text))).hex(), "06b05ab6733a618578af5f94892f3950");
}

TEST(Digest, IsTheSameForBytesInOneOrManyPieces) {
  std::vector<std::byte> bytes(1000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i % 251);
  Digest pieces;
  for (std::size_t i = 0; i < 1000; i += 8) pieces.add(std::span(bytes).subspan(i, 8));
  EXPECT_EQ(Digest().add(bytes).hex(), pieces.hex());
}

TEST(Digest, WritesNumbersLeastSignificantByteFirst) {
  const std::array<std::byte, 8> bytes{std::byte{2}, std::byte{1}};
  EXPECT_EQ(Digest().add(std::int64_t{0x0102}).hex(), Digest().add(bytes).hex());
}

TEST(Digest, TellsWhereOneTextEnds) {
  EXPECT_NE(Digest().add("ab").add("c").hex(), Digest().add("a").add("bc").hex());
  EXPECT_NE(Digest().add("").hex(), Digest().hex());
}

TEST(Digest, CanBeReadInBetween) {
  Digest digest;
  digest.add("a");
  const std::string early = digest.hex();
  EXPECT_EQ(digest.hex(), early);
  EXPECT_NE(digest.add("b").hex(), early);
}

TEST(PanelDigest, HoldsForEqualPanelsAndHas32HexDigits) {
  const std::string digest = digest_with(yield_shape());
  EXPECT_EQ(digest_with(yield_shape()), digest);
  EXPECT_EQ(digest.size(), 32u);
  EXPECT_EQ(digest.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(PanelDigest, ChangesWithEveryValueNameAndOrder) {
  std::set<std::string> digests{digest_with(yield_shape())};
  digests.insert(digest_with(yield_shape(), 4, 4));
  digests.insert(digest_with(yield_shape(), 4, 3));
  digests.insert(digest_with(yield_shape(), -3, 4));
  PanelShape shape = yield_shape();
  shape.name = "harvest";
  digests.insert(digest_with(shape));
  shape = yield_shape();
  shape.axes[0].name = "meadow";
  digests.insert(digest_with(shape));
  shape = yield_shape();
  shape.axes[0].labels[1] = "west";
  digests.insert(digest_with(shape));
  shape = yield_shape();
  shape.measures[0].name = "bags";
  digests.insert(digest_with(shape));
  digests.insert(digest_of({}));
  EXPECT_EQ(digests.size(), 9u);
}

TEST(PanelDigest, IgnoresUnitsAndLongNames) {
  PanelShape shape = yield_shape();
  shape.axes[0].long_name = "Field of the farm";
  shape.measures[0].unit = "sack";
  shape.measures[0].long_name = "Sacks of grain";
  EXPECT_EQ(digest_with(shape), digest_with(yield_shape()));
}

}  // namespace
