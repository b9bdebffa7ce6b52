// Writing a result file and reading it back: everything that went in comes out, and every way of
// getting there gives the same digest.
#include <fstream>
#include <gmock/gmock.h>
#include <thread>

#include "output/hdf5_file.hpp"
#include "output/result_reader.hpp"
#include "output/result_writer.hpp"
#include "sample.hpp"
#include "sim/check.hpp"
#include "sim/digest.hpp"

namespace {

using output::IfExists;
using output::ResultError;
using output::ResultReader;
using output::ResultWriter;
using output::Status;
using output::Unit;
using testing::HasSubstr;

void commit_all(ResultWriter& writer, const output::Skeleton& skeleton) {
  for (const Unit unit : writer.to_do()) writer.commit(unit, sample::panels(unit, skeleton));
}

std::string write_whole(const std::filesystem::path& path, const output::Skeleton& skeleton,
                        bool finish = true) {
  ResultWriter writer(path, skeleton, IfExists::fail);
  commit_all(writer, skeleton);
  if (finish) writer.finish();
  return ResultReader(path).digest();
}

// The error that `work` throws; its kind and its text are what tests look at.
ResultError error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const ResultError& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return ResultError(ResultError::Kind::failed, "", "");
}

TEST(ResultFile, GivesBackEverythingThatWentIn) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  for (const bool finish : {false, true}) {
    const auto path = folder / (finish ? "finished.h5" : "growing.h5");
    write_whole(path, skeleton, finish);
    const ResultReader reader(path);
    EXPECT_EQ(reader.finished(), finish);
    EXPECT_EQ(reader.count(Status::done), 6u);
    EXPECT_THAT(output::differences(reader.skeleton(), skeleton), testing::IsEmpty());
    const output::ArmInfo& arm = reader.run().arms.at(1);
    const output::ArmInfo expected = sample::arm("recession", "bb");
    EXPECT_EQ(arm.title, expected.title);
    EXPECT_EQ(arm.scenario_text, expected.scenario_text);
    EXPECT_EQ(arm.files, expected.files);
    EXPECT_EQ(arm.seed, expected.seed);
    EXPECT_EQ(arm.sets, expected.sets);
    EXPECT_EQ(arm.policies, expected.policies);
    EXPECT_EQ(reader.run().libraries, skeleton.run.libraries);
    ASSERT_EQ(reader.skeleton().panels.size(), skeleton.panels.size());
    for (std::size_t i = 0; i < skeleton.panels.size(); ++i) {
      EXPECT_EQ(*reader.skeleton().panels[i], *skeleton.panels[i]);
    }
    for (std::uint32_t a = 0; a < 2; ++a) {
      for (std::uint32_t r = 0; r < 3; ++r) {
        const sim::Panels written = sample::panels({a, r}, skeleton);
        const sim::Panels read = reader.read(a, r);
        EXPECT_EQ(sim::digest_of(read), sim::digest_of(written));
        EXPECT_EQ(reader.state(a, r).digest, sim::digest_of(written));
      }
    }
  }
}

TEST(ResultFile, GivesOneMeasureOfAllReplications) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  write_whole(folder / "r.h5", skeleton);
  const ResultReader reader(folder / "r.h5");
  const auto values = reader.values("buckets", "balance", 1);
  ASSERT_TRUE(values.has_value());
  const std::size_t cells = skeleton.panels[1]->cells();
  ASSERT_EQ(values->size(), 3 * cells);
  for (std::uint32_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < cells; ++c) {
      EXPECT_EQ((*values)[r * cells + c], sample::value({1, r}, 1, c, 1));
    }
  }
  EXPECT_FALSE(reader.values("buckets", "nothing", 0).has_value());
  EXPECT_FALSE(reader.values("nothing", "balance", 0).has_value());
}

