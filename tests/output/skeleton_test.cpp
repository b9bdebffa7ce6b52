// A run continues a file only when it is the same experiment, and is told what differs.
#include "output/skeleton.hpp"

#include <functional>
#include <gmock/gmock.h>

#include "output/result_writer.hpp"
#include "sample.hpp"
#include "sim/check.hpp"

namespace {

using output::Skeleton;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

sim::PanelShape edit(Skeleton& skeleton, std::size_t panel,
                     const std::function<void(sim::PanelShape&)>& change) {
  sim::PanelShape shape = *skeleton.panels[panel];
  change(shape);
  skeleton.panels[panel] = std::make_shared<const sim::PanelShape>(shape);
  return shape;
}

TEST(Skeleton, SaysWhatDiffersFromTheFile) {
  using Shape = sim::PanelShape;
  struct Case {
    std::function<void(Skeleton&)> change;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {[](Skeleton& s) { s.run.replications = 2; },
       "the file is for 3 replications and this run for only 2"},
      {[](Skeleton& s) { s.run.program_version = "0.2.0"; },
       "the program's version is '0.1.0' in the file and '0.2.0' in this run"},
      {[](Skeleton& s) { s.run.revision = "def"; },
       "the program's revision is 'abc' in the file and 'def' in this run"},
      {[](Skeleton& s) { s.run.start += std::chrono::months(1); },
       "the first day is '2025-01-01' in the file and '2025-02-01' in this run"},
      {[](Skeleton& s) { s.run.arms.pop_back(); },
       "the arms are baseline, recession in the file and only baseline in this run"},
      {[](Skeleton& s) { s.run.arms[0].name = "base"; },
       "the file has arm 'baseline' where this run has 'base'"},
      {[](Skeleton& s) { s.run.arms[1].seed = 2; },
       "arm 'recession': the seed is 18446744073709551615 in the file and 2 in this run"},
      {[](Skeleton& s) { s.run.arms[1].scenario_hash = "cc"; },
       "arm 'recession': the scenario's hash is bb in the file and cc in this run"},
      {[](Skeleton& s) { s.run.arms[1].files[0].text += "x"; },
       "arm 'recession': the files it reads are not those in the file"},
      {[](Skeleton& s) { s.panels.pop_back(); },
       "there are 3 panels in the file and 2 in this run"},
      {[](Skeleton& s) { edit(s, 0, [](Shape& p) { p.name = "folio"; }); },
       "the file has panel 'portfolio' where this run has 'folio'"},
      {[](Skeleton& s) { edit(s, 0, [](Shape& p) { p.measures.pop_back(); }); },
       "panel 'portfolio': the measures are members, balance in the file and members in this run"},
      {[](Skeleton& s) { edit(s, 0, [](Shape& p) { p.axes.clear(); }); },
       "panel 'portfolio': the axes are month in the file and none in this run"},
      {[](Skeleton& s) { edit(s, 0, [](Shape& p) { p.axes[0].labels.pop_back(); }); },
       "panel 'portfolio': axis 'month' has 5 labels in the file and 4 in this run"},
      {[](Skeleton& s) { edit(s, 1, [](Shape& p) { p.axes[1].labels[1] = "Silver"; }); },
       "panel 'buckets': axis 'tier' has label 'Gold' in the file where this run has 'Silver'"},
  };
  const sample::Folder folder;
  output::ResultWriter(folder / "r.h5", sample::skeleton(), output::IfExists::fail);
  for (const Case& one : cases) {
    Skeleton asked = sample::skeleton();
    one.change(asked);
    EXPECT_THAT(output::differences(sample::skeleton(), asked), ElementsAre(one.expected));
    try {
      output::ResultWriter(folder / "r.h5", asked, output::IfExists::resume);
      ADD_FAILURE() << "resumed although " << one.expected;
    } catch (const output::ResultError& error) {
      EXPECT_EQ(error.kind(), output::ResultError::Kind::differs);
      EXPECT_THAT(error.what(), HasSubstr("cannot be resumed: " + one.expected));
    }
  }
}

TEST(Skeleton, MayGrowAndBeReworded) {
  Skeleton asked = sample::skeleton(20);
  asked.run.arms[0].title = "another title";
  asked.run.libraries.clear();
  asked.run.arms.push_back(sample::arm("freeze", "cc"));
  edit(asked, 0, [](sim::PanelShape& p) { p.measures[0].long_name = "better words"; });
  EXPECT_THAT(output::differences(sample::skeleton(), asked), IsEmpty());
}

TEST(Skeleton, ThatCannotBeStoredIsRefused) {
  const std::vector<std::function<void(Skeleton&)>> changes = {
      [](Skeleton& s) { s.run.arms.clear(); },
      [](Skeleton& s) { s.run.replications = 0; },
      [](Skeleton& s) { s.run.arms[1].name = "baseline"; },
      [](Skeleton& s) { s.run.arms[1].name = "a/b"; },
      [](Skeleton& s) { s.run.arms[1].name = ""; },
      [](Skeleton& s) { s.panels[1] = s.panels[0]; },
      [](Skeleton& s) { edit(s, 0, [](sim::PanelShape& p) { p.name = "status"; }); },
      [](Skeleton& s) { edit(s, 0, [](sim::PanelShape& p) { p.measures[0].name = "month"; }); },
      [](Skeleton& s) { edit(s, 0, [](sim::PanelShape& p) { p.axes[0].name = "arm"; }); },
      [](Skeleton& s) { edit(s, 0, [](sim::PanelShape& p) { p.axes[0].labels.clear(); }); },
  };
  EXPECT_NO_THROW(output::check_storable(sample::skeleton()));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Skeleton skeleton = sample::skeleton();
    changes[i](skeleton);
    EXPECT_THROW(output::check_storable(skeleton), sim::CheckFailure) << i;
  }
}

}  // namespace
