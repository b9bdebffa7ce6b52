#include "scenarios/markets.hpp"

#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "scenarios/resolve.hpp"
#include "scenarios/shape.hpp"
#include "scenarios/text_file.hpp"

namespace scenarios {

namespace {

// A composed scenario as it is kept.
struct Kept {
  std::string name;
  std::string text;
  std::map<std::string, std::string> path_texts;  // by the names in the text
};

Origin origin_of(const Node& tree, const models::MarketParameters& market) {
  const Node* markets = tree.find("markets");
  const Node* item = markets == nullptr ? nullptr : find_item(*markets->array(), market.id);
  const Node* named = item == nullptr ? nullptr : item->find("scenario");
  return named == nullptr ? tree.origin : named->origin;
}

class Composing {
 public:
  Composing(const Node& tree, Reading& reading) : tree_(tree), reading_(reading) {}

  void compose(models::MarketParameters& market, const models::Scenario& home) {
    const Origin origin = origin_of(tree_, market);
    const std::string key = fmt::format("markets.{}.scenario", market.id);
    try {
      const auto kept = kept_text(market, origin, key);
      if (!kept) return;
      auto scenario = std::make_shared<models::Scenario>();
      Request sets;
      sets.sets = market.set;
      resolve(StoredScenario{kept->name, kept->text, kept->path_texts}, sets, models::policy_tables,
              *shape_of<models::Scenario>(), scenario.get());
      const std::string wrong = models::misfit(home, *scenario);
      if (!wrong.empty()) {
        reading_.problems.push_back({origin, key, wrong, "", "", ""});
        return;
      }
      market.scenario = kept->name;
      market.composed = std::move(scenario);
      reading_.path_texts[kept->name] = kept->text;
      for (const auto& [name, text] : kept->path_texts) {
        reading_.path_texts[kept->name + "/" + name] = text;
      }
    } catch (const BadScenario& bad) {
      reading_.problems.insert(reading_.problems.end(), bad.problems().begin(),
                               bad.problems().end());
    }
  }

 private:
  std::optional<Kept> kept_text(const models::MarketParameters& market, const Origin& origin,
                                const std::string& key) {
    const std::string& name = market.scenario;
    if (origin.file != reading_.stored.owner || origin.file.empty()) {
      const std::string path = path_named_at(name, origin);
      // A file that is not there is told at the place that names it.
      if (!read_text_file(path, origin, key, reading_.problems)) return std::nullopt;
      models::Scenario scratch;
      auto resolved = resolve(Request{.scenario = path}, models::policy_tables,
                              *shape_of<models::Scenario>(), &scratch);
      return Kept{name_from(reading_.folder, path), std::move(resolved.text),
                  std::move(resolved.path_texts)};
    }
    const auto& texts = reading_.stored.texts;
    const auto found = texts.find(name);
    if (found == texts.end()) {
      reading_.problems.push_back({origin, key, "not kept in the result file", in_quotes(name),
                                   "a file that it holds", ""});
      return std::nullopt;
    }
    Kept kept{name, found->second, {}};
    const std::string prefix = name + "/";
    for (const auto& [other, text] : texts) {
      if (other.starts_with(prefix)) kept.path_texts[other.substr(prefix.size())] = text;
    }
    return kept;
  }

  const Node& tree_;
  Reading& reading_;
};

}  // namespace

void compose_markets(models::Scenario& scenario, const Node& tree, Reading& reading) {
  Composing composing(tree, reading);
  for (models::MarketParameters& market : scenario.markets) composing.compose(market, scenario);
}

}  // namespace scenarios
