#include "scenarios/combination.hpp"

#include <algorithm>

namespace scenarios {

std::vector<std::vector<std::size_t>> axes_of(const std::vector<SweptParameter>& parameters,
                                              Combination combine) {
  std::vector<std::vector<std::size_t>> axes;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto joins = [&](const std::vector<std::size_t>& axis) {
      if (combine == Combination::zip) return true;
      const std::string& group = parameters[i].group;
      return !group.empty() && parameters[axis.front()].group == group;
    };
    const auto axis = std::find_if(axes.begin(), axes.end(), joins);
    if (axis == axes.end()) {
      axes.push_back({i});
    } else {
      axis->push_back(i);
    }
  }
  return axes;
}

std::vector<Values> grid_of(const std::vector<SweptParameter>& parameters,
                            const std::vector<std::vector<std::size_t>>& axes) {
  std::vector<Values> all = {Values(parameters.size())};
  for (const auto& axis : axes) {
    std::vector<Values> by_parameter;
    for (const std::size_t i : axis) by_parameter.push_back(parameters[i].listed());
    std::vector<Values> longer;
    for (const Values& so_far : all) {
      for (std::size_t place = 0; place < by_parameter.front().size(); ++place) {
        longer.push_back(so_far);
        for (std::size_t k = 0; k < axis.size(); ++k) {
          longer.back()[axis[k]] = by_parameter[k][place];
        }
      }
    }
    all = std::move(longer);
  }
  return all;
}

Values values_at(const std::vector<SweptParameter>& parameters,
                 const std::vector<std::vector<std::size_t>>& axes, const UnitPoint& point) {
  Values values(parameters.size());
  for (std::size_t a = 0; a < axes.size(); ++a) {
    for (const std::size_t i : axes[a]) values[i] = parameters[i].at(point[a]);
  }
  return values;
}

}  // namespace scenarios
