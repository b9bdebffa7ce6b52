#include "output/unit_store.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "sim/check.hpp"

namespace output {
namespace {

// The unit's block in a dataset whose first two dimensions are arm and replication.
struct Block {
  std::vector<hdf5::Extent> offset;
  std::vector<hdf5::Extent> count;
  Block(Unit unit, const hdf5::Dataset& dataset)
      : offset(dataset.extents().size(), 0), count(dataset.extents()) {
    CHECK(unit.arm < count[0], "arm {} of {}", unit.arm, count[0]);
    CHECK(unit.replication < count[1], "replication {} of {}", unit.replication, count[1]);
    offset[0] = unit.arm;
    offset[1] = unit.replication;
    count[0] = count[1] = 1;
  }
};

hdf5::Dataset open_by_unit(const hdf5::File& file, const Skeleton& skeleton,
                           const std::string& name, hdf5::Element element) {
  hdf5::Dataset dataset = file.open(name);
  const std::vector<hdf5::Extent> units = {skeleton.run.arms.size(), skeleton.run.replications};
  if (dataset.extents() != units || dataset.element().bytes != element.bytes) {
    throw std::runtime_error(name + " has a wrong shape");
  }
  return dataset;
}

std::string read_text(const hdf5::Dataset& dataset, Unit unit, std::size_t bytes) {
  const Block block(unit, dataset);
  std::string text(bytes, '\0');
  dataset.read(block.offset, block.count, std::as_writable_bytes(std::span(text)));
  text.erase(std::find(text.begin(), text.end(), '\0'), text.end());
  return text;
}

// A text of at most `bytes` bytes, padded with zeros and cut between characters, not inside one.
void write_text(hdf5::Dataset& dataset, Unit unit, std::size_t bytes, std::string text) {
  if (text.size() >= bytes) {
    std::size_t end = bytes - 1;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    text.resize(end);
  }
  text.resize(bytes, '\0');
  const Block block(unit, dataset);
  dataset.write(block.offset, block.count, std::as_bytes(std::span(text)));
}

}  // namespace

UnitStore::UnitStore(const hdf5::File& file, const Skeleton& skeleton)
    : skeleton_(skeleton),
      measures_(open_measures(file, skeleton)),
      status_(open_by_unit(file, skeleton, status_name, hdf5::Element::int8())),
      digest_(open_by_unit(file, skeleton, digest_name, hdf5::Element::text(digest_bytes))),
      message_(open_by_unit(file, skeleton, message_name, hdf5::Element::text(message_bytes))) {}

UnitState UnitStore::state(Unit unit) const {
  const Block block(unit, status_);
  std::array<std::int8_t, 1> value{};
  status_.read(block.offset, block.count, std::as_writable_bytes(std::span(value)));
  switch (value[0]) {
    case 1:
      return {Status::done, read_text(digest_, unit, digest_bytes), {}};
    case 2:
      return {Status::failed, {}, read_text(message_, unit, message_bytes)};
    default:
      return {};
  }
}

void UnitStore::describe(Unit unit, const UnitState& state) {
  CHECK(state.digest.size() <= digest_bytes);
  // A digest fills its place entirely; no character is left for a terminating zero.
  std::string digest = state.digest;
  digest.resize(digest_bytes, '\0');
  const Block block(unit, digest_);
  digest_.write(block.offset, block.count, std::as_bytes(std::span(digest)));
  write_text(message_, unit, message_bytes, state.message);
}

void UnitStore::mark(Unit unit, Status status) {
  const std::array<std::int8_t, 1> value{static_cast<std::int8_t>(status)};
  const Block block(unit, status_);
  status_.write(block.offset, block.count, std::as_bytes(std::span(value)));
}

sim::Panels UnitStore::read(Unit unit) const {
  sim::Panels panels;
  std::vector<std::int64_t> cells;
  for (std::size_t p = 0; p < skeleton_.panels.size(); ++p) {
    sim::Panel& panel = panels.emplace_back(skeleton_.panels[p]);
    cells.resize(panel.cells());
    const std::size_t measures = panel.measures();
    for (std::size_t m = 0; m < measures; ++m) {
      const Block block(unit, measures_[p][m]);
      measures_[p][m].read(block.offset, block.count, std::as_writable_bytes(std::span(cells)));
      for (std::size_t c = 0; c < cells.size(); ++c) panel.values()[c * measures + m] = cells[c];
    }
  }
  return panels;
}

void UnitStore::write(Unit unit, const sim::Panels& panels, const AfterStep& after_step) {
  CHECK(panels.size() == skeleton_.panels.size(), "{} panels for a file of {}", panels.size(),
        skeleton_.panels.size());
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const sim::PanelShape& expected = *skeleton_.panels[p];
    CHECK(panels[p].shared_shape() == skeleton_.panels[p] || panels[p].shape() == expected,
          "panel {} differs in shape from the file's panel {}", panels[p].shape().name,
          expected.name);
  }
  std::vector<std::int64_t> cells;
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const sim::Panel& panel = panels[p];
    const std::size_t measures = panel.measures();
    cells.resize(panel.cells());
    for (std::size_t m = 0; m < measures; ++m) {
      for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = panel.values()[c * measures + m];
      const Block block(unit, measures_[p][m]);
      measures_[p][m].write(block.offset, block.count, std::as_bytes(std::span(cells)));
      after_step("write " + panel.shape().name + "/" + panel.shape().measures[m].name);
    }
  }
}

}  // namespace output
