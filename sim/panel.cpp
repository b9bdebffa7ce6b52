#include "sim/panel.hpp"

namespace sim {

std::size_t PanelShape::cells() const {
  std::size_t count = 1;
  for (const Axis& axis : axes) {
    CHECK(!__builtin_mul_overflow(count, axis.labels.size(), &count), "panel {} is too large",
          name);
  }
  return count;
}

Panel::Panel(std::shared_ptr<const PanelShape> shape) : shape_(std::move(shape)) {
  CHECK(shape_ != nullptr);
  cells_ = shape_->cells();
  measures_ = shape_->measures.size();
  values_.resize(cells_ * measures_);
}

std::size_t Panel::cell(std::initializer_list<std::size_t> indices) const {
  CHECK(indices.size() == shape_->axes.size(), "panel {} has {} axes", shape_->name,
        shape_->axes.size());
  std::size_t result = 0;
  std::size_t axis = 0;
  for (const std::size_t i : indices) {
    const Axis& along = shape_->axes[axis++];
    CHECK(i < along.labels.size(), "{} {} of {}", along.name, i, along.labels.size());
    result = result * along.labels.size() + i;
  }
  return result;
}

Panel& Panel::operator+=(const Panel& other) {
  CHECK(shape_ == other.shape_ || *shape_ == *other.shape_, "panels {} and {} differ in shape",
        shape_->name, other.shape_->name);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    CHECK(!__builtin_add_overflow(values_[i], other.values_[i], &values_[i]), "panel {} overflows",
          shape_->name);
  }
  return *this;
}

}  // namespace sim