TEST(ResultFile, HasOneDigestGrowingFinishedAndResumed) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const std::string straight = write_whole(folder / "finished.h5", skeleton);
  EXPECT_EQ(straight.size(), 32u);
  EXPECT_EQ(write_whole(folder / "growing.h5", skeleton, false), straight);
  for (std::size_t committed = 0; committed <= 6; ++committed) {
    const auto path = folder / ("resumed" + std::to_string(committed) + ".h5");
    {
      ResultWriter writer(path, skeleton, IfExists::fail);
      for (std::size_t i = 0; i < committed; ++i) {
        writer.commit(writer.to_do()[i], sample::panels(writer.to_do()[i], skeleton));
      }
    }
    if (committed < 6) {
      EXPECT_NE(ResultReader(path).digest(), straight);
    }
    ResultWriter writer(path, skeleton, IfExists::resume);
    EXPECT_EQ(writer.to_do().size(), 6 - committed);
    commit_all(writer, skeleton);
    writer.finish();
    EXPECT_EQ(ResultReader(path).digest(), straight);
  }
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ResultFile, IsTheSameByteForByteHoweverItWasFinished) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  write_whole(folder / "straight.h5", skeleton);
  write_whole(folder / "resumed.h5", sample::skeleton(2));
  ResultWriter writer(folder / "resumed.h5", skeleton, IfExists::resume);
  commit_all(writer, skeleton);
  writer.finish();
  EXPECT_TRUE(bytes_of(folder / "straight.h5") == bytes_of(folder / "resumed.h5"));
}

TEST(ResultFile, HasAnotherDigestWhenOneNumberDiffers) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const std::string straight = write_whole(folder / "a.h5", skeleton);
  ResultWriter writer(folder / "b.h5", skeleton, IfExists::fail);
  for (const Unit unit : writer.to_do()) {
    sim::Panels panels = sample::panels(unit, skeleton);
    if (unit == Unit{1, 2}) panels[2].add(0, 0, 1);
    writer.commit(unit, panels);
  }
  writer.finish();
  EXPECT_NE(ResultReader(folder / "b.h5").digest(), straight);
}

TEST(ResultFile, HasADigestOfResultsOnly) {
  const sample::Folder folder;
  output::Skeleton skeleton = sample::skeleton();
  const std::string straight = write_whole(folder / "a.h5", skeleton);
  skeleton.run.arms[0].name = "renamed";
  skeleton.run.arms[1].scenario_text = "title = \"other words\"";
  skeleton.run.program_version = "9.9";
  EXPECT_EQ(write_whole(folder / "b.h5", skeleton), straight);
}

TEST(ResultFile, GrowsByReplicationsWithoutComputingTheOldOnesAgain) {
  const sample::Folder folder;
  const std::string straight = write_whole(folder / "straight.h5", sample::skeleton(5));
  for (const bool finish : {false, true}) {
    const auto path = folder / (finish ? "finished.h5" : "growing.h5");
    write_whole(path, sample::skeleton(2), finish);
    ResultWriter writer(path, sample::skeleton(5), IfExists::resume);
    EXPECT_THAT(writer.to_do(), testing::ElementsAre(Unit{0, 2}, Unit{1, 2}, Unit{0, 3}, Unit{1, 3},
                                                     Unit{0, 4}, Unit{1, 4}));
    commit_all(writer, sample::skeleton(5));
    writer.finish();
    EXPECT_EQ(ResultReader(path).digest(), straight);
  }
}

