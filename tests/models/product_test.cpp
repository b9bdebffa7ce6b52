#include "models/product.hpp"

#include <gmock/gmock.h>
#include <numeric>

#include "declared.hpp"

namespace {

using models::ProductParameters;
using models::Shape;
using models_test::complaints;
using sim::Money;
using sim::Rate;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Product, DefaultsKeepTheirOwnBounds) {
  const auto products = models::default_products();
  for (const ProductParameters& product : products) {
    SCOPED_TRACE(product.id);
    models_test::expect_sound_declaration(product);
    EXPECT_THAT(complaints(product), IsEmpty());
  }
  models::validate_products(products,
                            [](std::string_view, std::string_view what) { ADD_FAILURE() << what; });
}

TEST(Product, DefaultsHaveEveryShapeFromAWeekToThreeYearsAndDemandAddsUpToOne) {
  const auto products = models::default_products();
  std::set<Shape> shapes;
  double demand = 0;
  for (const ProductParameters& product : products) {
    shapes.insert(product.shape);
    demand += product.demand.value;
  }
  EXPECT_EQ(shapes.size(), 4u);
  EXPECT_NEAR(demand, 1, 1e-12);
}

TEST(Product, ABulletFallsDueOnceAfterItsTerm) {
  ProductParameters product;
  product.shape = Shape::bullet;
  product.instalments = 1;
  product.term = {1};
  const models::DuePlan plan = models::due_plan(product);
  EXPECT_EQ(plan.instalments, 1);
  EXPECT_EQ(plan.every_days, 1);
}

TEST(Product, ComplainsOfABulletWithInstalments) {
  ProductParameters product;
  product.id = "x";
  product.shape = Shape::bullet;
  EXPECT_THAT(complaints(product), ElementsAre("instalments"));
}

TEST(Product, ComplainsOfMoreThanThreeYears) {
  ProductParameters product;
  product.id = "x";
  product.instalments = 37;
  EXPECT_THAT(complaints(product), ElementsAre("instalments"));
  product.instalments = 157;
  product.every = {7};
  EXPECT_THAT(complaints(product), ElementsAre("instalments"));
  product.instalments = 156;
  EXPECT_THAT(complaints(product), IsEmpty());
}

TEST(Product, ComplainsOfStepsBeyondAllBoundsAndOfDueDaysThatWouldMeet) {
  ProductParameters product;
  product.id = "x";
  product.shape = Shape::step_up;
  product.step = {1};
  product.step_every = 1;
  EXPECT_THAT(complaints(product), IsEmpty());
  product.instalments = 14;
  EXPECT_THAT(complaints(product), ElementsAre("step"));
  product.shape = Shape::bullet;
  product.instalments = 1;
  product.term = {6};
  product.shift = models::DayShift::following;
  EXPECT_THAT(complaints(product), ElementsAre("shift"));
  product.term = {7};
  EXPECT_THAT(complaints(product), IsEmpty());
}

TEST(Product, ComplainsOfAmountsTheWrongWayRoundAndOfNoName) {
  ProductParameters product;
  product.amount_min = Money::of_minor(product.amount_max.minor() + 1);
  EXPECT_THAT(complaints(product), ElementsAre("id", "amount_min"));
}

TEST(Product, ComplainsOfASetWithoutDemandOrWithOneNameTwice) {
  std::vector<std::string> keys;
  const auto complain = [&](std::string_view key, std::string_view) { keys.emplace_back(key); };
  models::validate_products({}, complain);
  EXPECT_THAT(keys, ElementsAre(""));
  keys.clear();
  ProductParameters product;
  product.id = "x";
  product.demand = {0};
  models::validate_products({product, product}, complain);
  EXPECT_THAT(keys, ElementsAre("[1].id", ""));
}

TEST(Product, LateInterestIsOneAndAHalfTimesTheAgreedRate) {
  EXPECT_EQ(models::late_rate(ProductParameters{}, Rate::of_ppm(146'000)), Rate::of_ppm(219'000));
  EXPECT_EQ(models::late_rate(ProductParameters{}, Rate::of_ppm(3)),
            Rate::of_ppm(4));  // half to even
}

TEST(Product, EarlyRepaymentIsFreeUnlessAFeeIsSet) {
  ProductParameters product;
  EXPECT_EQ(models::prepayment_fee(product, Money::of_minor(1'000'00)), Money{});
  product.prepayment_fee = {0.015};
  EXPECT_EQ(models::prepayment_fee(product, Money::of_minor(1'000'00)), Money::of_minor(15'00));
}

}  // namespace
