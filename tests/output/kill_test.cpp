// A run that is killed leaves a file that can be read, resumed, and ends with the digest of a run
// that was not. The kill comes after each single step of the writer, in a child process, so that no
// clock decides what is tested.
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "output/result_reader.hpp"
#include "output/result_writer.hpp"
#include "sample.hpp"
#include "sim/digest.hpp"

namespace {

using output::IfExists;
using output::ResultReader;
using output::ResultWriter;
using output::Status;
using output::Unit;

// Few panels: each dataset is more steps to be killed at, none of them of another kind.
output::Skeleton small(std::uint32_t replications) {
  output::Skeleton skeleton = sample::skeleton(replications);
  skeleton.panels.erase(skeleton.panels.begin() + 1);
  return skeleton;
}

// One whole run into `path`; unit (1, 0) fails in `first_attempt`.
void run(const std::filesystem::path& path, std::uint32_t replications, bool first_attempt,
         const ResultWriter::AfterStep& after_step) {
  const output::Skeleton skeleton = small(replications);
  ResultWriter writer(path, skeleton, IfExists::resume, after_step);
  for (const Unit unit : writer.to_do()) {
    if (first_attempt && unit == Unit{1, 0}) {
      writer.fail(unit, "on purpose");
    } else {
      writer.commit(unit, sample::panels(unit, skeleton));
    }
  }
  writer.finish();
}

// Runs `work` in a child that kills itself after the step of this number; the step's name, or
// nothing when the work ended before. The name comes through a pipe: a killed process returns
// nothing.
std::string killed_after(int step,
                         const std::function<void(const ResultWriter::AfterStep&)>& work) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    int count = 0;
    try {
      work([&](std::string_view name) {
        if (count++ != step) return;
        if (write(pipe_ends[1], name.data(), name.size()) < 0) _exit(3);
        raise(SIGKILL);
      });
    } catch (const std::exception&) {
      _exit(2);
    }
    _exit(0);
  }
  close(pipe_ends[1]);
  std::string name(200, '\0');
  const ssize_t length = read(pipe_ends[0], name.data(), name.size());
  close(pipe_ends[0]);
  name.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  int status = 0;
  waitpid(child, &status, 0);
  const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  const bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  EXPECT_TRUE(killed != name.empty()) << status;
  EXPECT_TRUE(killed || ended) << status;
  return name;
}

// Every unit that counts as done has exactly its numbers.
void expect_whole(const std::filesystem::path& path) {
  const ResultReader reader(path);
  for (std::uint32_t arm = 0; arm < reader.arms(); ++arm) {
    for (std::uint32_t i = 0; i < reader.replications(); ++i) {
      if (reader.state(arm, i).status != Status::done) continue;
      EXPECT_EQ(sim::digest_of(reader.read(arm, i)),
                sim::digest_of(sample::panels({arm, i}, reader.skeleton())));
    }
  }
  EXPECT_EQ(reader.digest().size(), 32u);
}

std::string straight_digest(const std::filesystem::path& path, std::uint32_t replications) {
  run(path, replications, false, {});
  return ResultReader(path).digest();
}

// The thread sanitizer makes a fork so slow that every third step must do there.
#ifdef __SANITIZE_THREAD__
constexpr int stride = 3;
#else
constexpr int stride = 1;
#endif

// `before` is the file as it is before the run that is killed; empty when there is none.
void kill_everywhere(const sample::Folder& folder, std::uint32_t replications, int steps_min,
                     bool first_attempt, const std::filesystem::path& before) {
  const std::string straight = straight_digest(folder / "straight.h5", replications);
  int step = 0;
  for (;; step += stride) {
    const auto path = folder / (std::to_string(step) + ".h5");
    if (!before.empty()) std::filesystem::copy_file(before, path);
    const std::string name = killed_after(step, [&](const ResultWriter::AfterStep& after_step) {
      run(path, replications, first_attempt, after_step);
    });
    SCOPED_TRACE("killed after step " + std::to_string(step) + ": " + name);
    EXPECT_TRUE(before.empty() || std::filesystem::exists(path));
    if (std::filesystem::exists(path)) expect_whole(path);
    run(path, replications, false, {});
    expect_whole(path);
    EXPECT_TRUE(ResultReader(path).finished());
    EXPECT_EQ(ResultReader(path).digest(), straight);
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
    std::filesystem::remove(path);
    if (name.empty()) break;
  }
  EXPECT_GE(step, steps_min) << "the run has fewer steps than it had when this test was written";
}

TEST(KillProperty, AtAnyStepOfARunIsMadeGoodByResuming) {
  const sample::Folder folder;
  kill_everywhere(folder, 2, 40, true, {});
}

TEST(KillProperty, AtAnyStepOfGrowingAFinishedFileIsMadeGoodByResuming) {
  const sample::Folder folder;
  run(folder / "before.h5", 2, false, {});
  kill_everywhere(folder, 3, 40, false, folder / "before.h5");
}

TEST(KillProperty, AtAnyStepOfRetryingFailuresIsMadeGoodByResuming) {
  const sample::Folder folder;
  run(folder / "before.h5", 2, true, {});
  kill_everywhere(folder, 2, 30, false, folder / "before.h5");
}

TEST(KillProperty, TwiceInARowIsMadeGoodByResuming) {
  const sample::Folder folder;
  const std::string straight = straight_digest(folder / "straight.h5", 2);
  for (int first = 0; first < 50; first += 9) {
    for (int second = 0; second < 50; second += 13) {
      const auto path = folder / (std::to_string(first) + "-" + std::to_string(second) + ".h5");
      for (const int step : {first, second}) {
        killed_after(step, [&](const auto& after_step) { run(path, 2, false, after_step); });
      }
      run(path, 2, false, {});
      EXPECT_EQ(ResultReader(path).digest(), straight) << first << ", " << second;
    }
  }
}

}  // namespace
