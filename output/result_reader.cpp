#include "output/result_reader.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "output/results_digest.hpp"
#include "output/unit_store.hpp"
#include "sim/check.hpp"
#include "sim/digest.hpp"

namespace output {
namespace {

hdf5::File open(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw ResultError(ResultError::Kind::unreadable, path, "there is no such file");
  }
  if (std::filesystem::is_directory(path, ignored)) {
    throw ResultError(ResultError::Kind::unreadable, path, "is a folder, not a result file");
  }
  try {
    return hdf5::File::open_to_read(path);
  } catch (const hdf5::Failure& failure) {
    throw ResultError(ResultError::Kind::unreadable, path, failure.what());
  }
}

}  // namespace

// Readers are used from one thread at a time or guarded by their users; the library guards itself.
class ResultReader::Impl {
 public:
  // Whatever HDF5 or the layout finds wrong is an unreadable file.
  template <class Read>
  auto guard(Read read) const {
    try {
      return read();
    } catch (const ResultError&) {
      throw;
    } catch (const std::logic_error&) {
      throw;  // a CHECK: the caller's mistake, not the file's
    } catch (const std::exception& error) {
      throw ResultError(ResultError::Kind::unreadable, path_, error.what());
    }
  }

  explicit Impl(std::filesystem::path path)
      : path_(std::move(path)),
        file_(open(path_)),
        skeleton_(guard([&] { return read_skeleton(file_); })),
        storage_(guard([&] { return read_storage(file_); })),
        store_(guard([&] { return UnitStore(file_, skeleton_); })) {}

  std::filesystem::path path_;
  hdf5::File file_;
  Skeleton skeleton_;
  Storage storage_;
  UnitStore store_;
};

ResultReader::ResultReader(std::filesystem::path path)
    : impl_(std::make_unique<Impl>(std::move(path))) {}
ResultReader::~ResultReader() = default;

const Skeleton& ResultReader::skeleton() const {
  return impl_->skeleton_;
}

UnitState ResultReader::state(std::size_t arm, std::uint32_t replication) const {
  CHECK(arm < arms(), "arm {} of {}", arm, arms());
  const Unit unit{static_cast<std::uint32_t>(arm), replication};
  return impl_->guard([&] { return impl_->store_.state(unit); });
}

std::size_t ResultReader::count(Status status) const {
  std::size_t units = 0;
  for (std::size_t arm = 0; arm < arms(); ++arm) {
    for (std::uint32_t i = 0; i < replications(); ++i) units += state(arm, i).status == status;
  }
  return units;
}

bool ResultReader::finished() const {
  return impl_->storage_ == Storage::finished;
}

sim::Panels ResultReader::read(std::size_t arm, std::uint32_t replication) const {
  CHECK(state(arm, replication).status == Status::done, "arm {}, replication {} is not done", arm,
        replication);
  return impl_->guard([&] {
    return impl_->store_.read({static_cast<std::uint32_t>(arm), replication});
  });
}

std::optional<std::vector<std::int64_t>> ResultReader::values(std::string_view panel,
                                                              std::string_view measure,
                                                              std::size_t arm) const {
  CHECK(arm < arms(), "arm {} of {}", arm, arms());
  const auto place = impl_->skeleton_.panel_named(panel);
  if (!place) return std::nullopt;
  const sim::PanelShape& shape = *impl_->skeleton_.panels[*place];
  const auto& measures = shape.measures;
  const auto found = std::find_if(measures.begin(), measures.end(),
                                  [&](const auto& candidate) { return candidate.name == measure; });
  if (found == measures.end()) return std::nullopt;
  const hdf5::Dataset& dataset =
      impl_->store_.measures()[*place][static_cast<std::size_t>(found - measures.begin())];
  std::vector<hdf5::Extent> offset(dataset.extents().size(), 0), extents = dataset.extents();
  offset[0] = arm;
  extents[0] = 1;
  const std::size_t cells = shape.cells();
  std::vector<std::int64_t> values(cells * replications());
  impl_->guard([&] {
    dataset.read(offset, extents, std::as_writable_bytes(std::span(values)));
    return 0;
  });
  // A unit that was killed in the middle of its commit has some of its values; none of them count.
  for (std::uint32_t i = 0; i < replications(); ++i) {
    if (state(arm, i).status == Status::done) continue;
    std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(i * cells), cells, no_value);
  }
  return values;
}

std::string ResultReader::digest() const {
  ResultsDigest digest(arms(), replications());
  for (std::size_t arm = 0; arm < arms(); ++arm) {
    for (std::uint32_t i = 0; i < replications(); ++i) {
      const UnitState stored = state(arm, i);
      if (stored.status == Status::done && sim::digest_of(read(arm, i)) != stored.digest) {
        throw ResultError(ResultError::Kind::unreadable, impl_->path_,
                          "the numbers of arm '" + run().arms[arm].name + "', replication " +
                              std::to_string(i) + ", are not those that were written");
      }
      digest.add(stored);
    }
  }
  return digest.hex();
}

}  // namespace output
