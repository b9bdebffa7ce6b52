// A value of a table: a formula over the measures of a panel, under a name.
//
// "late % = balance_30 / balance". A measure is what it is over the period (analysis/panel_part);
// NAME_average is the mean of its months, `months` how many these are, and NAME[AXIS=LABEL] the
// measure elsewhere on an axis: "members / members[tier=*]" is a tier's share.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/panel_part.hpp"
#include "cli/table_axes.hpp"
#include "scenarios/expression.hpp"

namespace cli {

// "NAME = EXPRESSION" or an expression alone, which is then its own name. A name that ends in " %"
// is that of a share, printed in per cent.
struct NamedText {
  std::string name;
  std::string text;
  bool percent = false;
};
NamedText named_text(const std::string& given);

class TableValue {
 public:
  // InputError that says what is wrong, with the nearest name.
  TableValue(const std::string& given, const sim::PanelShape& shape);

  const std::string& name() const { return name_; }
  analysis::Format format() const { return format_; }
  // Whether every measure in it is an amount or a count, so that a line for all says something.
  bool adds_up() const;

  // `cells` gives those of a measure of the panel.
  using Cells = std::function<std::span<const std::int64_t>(const sim::Measure&)>;
  double of(const Cells& cells, const analysis::Places& places) const;

 private:
  struct Variable {
    std::size_t measure = 0;
    analysis::Reading reading = analysis::Reading::at_the_end;
    std::vector<AxisPlaces> elsewhere;
    std::string name;
  };
  std::string without_brackets(const std::string& text);
  Variable variable_named(const std::string& name, const std::string& axes) const;
  void name_variables();

  const sim::PanelShape* shape_;
  std::string name_;
  analysis::Format format_ = analysis::Format::number;
  std::vector<Variable> variables_;
  std::optional<scenarios::Expression> formula_;  // made once the variables are known
};

}  // namespace cli
