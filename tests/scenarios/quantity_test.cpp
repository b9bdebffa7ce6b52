#include "scenarios/quantity.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>

namespace {

using models::Days;
using models::Share;
using sim::Money;
using sim::Rate;

TEST(Quantity, ReadsDaysAndWeeks) {
  EXPECT_EQ(scenarios::parse_days("30 days"), Days{30});
  EXPECT_EQ(scenarios::parse_days("1 day"), Days{1});
  EXPECT_EQ(scenarios::parse_days(" 2  weeks "), Days{14});
  EXPECT_EQ(scenarios::parse_days("-3 days"), Days{-3});
  EXPECT_EQ(scenarios::parse_days("1,095 days"), Days{1095});
  EXPECT_EQ(scenarios::parse_days("7days"), Days{7});
}

TEST(Quantity, RefusesPeriodsThatAreNoWholeDays) {
  for (const char* text :
       {"", "30", "days", "1.5 days", "3 months", "30 Days", "10,00 days", "30 days ago",
        "- 3 days", "0x10 days", "9999999999 days", "1e3 days", "3000000000000000000 weeks"}) {
    EXPECT_FALSE(scenarios::parse_days(text)) << text;
  }
}

TEST(Quantity, ReadsSharesAsTheNearestDouble) {
  EXPECT_EQ(scenarios::parse_share("2.5 %")->value, 0.025);
  EXPECT_EQ(scenarios::parse_share("2.5%")->value, 0.025);
  EXPECT_EQ(scenarios::parse_share("25 bp")->value, 0.0025);
  EXPECT_EQ(scenarios::parse_share("-1.2 %")->value, -0.012);
  EXPECT_EQ(scenarios::parse_share("0.1 %")->value, 0.001);
  EXPECT_EQ(scenarios::parse_share("100 %")->value, 1.0);
  EXPECT_EQ(scenarios::parse_share("1,000 %")->value, 10.0);
}

TEST(Quantity, RefusesSharesWithoutTheirUnit) {
  for (const char* text : {"2.5", "0.025", "2.5 % a year", "2,5 %", "% 2.5", "2.5 percent", ".5 %",
                           "5. %", "1e2 %", "nan %", "inf %", "2 5 %", "--2 %"}) {
    EXPECT_FALSE(scenarios::parse_share(text)) << text;
  }
}

TEST(Quantity, ReadsRatesByYearMonthAndDay) {
  EXPECT_EQ(scenarios::parse_rate("12 % a year"), Rate::of_ppm(120'000));
  EXPECT_EQ(scenarios::parse_rate("12 % per year"), Rate::of_ppm(120'000));
  EXPECT_EQ(scenarios::parse_rate("1 % a month"), Rate::of_ppm(120'000));
  EXPECT_EQ(scenarios::parse_rate("0.04 % a day"), Rate::of_ppm(146'000));
  EXPECT_EQ(scenarios::parse_rate("25 bp a year"), Rate::of_ppm(2'500));
  EXPECT_EQ(scenarios::parse_rate("-0.5 % a year"), Rate::of_ppm(-5'000));
}

TEST(Quantity, RoundsRatesHalfToEvenPartsPerMillion) {
  EXPECT_EQ(scenarios::parse_rate("0.00005 % a year"), Rate::of_ppm(0));
  EXPECT_EQ(scenarios::parse_rate("0.00015 % a year"), Rate::of_ppm(2));
  EXPECT_EQ(scenarios::parse_rate("0.000151 % a year"), Rate::of_ppm(2));
}

TEST(Quantity, RefusesRatesWithoutAPeriod) {
  for (const char* text : {"12 %", "12", "12 % year", "12 % a week", "12 a year", "12 % ayear",
                           "12 %  a", "999999999999999 % a year", "100001 % a year"}) {
    EXPECT_FALSE(scenarios::parse_rate(text)) << text;
  }
}

TEST(Quantity, ReadsAmountsToTheMinorUnit) {
  EXPECT_EQ(scenarios::parse_money("1,500 CNY"), Money::of_minor(150'000));
  EXPECT_EQ(scenarios::parse_money("1500 CNY"), Money::of_minor(150'000));
  EXPECT_EQ(scenarios::parse_money("0.05 CNY"), Money::of_minor(5));
  EXPECT_EQ(scenarios::parse_money("1,234,567.8 CNY"), Money::of_minor(123'456'780));
  EXPECT_EQ(scenarios::parse_money("-3 CNY"), Money::of_minor(-300));
}

TEST(Quantity, RefusesCommasThatDoNotGroupThousands) {
  for (const char* text :
       {"1,50 CNY", "15,00 CNY", "1,5000 CNY", ",500 CNY", "1500,000 CNY", "1,,500 CNY",
        "1,500,00 CNY", "1,500", "1,500 USD", "1,500 cny", "1.005 CNY", "CNY 5", "1.5,000 CNY",
        "99999999999999999999 CNY", "1,500 CNY each"}) {
    EXPECT_FALSE(scenarios::parse_money(text)) << text;
  }
}

TEST(Quantity, PrintsTheShortestText) {
  EXPECT_EQ(scenarios::to_text(Days{1}), "1 day");
  EXPECT_EQ(scenarios::to_text(Days{-1}), "-1 day");
  EXPECT_EQ(scenarios::to_text(Days{0}), "0 days");
  EXPECT_EQ(scenarios::to_text(Share{0.025}), "2.5 %");
  EXPECT_EQ(scenarios::to_text(Share{0}), "0 %");
  EXPECT_EQ(scenarios::to_text(Share{-0.5}), "-50 %");
  EXPECT_EQ(scenarios::to_text(Share{0.0001}), "0.01 %");
  EXPECT_EQ(scenarios::to_text(Share{12}), "1200 %");
  EXPECT_EQ(scenarios::to_text(Rate::of_ppm(120'000)), "12 % a year");
  EXPECT_EQ(scenarios::to_text(Rate::of_ppm(-5)), "-0.0005 % a year");
  EXPECT_EQ(scenarios::to_text(Rate::of_ppm(54'750)), "5.475 % a year");
  EXPECT_EQ(scenarios::to_text(Money::of_minor(123'456'789), "CNY"), "1,234,567.89 CNY");
  EXPECT_EQ(scenarios::to_text(Money::of_minor(-100'000), "CNY"), "-1,000 CNY");
  EXPECT_EQ(scenarios::to_text(Money::of_minor(99'900), "CNY"), "999 CNY");
  EXPECT_EQ(scenarios::to_text(0.1), "0.1");
  EXPECT_EQ(scenarios::to_text(100000.0), "100000");
}

TEST(QuantityProperty, WhatIsPrintedIsReadAsTheSame) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> minor(-9'000'000'000'000'000, 9'000'000'000'000'000);
  std::uniform_int_distribution<std::int32_t> days(std::numeric_limits<std::int32_t>::min(),
                                                   std::numeric_limits<std::int32_t>::max());
  std::uniform_int_distribution<std::int64_t> ppm(-Rate::ppm_max, Rate::ppm_max);
  std::uniform_real_distribution<double> mantissa(-10, 10);
  std::uniform_int_distribution<int> exponent(-30, 15);
  for (int i = 0; i < 20'000; ++i) {
    const Days d{days(random)};
    EXPECT_EQ(scenarios::parse_days(scenarios::to_text(d)), d);
    const Rate r = Rate::of_ppm(ppm(random));
    EXPECT_EQ(scenarios::parse_rate(scenarios::to_text(r)), r);
    const Money m = Money::of_minor(minor(random));
    EXPECT_EQ(scenarios::parse_money(scenarios::to_text(m, "CNY"), "CNY"), m);
    const Share s{mantissa(random) * std::pow(10.0, exponent(random))};
    const std::string text = scenarios::to_text(s);
    ASSERT_TRUE(scenarios::parse_share(text)) << text;
    EXPECT_EQ(scenarios::parse_share(text)->value, s.value) << text;
    EXPECT_EQ(std::stod(scenarios::to_text(s.value)), s.value);
  }
}

}  // namespace