// Arms and replications in any order of growing, finished or killed in between, give the file that
// one go gives.
TEST(ResultFileProperty, GrowsByArmsAndReplicationsToTheDigestOfOneGo) {
  const sample::Folder folder;
  const auto sized = [](std::size_t arms, std::uint32_t replications) {
    output::Skeleton skeleton = sample::skeleton(replications);
    skeleton.run.arms.push_back(sample::arm("freeze", "cc"));
    skeleton.run.arms.resize(arms);
    return skeleton;
  };
  const auto whole_path = folder / "whole.h5";
  const std::string whole = write_whole(whole_path, sized(3, 4));
  const std::vector<std::vector<std::pair<std::size_t, std::uint32_t>>> ways = {
      {{1, 1}, {2, 1}, {3, 4}},
      {{1, 4}, {3, 4}},
      {{3, 1}, {3, 2}, {3, 4}},
      {{2, 3}, {3, 3}, {3, 4}}};
  for (const bool finished_between : {false, true}) {
    for (std::size_t way = 0; way < ways.size(); ++way) {
      const auto path = folder / ("way" + std::to_string(way) + (finished_between ? "f" : "g"));
      std::size_t computed = 0;
      for (const auto& [arms, replications] : ways[way]) {
        const output::Skeleton skeleton = sized(arms, replications);
        ResultWriter writer(path, skeleton, IfExists::resume);
        for (const Unit unit : writer.to_do()) {
          writer.commit(unit, sample::panels(unit, skeleton));
          ++computed;
        }
        if (finished_between || arms * replications == 12) writer.finish();
      }
      EXPECT_EQ(computed, 12u) << "each unit once";
      EXPECT_EQ(ResultReader(path).digest(), whole) << way;
      EXPECT_EQ(bytes_of(path), bytes_of(whole_path)) << way;
    }
  }
}

TEST(ResultFile, KeepsFailuresAndTriesThemAgain) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  const std::string straight = write_whole(folder / "straight.h5", skeleton);
  // Three bytes a character: the cut at 255 bytes must not fall inside one.
  std::string long_message = "books do not balance: ";
  while (long_message.size() < 400) long_message += "元";
  {
    ResultWriter writer(path, skeleton, IfExists::fail);
    for (const Unit unit : writer.to_do()) {
      if (unit == Unit{1, 1}) {
        writer.fail(unit, long_message);
      } else {
        writer.commit(unit, sample::panels(unit, skeleton));
      }
    }
    writer.finish();
  }
  {
    const ResultReader reader(path);
    EXPECT_EQ(reader.count(Status::failed), 1u);
    const std::string kept = reader.state(1, 1).message;
    EXPECT_EQ(kept, long_message.substr(0, kept.size()));
    EXPECT_EQ((kept.size() - 22) % 3, 0u);
    EXPECT_GT(kept.size(), 250u);
    EXPECT_EQ(reader.values("totals", "events", 1)->at(1),
              std::numeric_limits<std::int64_t>::min());
    EXPECT_THROW(reader.read(1, 1), sim::CheckFailure);
    EXPECT_NE(reader.digest(), straight);
  }
  ResultWriter writer(path, skeleton, IfExists::resume);
  EXPECT_THAT(writer.to_do(), testing::ElementsAre(Unit{1, 1}));
  commit_all(writer, skeleton);
  writer.finish();
  EXPECT_EQ(ResultReader(path).digest(), straight);
  EXPECT_EQ(ResultReader(path).state(1, 1).message, "");
}

TEST(ResultFile, ResumesAFinishedFileWithNothingToDo) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const std::string straight = write_whole(folder / "r.h5", skeleton);
  ResultWriter writer(folder / "r.h5", skeleton, IfExists::resume);
  EXPECT_THAT(writer.to_do(), testing::IsEmpty());
  writer.finish();
  EXPECT_EQ(ResultReader(folder / "r.h5").digest(), straight);
}

TEST(ResultFile, IsNotOverwrittenUnlessAskedTo) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  const std::string straight = write_whole(path, skeleton);
  const ResultError error = error_of([&] { ResultWriter(path, skeleton, IfExists::fail); });
  EXPECT_EQ(error.kind(), ResultError::Kind::exists);
  EXPECT_EQ(error.path(), path);
  EXPECT_EQ(ResultReader(path).digest(), straight);
  const ResultWriter writer(path, skeleton, IfExists::replace);
  EXPECT_EQ(writer.to_do().size(), 6u);
  EXPECT_EQ(ResultReader(path).count(Status::done), 0u);
}

