#include "analysis/members.hpp"

#include <optional>

namespace analysis {
namespace {

constexpr double months_a_year = 12;
constexpr double minor_units = 100;

// A measure by month and tier, or by month alone: sums over the span.
class Months {
 public:
  Months(const Series& series, std::size_t columns, const Span& span)
      : series_(series), columns_(columns), span_(span) {}

  double sum(std::size_t column) const {
    double total = 0;
    for (std::size_t month = span_.first; month < span_.last; ++month) total += at(month, column);
    return total;
  }
  double at_end(std::size_t column) const { return at(span_.last - 1, column); }

 private:
  double at(std::size_t month, std::size_t column) const {
    return static_cast<double>(series_.cells[month * columns_ + column]);
  }
  Series series_;
  std::size_t columns_;
  Span span_;
};

// One replication, and where its figures go: the first adds them to the list, each at its place.
class Reader {
 public:
  Reader(const MembersAxes& axes, const Span& span, const Source& source,
         std::vector<MembersFigure>& figures)
      : axes_(axes), span_(span), source_(source), figures_(figures) {}

  // False where a measure is missing; the figures are worth nothing then.
  bool read() {
    const auto members = tiers("members");
    const auto balance = tiers("balance");
    if (!members || !balance) return false;
    const std::size_t all = axes_.tiers.size();
    const auto each = [&](const char* item, Format format, auto value) {
      for (std::size_t tier = 0; tier <= all; ++tier) {
        put(item, tier < all ? axes_.tiers[tier] : "all", format, value(tier));
      }
    };
    // A sum over all tiers stands behind the last of them.
    const auto over = [&](const Months& months, std::size_t tier) {
      if (tier < all) return months.sum(tier);
      double sum = 0;
      for (std::size_t i = 0; i < all; ++i) sum += months.sum(i);
      return sum;
    };
    double at_end = 0;
    for (std::size_t tier = 0; tier < all; ++tier) at_end += members->at_end(tier);
    for (std::size_t tier = 0; tier < all; ++tier) {
      put_share("share", axes_.tiers[tier], ratio(members->at_end(tier), at_end));
    }
    for (const char* change : {"promotions", "demotions"}) {
      const auto moved = source_("portfolio", change);
      if (!moved) return false;
      put(change, "all", Format::percent,
          months_a_year * ratio(Months(*moved, 1, span_).sum(0), over(*members, all)));
    }
    if (!migrate()) return false;
    const auto points = tiers("points");
    if (!points) return false;
    // Month by month a member counts once: a sum over members' months is years of members times 12.
    each("points", Format::number, [&](std::size_t tier) {
      return months_a_year * ratio(over(*points, tier), over(*members, tier));
    });
    std::vector<double> benefits(all + 1, 0.0);
    for (const char* kind :
         {"rate_discounts", "interest_free_days", "priority_service", "late_interest_forgone"}) {
      const auto cost = tiers(kind);
      if (!cost) return false;
      const bool booked = std::string_view(kind) != "late_interest_forgone";
      if (!booked) {
        each("benefit_cost", Format::money, [&](std::size_t tier) { return benefits[tier]; });
      }
      each(kind, Format::money, [&](std::size_t tier) {
        const double a_year =
            months_a_year / minor_units * ratio(over(*cost, tier), over(*members, tier));
        benefits[tier] += a_year;
        return a_year;
      });
    }
    each("balance", Format::money, [&](std::size_t tier) {
      return ratio(over(*balance, tier), over(*members, tier)) / minor_units;
    });
    const auto charged_off = tiers("charge_off");
    if (!charged_off) return false;
    each("charge_off_rate", Format::percent, [&](std::size_t tier) {
      return months_a_year * ratio(over(*charged_off, tier), over(*balance, tier));
    });
    return true;
  }

 private:
  std::optional<Months> tiers(std::string_view measure) const {
    const auto series = source_("tier", measure);
    if (!series) return std::nullopt;
    return Months(*series, axes_.tiers.size(), span_);
  }

  bool migrate() {
    const auto moved = source_("tier_migration", "members");
    if (!moved) return false;
    for (std::size_t from = 0; from < axes_.from.size(); ++from) {
      std::vector<double> row(axes_.to.size(), 0.0);
      double sum = 0;
      for (std::size_t year = span_.first / 12; year < span_.last / 12; ++year) {
        for (std::size_t to = 0; to < row.size(); ++to) {
          const auto count = static_cast<double>(
              moved->cells[(year * axes_.from.size() + from) * row.size() + to]);
          row[to] += count;
          sum += count;
        }
      }
      for (std::size_t to = 0; to < row.size(); ++to) {
        put_share("migration", axes_.from[from] + " to " + axes_.to[to], ratio(row[to], sum));
      }
    }
    return true;
  }

  void put(std::string item, std::string group, Format format, double value) {
    if (next_ == figures_.size())
      figures_.push_back({std::move(item), std::move(group), format, {}, false});
    figures_[next_++].values.push_back(value);
  }
  void put_share(std::string item, std::string group, double value) {
    put(std::move(item), std::move(group), Format::percent, value);
    figures_[next_ - 1].of_whole = true;
  }

  const MembersAxes& axes_;
  const Span& span_;
  const Source& source_;
  std::vector<MembersFigure>& figures_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<MembersFigure> members_figures(const MembersAxes& axes, const Span& span,
                                           std::span<const Source> replications) {
  std::vector<MembersFigure> figures;
  for (const Source& source : replications) {
    if (!Reader(axes, span, source, figures).read()) return {};
  }
  return figures;
}

}  // namespace analysis
