// The file as Python sees it, through the packages that Debian ships: h5py and xarray with
// h5netcdf.
#include <cstdio>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "output/result_reader.hpp"
#include "output/result_writer.hpp"
#include "sample.hpp"

namespace {

using output::IfExists;
using output::ResultWriter;
using output::Unit;

struct Answer {
  int code = -1;
  std::string text;
};

Answer read_back(const std::string& arguments) {
  const std::string command =
      "/usr/bin/python3 -B '" SOURCE_DIR "/tests/output/read_back.py' " + arguments + " 2>&1";
  Answer answer;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return answer;
  char buffer[4096];
  while (const std::size_t length = fread(buffer, 1, sizeof buffer, pipe)) {
    answer.text.append(buffer, length);
  }
  const int status = pclose(pipe);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return answer;
}

// test.sh installs what the script needs; without it the test says so and is skipped.
#define EXPECT_READ_BACK(arguments)                                           \
  do {                                                                        \
    const Answer answer = read_back(arguments);                               \
    if (answer.code == 77 || answer.code == 127) GTEST_SKIP() << answer.text; \
    EXPECT_EQ(answer.code, 0) << answer.text;                                 \
  } while (false)

TEST(ReadBack, OfAFinishedFileHasNamedDimensionsAndAllNumbers) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  ResultWriter writer(path, skeleton, IfExists::fail);
  for (const Unit unit : writer.to_do()) writer.commit(unit, sample::panels(unit, skeleton));
  writer.finish();
  EXPECT_READ_BACK("whole '" + path.string() + "'");
}

TEST(ReadBack, OfAFileBeingWrittenHasWhatIsDone) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  ResultWriter writer(path, skeleton, IfExists::fail);
  for (const Unit unit : writer.to_do()) {
    if (unit.replication == 0) writer.commit(unit, sample::panels(unit, skeleton));
  }
  EXPECT_READ_BACK("growing '" + path.string() + "'");
}

// This is why a kill cannot damage the file: a commit changes no byte that says what lies where.
TEST(ReadBackProperty, OfTwoStatesOfAFileFindsOnlyNumbersChanged) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  const auto before = folder / "before.h5";
  { const ResultWriter writer(path, skeleton, IfExists::fail); }
  std::filesystem::copy_file(path, before);
  {
    ResultWriter writer(path, skeleton, IfExists::resume);
    writer.commit({0, 0}, sample::panels({0, 0}, skeleton));
    writer.fail({1, 2}, "on purpose");
    // Also while the file is open: a kill leaves the bytes as they are now.
    const auto during = folder / "during.h5";
    std::filesystem::copy_file(path, during);
    EXPECT_READ_BACK("layout '" + before.string() + "' '" + during.string() + "'");
  }
  EXPECT_READ_BACK("layout '" + before.string() + "' '" + path.string() + "'");
}

}  // namespace