TEST(ResultFile, HasOneWriterAtATimeAndAnyReaders) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  ResultWriter writer(path, skeleton, IfExists::fail);
  for (const IfExists second : {IfExists::resume, IfExists::replace}) {
    const ResultError error = error_of([&] { ResultWriter(path, skeleton, second); });
    EXPECT_EQ(error.kind(), ResultError::Kind::busy);
    EXPECT_THAT(error.what(), HasSubstr("another run is writing this file"));
  }
  const Unit first = writer.to_do().front();
  writer.commit(first, sample::panels(first, skeleton));
  const ResultReader reader(path);
  EXPECT_EQ(reader.count(Status::done), 1u);
  EXPECT_EQ(sim::digest_of(reader.read(first.arm, first.replication)),
            sim::digest_of(sample::panels(first, skeleton)));
  for (const Unit unit : writer.to_do()) {
    if (unit != first) writer.commit(unit, sample::panels(unit, skeleton));
  }
  writer.finish();
  EXPECT_NO_THROW(reader.digest()) << "a reader keeps the file it opened";
}

TEST(ResultFile, StaysLockedWhileItIsReplacedAndFinished) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton(1);
  const auto path = folder / "r.h5";
  int refused = 0, steps = 0;
  bool ready = false;
  const auto try_second = [&](std::string_view) {
    if (!ready) return;
    ++steps;
    try {
      const ResultWriter second(path, skeleton, IfExists::resume);
    } catch (const ResultError& error) {
      refused += error.kind() == ResultError::Kind::busy;
    }
  };
  ResultWriter writer(path, skeleton, IfExists::fail, try_second);
  ready = true;
  commit_all(writer, skeleton);
  writer.finish();
  EXPECT_GT(steps, 20);
  EXPECT_EQ(refused, steps);
}

TEST(ResultFile, TakesCommitsFromSeveralThreads) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton(16);
  const std::string straight = write_whole(folder / "straight.h5", skeleton);
  ResultWriter writer(folder / "r.h5", skeleton, IfExists::fail);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < writer.to_do().size(); i += 4) {
        writer.commit(writer.to_do()[i], sample::panels(writer.to_do()[i], skeleton));
        if (i % 8 != 0) continue;
        EXPECT_GT(ResultReader(folder / "r.h5").count(Status::done), 0u);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  writer.finish();
  EXPECT_EQ(ResultReader(folder / "r.h5").digest(), straight);
}

TEST(ResultFile, RefusesUnitsThatAreNotToDo) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  ResultWriter writer(folder / "r.h5", skeleton, IfExists::fail);
  writer.commit({0, 0}, sample::panels({0, 0}, skeleton));
  EXPECT_THROW(writer.commit({0, 0}, sample::panels({0, 0}, skeleton)), sim::CheckFailure);
  EXPECT_THROW(writer.fail({0, 0}, "late"), sim::CheckFailure);
  EXPECT_THROW(writer.commit({2, 0}, sample::panels({0, 0}, skeleton)), sim::CheckFailure);
  EXPECT_THROW(writer.commit({0, 3}, sample::panels({0, 0}, skeleton)), sim::CheckFailure);
  EXPECT_THROW(writer.commit({1, 0}, {}), sim::CheckFailure);
}

