#include "cli/estimate_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "cli/text.hpp"

namespace cli {

using analysis::Estimate;
using analysis::Format;

namespace {

// The unit in which amounts of this size are read.
struct Scale {
  double factor;
  const char* name;
};

Scale scale_of(double value, Format format) {
  if (format == Format::percent) return {0.01, " %"};
  if (format == Format::number) return {1, ""};
  const double size = std::fabs(value);
  if (size >= 1e9) return {1e9, " bn"};
  if (size >= 1e6) return {1e6, " m"};
  return {1, ""};
}

// Decimals that show two digits of the precision, and no more than the format can bear.
int decimals_of(double precision, Format format) {
  const int most = format == Format::number ? 4 : 3;
  if (!std::isfinite(precision) || precision <= 0) return format == Format::count ? 0 : 2;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(precision))), 0, most);
}

std::string scaled(double value, Scale scale, int decimals) {
  if (!std::isfinite(value)) return "–";
  return with_decimals(value / scale.factor, decimals);
}

bool has_interval(const Estimate& estimate) {
  return std::isfinite(estimate.half_width);
}

}  // namespace

EstimateText estimate_text(const Estimate& estimate, Format format) {
  if (estimate.n == 0) return {"–", ""};
  const Scale scale = scale_of(estimate.mean, format);
  const int decimals = decimals_of(estimate.half_width / scale.factor, format);
  EstimateText text{scaled(estimate.mean, scale, decimals) + scale.name, ""};
  if (has_interval(estimate)) {
    text.interval = fmt::format("{} to {}", scaled(estimate.low(), scale, decimals),
                                scaled(estimate.high(), scale, decimals));
  }
  return text;
}

EstimateText difference_text(const Estimate& difference, Format format) {
  EstimateText text = estimate_text(difference, format);
  if (difference.n > 0 && difference.mean > 0) text.mean.insert(0, "+");
  // A difference of shares is one of points.
  if (format == Format::percent && text.mean.ends_with(" %")) {
    text.mean.replace(text.mean.size() - 1, 1, "pp");
  }
  return text;
}

std::string gain_text(double gain) {
  if (std::isnan(gain)) return "–";
  if (std::isinf(gain)) return "exact";
  return fmt::format("{:.1f} x", gain);
}

const char* unit_name(Format format) {
  switch (format) {
    case Format::count:
      return "count";
    case Format::money:
      return "currency";
    case Format::percent:
      return "fraction";
    case Format::number:
      return "number";
  }
  return "";
}

void estimate_json(std::string_view name, const Estimate& estimate, Json& json) {
  json.key(name).begin_object();
  json.member("n", static_cast<std::int64_t>(estimate.n)).member("mean", estimate.mean);
  json.member("deviation", estimate.deviation);
  json.member("low", estimate.low()).member("high", estimate.high()).end_object();
}

}  // namespace cli
