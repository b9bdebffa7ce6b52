// Writes a result file so that a kill at any instant leaves a readable file, and resumes one.
//
// All space is laid out when the file is created, so that committing a replication only overwrites
// numbers in place: first the values, then the digest, then the mark that says they are there.
// Resuming trusts no mark: a replication whose values do not give its stored digest is computed
// again. See FORMAT.md for what the file looks like.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "output/result_error.hpp"
#include "output/skeleton.hpp"
#include "output/unit.hpp"
#include "sim/panel.hpp"

namespace output {

enum class IfExists {
  fail,     // an existing file is an error
  resume,   // continue an existing file; a missing one is created
  replace,  // start again; the old file stays in place until the new one has been laid out
};

class ResultWriter {
 public:
  // Called with the name of each step just after it has reached the operating system; tests kill
  // the process there. May be empty.
  using AfterStep = std::function<void(std::string_view step)>;

  // Creates or opens the file and locks it against other writers until destruction. `resume` grows
  // a file that has fewer replications or fewer arms than asked for; those it has come first, in their
  // order. Throws ResultError.
  ResultWriter(std::filesystem::path path, Skeleton skeleton, IfExists if_exists,
               AfterStep after_step = {});
  ~ResultWriter();  // closes the file as it is: resumable, not yet compressed
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  // What is not done yet, failed units included: by replication, then arm, so that the arms of a
  // replication are computed next to each other. Fixed at construction.
  const std::vector<Unit>& to_do() const;

  // Both may be called from several threads at once. `panels` must have the skeleton's shapes, in
  // its order (CheckFailure otherwise). A unit is committed at most once. Throws ResultError.
  void commit(Unit unit, const sim::Panels& panels);
  // Marks the unit as failed with a message (cut to 255 bytes); a later resume tries it again.
  void fail(Unit unit, std::string_view message);

  // Replaces the file by its compressed form, atomically, and closes it: to be called once, at the
  // end of a run that was not interrupted, after the last commit. Does nothing when the file
  // already is in that form. Throws ResultError, and then leaves the uncompressed file.
  void finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace output