TEST(ResultFile, TrustsNumbersNotMarks) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  const auto path = folder / "r.h5";
  const std::string straight = write_whole(path, skeleton, false);
  {  // As after a power cut that lost a page of numbers but not the mark.
    output::hdf5::File file = output::hdf5::File::open_to_write(path);
    output::hdf5::Dataset dataset = file.open_group("portfolio").open("balance");
    const std::vector<output::hdf5::Extent> at = {1, 2, 3}, one = {1, 1, 1};
    const std::int64_t wrong = 7;
    dataset.write(at, one, std::as_bytes(std::span(&wrong, 1)));
  }
  EXPECT_THAT(error_of([&] { ResultReader(path).digest(); }).what(),
              HasSubstr("arm 'recession', replication 2"));
  ResultWriter writer(path, skeleton, IfExists::resume);
  EXPECT_THAT(writer.to_do(), testing::ElementsAre(Unit{1, 2}));
  EXPECT_EQ(ResultReader(path).state(1, 2).status, Status::missing);
  commit_all(writer, skeleton);
  writer.finish();
  EXPECT_EQ(ResultReader(path).digest(), straight);
}

TEST(ResultFile, StoresPanelsLargerThanAChunk) {
  const sample::Folder folder;
  output::Skeleton skeleton = sample::skeleton(2);
  skeleton.panels = sample::shapes(300);
  sim::PanelShape wide = *skeleton.panels[1];
  wide.axes[2].labels.clear();
  for (int i = 0; i < 50; ++i) wide.axes[2].labels.push_back("bucket " + std::to_string(i));
  skeleton.panels[1] = std::make_shared<const sim::PanelShape>(wide);
  ASSERT_GT(wide.cells() * 8, 2u << 20);
  const std::string growing = write_whole(folder / "growing.h5", skeleton, false);
  EXPECT_EQ(write_whole(folder / "finished.h5", skeleton), growing);
  EXPECT_LT(std::filesystem::file_size(folder / "finished.h5") * 2,
            std::filesystem::file_size(folder / "growing.h5"));
}

TEST(ResultFile, IsNoLargerThanForetold) {
  const sample::Folder folder;
  for (const std::uint32_t replications : {1u, 100u}) {
    const output::Skeleton skeleton = sample::skeleton(replications);
    const auto path = folder / (std::to_string(replications) + ".h5");
    write_whole(path, skeleton, false);
    EXPECT_LE(std::filesystem::file_size(path), output::bytes_while_writing(skeleton));
  }
}

TEST(ResultFile, SaysWhatIsWrongWithAFileItCannotRead) {
  const sample::Folder folder;
  const auto unreadable = [&](const std::string& name) {
    const ResultError error = error_of([&] { ResultReader(folder / name); });
    EXPECT_EQ(error.kind(), ResultError::Kind::unreadable);
    return std::string(error.what());
  };
  EXPECT_THAT(unreadable("nothing.h5"), HasSubstr("there is no such file"));
  std::ofstream(folder / "text.h5") << "title = \"not a result\"\n";
  EXPECT_THAT(unreadable("text.h5"), HasSubstr("file signature not found"));
  std::ofstream(folder / "empty.h5").close();
  unreadable("empty.h5");
  output::hdf5::File::create_file(folder / "other.h5").close();
  EXPECT_THAT(unreadable("other.h5"), HasSubstr("not a result file of this program"));
  EXPECT_EQ(error_of([&] {
              ResultWriter(folder / "text.h5", sample::skeleton(), IfExists::resume);
            }).kind(),
            ResultError::Kind::unreadable);
  EXPECT_EQ(error_of([&] {
              ResultWriter(folder / "no/such/folder.h5", sample::skeleton(), IfExists::fail);
            }).kind(),
            ResultError::Kind::failed);
}

TEST(ResultFile, ThatIsCutShortIsUnreadableOrFoundOut) {
  const sample::Folder folder;
  const output::Skeleton skeleton = sample::skeleton();
  write_whole(folder / "whole.h5", skeleton);
  const std::uintmax_t size = std::filesystem::file_size(folder / "whole.h5");
  for (std::uintmax_t part = 0; part < 16; ++part) {
    std::filesystem::copy_file(folder / "whole.h5", folder / "cut.h5",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(folder / "cut.h5", size * part / 16);
    EXPECT_THROW(ResultReader(folder / "cut.h5").digest(), ResultError) << part;
  }
}

}  // namespace
