#include "output/result_writer.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "output/file_lock.hpp"
#include "output/unit_store.hpp"
#include "sim/check.hpp"
#include "sim/digest.hpp"

namespace output {
namespace {

using Kind = ResultError::Kind;

// Files are made under this name next to their own and renamed when whole, so that nobody ever sees
// half a file. One left behind by a kill is overwritten by the next run.
std::filesystem::path part_of(const std::filesystem::path& path) {
  std::filesystem::path part = path;
  part += ".part";
  return part;
}

std::string sentence(const std::vector<std::string>& parts) {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, parts.size()); ++i) {
    text += (i == 0 ? "" : "; ") + parts[i];
  }
  if (parts.size() > shown) text += fmt::format("; and {} more", parts.size() - shown);
  return text;
}

// An open file with everything needed to read and set units.
struct Opened {
  hdf5::File file;
  Skeleton skeleton;
  Storage storage;
  UnitStore store;

  explicit Opened(hdf5::File opened)
      : file(std::move(opened)),
        skeleton(read_skeleton(file)),
        storage(read_storage(file)),
        store(file, skeleton) {}
  Opened(const Opened&) = delete;  // the store refers to the skeleton
  Opened& operator=(const Opened&) = delete;
};

std::vector<Unit> all_units(const RunInfo& run) {
  std::vector<Unit> units;
  for (std::uint32_t i = 0; i < run.replications; ++i) {
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm) units.push_back({arm, i});
  }
  return units;
}

// A mark alone is not trusted: after a power cut it may have reached the disk without its numbers.
bool is_done(const UnitStore& store, Unit unit) {
  const UnitState state = store.state(unit);
  return state.status == Status::done && sim::digest_of(store.read(unit)) == state.digest;
}

// Copies measures in blocks that are whole chunks of the compressed file, each chunk once.
void copy_measures(const UnitStore& from, UnitStore& to, const AfterStep& after_step) {
  for (std::size_t p = 0; p < from.measures().size(); ++p) {
    for (std::size_t m = 0; m < from.measures()[p].size(); ++m) {
      const hdf5::Dataset& source = from.measures()[p][m];
      hdf5::Dataset& target = to.measures()[p][m];
      std::vector<hdf5::Extent> count = source.extents();
      const std::vector<hdf5::Extent> chunk = target.chunk();
      std::vector<std::int64_t> block;
      for (hdf5::Extent arm = 0; arm < source.extents()[0]; arm += chunk[0]) {
        for (hdf5::Extent i = 0; i < source.extents()[1]; i += chunk[1]) {
          std::vector<hdf5::Extent> offset(count.size(), 0);
          offset[0] = arm;
          offset[1] = i;
          count[0] = std::min(chunk[0], source.extents()[0] - arm);
          count[1] = std::min(chunk[1], source.extents()[1] - i);
          hdf5::Extent elements = 1;
          for (const hdf5::Extent length : count) elements *= length;
          block.resize(elements);
          source.read(offset, count, std::as_writable_bytes(std::span(block)));
          target.write(offset, count, std::as_bytes(std::span(block)));
        }
      }
      after_step("compress a measure");
    }
  }
}

}  // namespace

class ResultWriter::Impl {
 public:
  Impl(std::filesystem::path path, Skeleton skeleton, IfExists if_exists, AfterStep after_step)
      : path_(std::move(path)), after_step_(std::move(after_step)) {
    if (!after_step_) after_step_ = [](std::string_view) {};
    check_storable(skeleton);
    guard(Kind::failed, [&] { open(skeleton, if_exists); });
    for (const Unit unit : to_do_) open_.emplace(unit.arm, unit.replication);
  }

  void commit(Unit unit, const sim::Panels& panels) {
    const std::scoped_lock lock(mutex_);
    take(unit);
    guard(Kind::failed, [&] {
      opened_->store.write(unit, panels, after_step_);
      settle(unit, {Status::done, sim::digest_of(panels), {}});
    });
  }

  void fail(Unit unit, std::string_view message) {
    const std::scoped_lock lock(mutex_);
    take(unit);
    guard(Kind::failed, [&] { settle(unit, {Status::failed, {}, std::string(message)}); });
  }

  void finish() {
    const std::scoped_lock lock(mutex_);
    CHECK(opened_.has_value(), "a result file is finished once");
    if (opened_->storage == Storage::finished) {
      opened_.reset();
      return;
    }
    guard(Kind::failed, [&] {
      replace_by(Holds::results,
                 [&](const std::filesystem::path& part) { write_compressed(part); });
      opened_.reset();
    });
  }

  std::vector<Unit> to_do_;

 private:
  // HDF5 and the file system say what went wrong; the caller hears it with the file's name.
  template <class Work>
  void guard(Kind kind, Work work) const {
    try {
      work();
    } catch (const ResultError&) {
      throw;
    } catch (const std::logic_error&) {
      throw;  // a CHECK: the caller's mistake, not the file's
    } catch (const std::exception& error) {
      throw ResultError(kind, path_, error.what());
    }
  }

  void open(const Skeleton& skeleton, IfExists if_exists) {
    std::error_code ignored;
    if (std::filesystem::exists(path_, ignored)) {
      if (if_exists == IfExists::fail) throw ResultError(Kind::exists, path_, "the file exists");
      lock_.emplace(FileLock::existing(path_));
      if (if_exists == IfExists::resume) return resume(skeleton);
    }
    create(skeleton);
    to_do_ = all_units(skeleton.run);
  }

  void create(const Skeleton& skeleton) {
    replace_by(Holds::nothing,
               [&](const std::filesystem::path& part) { write_growing(part, skeleton); });
    open_growing();
  }

  void open_growing() {
    opened_.emplace(hdf5::File::open_to_write(path_));
    after_step_("open the file");
  }

