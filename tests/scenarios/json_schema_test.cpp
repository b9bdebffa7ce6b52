// Boost 1.74 parses JSON with placeholders that it calls deprecated itself: keep it quiet.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS

#include "scenarios/json_schema.hpp"

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>

#include "scenarios/describe.hpp"
#include "scenarios/load.hpp"
#include "tests/scenarios/toy.hpp"

namespace {

using boost::property_tree::ptree;

ptree parsed(const std::string& text) {
  std::istringstream stream(text);
  ptree tree;
  boost::property_tree::read_json(stream, tree);
  return tree;
}

// The schema of a key such as "settings.years" or "parts[].count".
const ptree& schema_of(const ptree& top, const std::string& key) {
  const ptree* node = &top;
  std::istringstream parts(key);
  for (std::string part; std::getline(parts, part, '.');) {
    const bool array = part.ends_with("[]");
    if (array) part.resize(part.size() - 2);
    node = &node->get_child("properties").get_child(part);
    if (array) node = &node->get_child("items");
  }
  return *node;
}

TEST(JsonSchema, IsWellFormedAndSaysWhichDraftItFollows) {
  const ptree top = parsed(scenarios::json_schema(scenarios::scenario_shape()));
  EXPECT_EQ(top.get<std::string>("$schema", ""), "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(top.get<std::string>("type"), "object");
  EXPECT_EQ(top.get<std::string>("additionalProperties"), "false");
  EXPECT_EQ(top.get<std::string>("properties.extends.type"), "array");
}

TEST(JsonSchema, HoldsEveryKeyOfTheModel) {
  const ptree top = parsed(scenarios::json_schema(scenarios::scenario_shape()));
  for (const auto& description : scenarios::describe(scenarios::scenario_shape())) {
    EXPECT_NO_THROW(schema_of(top, description.key)) << description.key;
  }
}

TEST(JsonSchema, TellsTypeBoundsAndDefault) {
  const ptree top = parsed(scenarios::json_schema(toy::shape()));
  const ptree& years = schema_of(top, "settings.years");
  EXPECT_EQ(years.get<std::string>("type"), "integer");
  EXPECT_EQ(years.get<int>("minimum"), 1);
  EXPECT_EQ(years.get<int>("maximum"), 50);
  EXPECT_EQ(years.get<int>("default"), 10);
  EXPECT_EQ(schema_of(top, "settings.period").get<std::string>("default"), "30 days");
  EXPECT_EQ(schema_of(top, "settings.colour").get_child("enum").size(), 3u);
  EXPECT_EQ(schema_of(top, "parts[].remove").get<std::string>("type"), "boolean");
  EXPECT_EQ(schema_of(top, "parts[]").get_child("required").front().second.data(), "id");
  EXPECT_EQ(schema_of(top, "water.kind").get_child("enum").size(), 2u);
  EXPECT_EQ(schema_of(top, "water").get_child("allOf").size(), 2u);
}

TEST(JsonSchema, PatternsTakeWhatTheReaderTakes) {
  const ptree top = parsed(scenarios::json_schema(toy::shape()));
  const auto pattern = [&](const std::string& key) {
    return std::regex(schema_of(top, key).get<std::string>("pattern"), std::regex::ECMAScript);
  };
  for (const char* text : {"30 days", "2 weeks", "1 day", "1,000 days"}) {
    EXPECT_TRUE(std::regex_search(text, pattern("settings.period"))) << text;
  }
  for (const char* text : {"30", "10,00 days", "3 months"}) {
    EXPECT_FALSE(std::regex_search(text, pattern("settings.period"))) << text;
  }
  EXPECT_TRUE(std::regex_search("0.04 % a day", pattern("settings.rate")));
  EXPECT_TRUE(std::regex_search("-12 % per year", pattern("settings.rate")));
  EXPECT_FALSE(std::regex_search("12 %", pattern("settings.rate")));
  EXPECT_TRUE(std::regex_search("1,500 CNY", pattern("settings.amount")));
  EXPECT_FALSE(std::regex_search("1,50 CNY", pattern("settings.amount")));
  EXPECT_TRUE(std::regex_search("25 bp", pattern("settings.share")));
}

}  // namespace
