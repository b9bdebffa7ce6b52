#include "models/strategy.hpp"

#include <gmock/gmock.h>

#include "declared.hpp"

namespace {

using models::CollectionsAction;
using models::CollectionsParameters;
using models::CollectionsStage;
using models::CollectionsStep;
using models::Strategy;
using sim::Money;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CollectionsStage stage(std::string id, int from_dpd, std::vector<std::string> next, int every = 0) {
  CollectionsStage made;
  made.id = std::move(id);
  made.from_dpd = {from_dpd};
  made.action = CollectionsAction::text;
  made.every = {every};
  made.next = std::move(next);
  return made;
}

std::vector<std::string> complaints_of(std::vector<CollectionsStage> stages) {
  std::vector<std::string> said;
  models::validate_strategy(stages, [&](std::string_view key, std::string_view what) {
    said.push_back(std::string(key) + " " + std::string(what));
  });
  return said;
}

CollectionsParameters with(std::vector<CollectionsStage> stages) {
  CollectionsParameters parameters;
  parameters.stages = std::move(stages);
  return parameters;
}

TEST(Strategy, TheDefaultIsAStrategy) {
  EXPECT_THAT(models_test::complaints(CollectionsParameters{}), IsEmpty());
}

TEST(Strategy, AStrategyNeedsAStage) {
  EXPECT_THAT(complaints_of({}), ElementsAre("stages is empty; expected at least one stage"));
}

TEST(Strategy, AnUnknownNextStageIsComplainedOfWithTheKnownOnes) {
  EXPECT_THAT(
      complaints_of({stage("early", 1, {"lat"}), stage("late", 30, {})}),
      ElementsAre("stages[0].next \"lat\" is not a stage; expected one of early, late",
                  "stages[1].id no path leads from \"early\", the first stage, to \"late\""));
}

TEST(Strategy, ACircleIsComplainedOfOnceWithItsMembers) {
  EXPECT_THAT(
      complaints_of({stage("a", 1, {"b"}), stage("b", 5, {"c"}), stage("c", 9, {"d", "b"}),
                     stage("d", 20, {})}),
      ElementsAre(AllOf(HasSubstr("stages[1].next"), HasSubstr("in a circle through b, c"))));
  EXPECT_THAT(complaints_of({stage("a", 1, {"a"})}),
              ElementsAre(HasSubstr("in a circle through a")));
}

TEST(Strategy, AnEdgeMustLeadToALaterDay) {
  EXPECT_THAT(complaints_of({stage("a", 1, {"b", "c"}), stage("b", 9, {"c"}), stage("c", 9, {})}),
              ElementsAre(HasSubstr("\"c\" begins at 9 days past due; expected after the 9 days"),
                          HasSubstr("\"c\" is never taken")));
}

TEST(Strategy, ANextStageNamedTwiceIsComplainedOf) {
  EXPECT_THAT(complaints_of({stage("a", 1, {"b", "b"}), stage("b", 9, {})}),
              ElementsAre(HasSubstr("names \"b\" twice")));
}

TEST(Strategy, TheStageWithTheFewestDaysIsTheStartWhereverItIsListed) {
  const Strategy strategy(with({stage("late", 30, {}), stage("early", 2, {"late"})}));
  const CollectionsStep step = strategy.next_step(Strategy::start, 2, {}, true);
  EXPECT_EQ(strategy.parameter_index(step.stage), 1u);
}

TEST(Strategy, AnInvalidStrategyIsNotCompiled) {
  EXPECT_THROW(Strategy(with({stage("a", 1, {"a"})})), sim::CheckFailure);
}

TEST(Strategy, ALoanNotYetOldEnoughWaitsForTheFirstStage) {
  const Strategy strategy(with({stage("a", 5, {})}));
  const CollectionsStep step = strategy.next_step(Strategy::start, 2, {}, true);
  EXPECT_EQ(step.action, CollectionsAction::none);
  EXPECT_EQ(step.days_until_next, 3);
}

TEST(Strategy, AStageActsOnceOrRepeatedlyUntilTheNextBegins) {
  const Strategy strategy(
      with({stage("a", 1, {"b"}), stage("b", 5, {"c"}, 3), stage("c", 12, {})}));
  std::vector<int> days;
  std::vector<int> stages;
  std::uint8_t at = Strategy::start;
  bool entering = true;
  for (int dpd = 1;;) {
    const CollectionsStep step = strategy.next_step(at, dpd, {}, entering);
    if (step.action != CollectionsAction::none) {
      days.push_back(dpd);
      stages.push_back(step.stage);
    }
    at = step.stage;
    entering = false;
    if (step.days_until_next == 0) break;
    dpd += step.days_until_next;
  }
  EXPECT_THAT(days, ElementsAre(1, 5, 8, 11, 12));
  EXPECT_THAT(stages, ElementsAre(0, 1, 1, 1, 2));
}

TEST(Strategy, ALoanFoundLateMovesThroughSeveralStagesAtOnce) {
  const Strategy strategy(with({stage("a", 1, {"b"}), stage("b", 5, {"c"}), stage("c", 12, {})}));
  EXPECT_EQ(strategy.next_step(Strategy::start, 40, {}, true).stage, 2);
}

TEST(Strategy, AStageNotWorthItsCostIsPassedBy) {
  std::vector<CollectionsStage> stages = {stage("a", 1, {"call", "text"}), stage("call", 10, {}),
                                          stage("text", 10, {})};
  stages[1].owed_min = Money::of_minor(300'00);
  const Strategy strategy(with(stages));
  EXPECT_EQ(strategy.next_step(Strategy::start, 10, Money::of_minor(300'00)).stage, 1);
  EXPECT_EQ(strategy.next_step(Strategy::start, 10, Money::of_minor(299'99)).stage, 2);
}

TEST(Strategy, AFirstStageBeforeTheDueDayReminds) {
  EXPECT_FALSE(Strategy(with({stage("a", 1, {})})).reminds());
  CollectionsStage first = stage("before", -3, {"a"});
  first.cost = Money::of_minor(5);
  const Strategy strategy(with({stage("a", 1, {}), first}));
  EXPECT_TRUE(strategy.reminds());
  EXPECT_EQ(strategy.reminder_cost(), Money::of_minor(5));
}

// From every stage at every age: forward only, the next look lies ahead, and no action comes early.
TEST(StrategyProperty, EveryStepLeadsForwardInTime) {
  const CollectionsParameters parameters;
  const Strategy strategy(parameters);
  for (std::uint8_t from = 0; from < strategy.size(); ++from) {
    const int begins = parameters.stages[strategy.parameter_index(from)].from_dpd.value;
    for (int dpd = begins; dpd < parameters.charge_off_dpd.value; ++dpd) {
      for (const std::int64_t owed : {0, 29'999, 30'000, 10'000'000}) {
        const CollectionsStep step = strategy.next_step(from, dpd, Money::of_minor(owed));
        const CollectionsStage& to = parameters.stages[strategy.parameter_index(step.stage)];
        EXPECT_GE(step.stage, from);
        EXPECT_LE(to.from_dpd.value, dpd);
        EXPECT_GE(step.days_until_next, 0);
        if (step.stage != from) {
          EXPECT_EQ(step.action, to.action);
          EXPECT_GE(owed, to.owed_min.minor());
        }
      }
    }
  }
}

}  // namespace