  void resume(const Skeleton& skeleton) {
    std::optional<Opened> stored;
    guard(Kind::unreadable, [&] { stored.emplace(hdf5::File::open_to_read(path_)); });
    if (const auto found = differences(stored->skeleton, skeleton); !found.empty()) {
      throw ResultError(Kind::differs, path_, "cannot be resumed: " + sentence(found));
    }
    std::vector<Unit> done;
    guard(Kind::unreadable, [&] {
      for (const Unit unit : all_units(skeleton.run)) {
        const bool known = unit.replication < stored->skeleton.run.replications &&
                           unit.arm < stored->skeleton.run.arms.size();
        (known && is_done(stored->store, unit) ? done : to_do_).push_back(unit);
      }
    });
    const bool grows = skeleton.run.replications > stored->skeleton.run.replications ||
                       skeleton.run.arms.size() > stored->skeleton.run.arms.size();
    if (to_do_.empty() && stored->storage == Storage::finished) {
      stored.reset();
      opened_.emplace(hdf5::File::open_to_read(path_));
      return;
    }
    if (!grows && stored->storage == Storage::growing) {
      stored.reset();
      open_growing();
      forget_broken_marks();
      return;
    }
    replace_by(Holds::results, [&](const std::filesystem::path& part) {
      write_growing(part, skeleton);
      Opened grown(hdf5::File::open_to_write(part));
      for (const Unit unit : done) {
        const sim::Panels panels = stored->store.read(unit);
        grown.store.write(unit, panels, after_step_);
        grown.store.describe(unit, stored->store.state(unit));
        grown.store.mark(unit, Status::done);
        after_step_("copy a replication");
      }
    });
    stored.reset();
    open_growing();
  }

  void forget_broken_marks() {
    for (const Unit unit : to_do_) {
      if (opened_->store.state(unit).status != Status::done) continue;
      settle(unit, {});
    }
  }

  // The mark comes last and what it marks is flushed before it.
  void settle(Unit unit, const UnitState& state) {
    Opened& opened = *opened_;
    opened.store.describe(unit, state);
    after_step_("write the digest and the message");
    opened.file.flush();
    after_step_("flush what the mark is for");
    opened.store.mark(unit, state.status);
    after_step_("write the mark");
    opened.file.flush();
    after_step_("flush the mark");
  }

  // Whether the new file has results that would be lost if the machine, not only the process, died.
  enum class Holds { nothing, results };

  // Writes a file under its provisional name and puts it in the place of the old one, lock and all.
  template <class Write>
  void replace_by(Holds holds, Write write) {
    const std::filesystem::path part = part_of(path_);
    FileLock lock = FileLock::create(part);
    after_step_("lock the new file");
    try {
      // Without a lock on it the file was not there; whoever made it since then held the lock just
      // taken, and is done with it.
      std::error_code ignored;
      if (!lock_ && std::filesystem::exists(path_, ignored)) {
        throw ResultError(Kind::busy, path_, "another run has just made this file");
      }
      write(part);
      if (holds == Holds::results) sync_file(part);
      after_step_("sync the new file");
      std::filesystem::rename(part, path_);
    } catch (...) {
      std::error_code ignored;
      std::filesystem::remove(part, ignored);
      throw;
    }
    after_step_("rename the new file");
    lock_.emplace(std::move(lock));
    if (holds == Holds::results) sync_folder_of(path_);
    after_step_("sync the folder");
  }

  void write_growing(const std::filesystem::path& part, const Skeleton& skeleton) const {
    hdf5::File file = hdf5::File::create_file(part);
    lay_out(file, skeleton, Storage::growing, true, after_step_);
    file.close();
    after_step_("close the new file");
  }

  void write_compressed(const std::filesystem::path& part) {
    const Skeleton& skeleton = opened_->skeleton;
    const std::vector<Unit> units = all_units(skeleton.run);
    const bool gaps = std::any_of(units.begin(), units.end(), [&](Unit unit) {
      return opened_->store.state(unit).status != Status::done;
    });
    hdf5::File file = hdf5::File::create_file(part);
    lay_out(file, skeleton, Storage::finished, gaps, after_step_);
    {
      UnitStore store(file, skeleton);
      copy_measures(opened_->store, store, after_step_);
      for (const Unit unit : units) {
        const UnitState state = opened_->store.state(unit);
        store.describe(unit, state);
        store.mark(unit, state.status);
      }
    }
    file.close();
    after_step_("close the new file");
  }

  // A unit is settled once; a second time is a mistake of the caller.
  void take(Unit unit) {
    CHECK(opened_.has_value(), "the result file is finished");
    CHECK(open_.erase(std::pair(unit.arm, unit.replication)) == 1,
          "arm {}, replication {} is not to do, or settled already", unit.arm, unit.replication);
  }

  std::filesystem::path path_;
  AfterStep after_step_;
  std::mutex mutex_;
  std::optional<FileLock> lock_;
  std::optional<Opened> opened_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> open_;  // to do and not settled yet
};

ResultWriter::ResultWriter(std::filesystem::path path, Skeleton skeleton, IfExists if_exists,
                           AfterStep after_step)
    : impl_(std::make_unique<Impl>(std::move(path), std::move(skeleton), if_exists,
                                   std::move(after_step))) {}
ResultWriter::~ResultWriter() = default;

const std::vector<Unit>& ResultWriter::to_do() const {
  return impl_->to_do_;
}

void ResultWriter::commit(Unit unit, const sim::Panels& panels) {
  impl_->commit(unit, panels);
}

void ResultWriter::fail(Unit unit, std::string_view message) {
  impl_->fail(unit, message);
}

void ResultWriter::finish() {
  impl_->finish();
}

}  // namespace output
