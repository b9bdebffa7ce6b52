#include "output/file_layout.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace output {
namespace {

constexpr std::string_view format_name = "creditcycle result";
constexpr std::int64_t format_version = 1;
constexpr hdf5::Extent chunk_elements = 131072;      // 1 MiB of int64
constexpr std::size_t chunk_cache_bytes = 2u << 20;  // two chunks of each measure

using std::chrono::sys_days;
using std::chrono::year_month_day;

// "2025-01" or "2025-01-31" and nothing else; a month stands for its first day.
std::optional<year_month_day> parse_date(std::string_view text) {
  const bool month_only = text.size() == 7;
  if (!month_only && text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : !std::isdigit(static_cast<unsigned char>(text[i]))) {
      return std::nullopt;
    }
  }
  const auto number = [&](std::size_t from, std::size_t count) {
    return static_cast<unsigned>(std::stoul(std::string(text.substr(from, count))));
  };
  const year_month_day date{std::chrono::year(static_cast<int>(number(0, 4))),
                            std::chrono::month(number(5, 2)),
                            std::chrono::day(month_only ? 1 : number(8, 2))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string date_text(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

bool is_month(const std::string& label) {
  return label.size() == 7 && parse_date(label);
}

// A whole number as std::to_string writes it, so that nothing is lost by storing the number.
bool is_number(const std::string& label) {
  const std::size_t digits = label.size() - (label.starts_with('-') ? 1 : 0);
  if (digits == 0 || digits > 15) return false;
  if (label.find_first_not_of("0123456789", label.size() - digits) != std::string::npos)
    return false;
  return std::to_string(std::stoll(label)) == label;
}

constexpr std::string_view days_since = "days since ";

std::span<const std::byte> bytes_of(const std::vector<std::int64_t>& values) {
  return std::as_bytes(std::span(values));
}

hdf5::Dataset create_numbers(hdf5::Group& group, const std::string& name,
                             const std::vector<std::int64_t>& values) {
  const hdf5::Extent extent = values.size();
  const hdf5::Extent zero = 0;
  hdf5::Dataset dataset = group.create(name, hdf5::Element::int64(), {&extent, 1});
  dataset.write({&zero, 1}, {&extent, 1}, bytes_of(values));
  return dataset;
}

// Months become dates as the CF conventions write them, so that xarray and others know them as
// dates; whole numbers become numbers, and all other labels stay texts.
hdf5::Dataset create_axis(hdf5::Group& group, const sim::Axis& axis, year_month_day start) {
  const auto all = [&](bool (*is)(const std::string&)) {
    return std::all_of(axis.labels.begin(), axis.labels.end(), is);
  };
  const bool dates = all(is_month);
  hdf5::Dataset scale = [&] {
    std::vector<std::int64_t> numbers;
    if (dates) {
      for (const std::string& label : axis.labels) {
        numbers.push_back((sys_days(*parse_date(label)) - sys_days(start)).count());
      }
    } else if (all(is_number)) {
      for (const std::string& label : axis.labels) numbers.push_back(std::stoll(label));
    } else {
      return group.create_texts(axis.name, axis.labels);
    }
    return create_numbers(group, axis.name, numbers);
  }();
  scale.make_scale(axis.name);
  scale.set("long_name", axis.long_name);
  if (dates) {
    scale.set("units", std::string(days_since) + date_text(start));
    scale.set("calendar", std::string_view("proleptic_gregorian"));
  }
  return scale;
}

sim::Axis read_axis(const hdf5::Group& group, const std::string& name) {
  const hdf5::Dataset scale = group.open(name);
  sim::Axis axis{name, scale.text("long_name"), {}};
  if (scale.element().type == hdf5::Element::Type::texts) {
    axis.labels = group.read_texts(name);
    return axis;
  }
  if (scale.extents().size() != 1 || scale.element().type != hdf5::Element::Type::int64) {
    throw std::runtime_error("axis " + name + " makes no sense");
  }
  const hdf5::Extent zero = 0;
  std::vector<std::int64_t> numbers(scale.extents().front());
  scale.read({&zero, 1}, scale.extents(), std::as_writable_bytes(std::span(numbers)));
  if (!scale.has_attribute("calendar")) {
    for (const std::int64_t number : numbers) axis.labels.push_back(std::to_string(number));
    return axis;
  }
  const std::string units = scale.text("units");
  const auto start = units.starts_with(days_since)
                         ? parse_date(std::string_view(units).substr(days_since.size()))
                         : std::nullopt;
  if (!start) throw std::runtime_error("axis " + name + " has dates that make no sense");
  for (const std::int64_t day : numbers) {
    const year_month_day date{sys_days(*start) + std::chrono::days(day)};
    axis.labels.push_back(date_text(date).substr(0, 7));
  }
  return axis;
}

// Files of earlier versions do not say: there everything is a flow.
sim::OverTime read_over_time(const hdf5::Dataset& dataset) {
  if (!dataset.has_attribute("over_time")) return sim::OverTime::flow;
  const auto* const found = std::find(over_time_names.begin(), over_time_names.end(),
                                      std::string_view(dataset.text("over_time")));
  if (found == over_time_names.end()) {
    throw std::runtime_error("a measure has an unknown over_time");
  }
  return static_cast<sim::OverTime>(found - over_time_names.begin());
}

struct UnitScales {
  hdf5::Dataset arm;
  hdf5::Dataset replication;
};

UnitScales create_unit_scales(hdf5::Group& group, const RunInfo& run) {
  std::vector<std::string> arms;
  for (const ArmInfo& arm : run.arms) arms.push_back(arm.name);
  std::vector<std::int64_t> replications(run.replications);
  std::iota(replications.begin(), replications.end(), 0);
  UnitScales scales{group.create_texts("arm", arms),
                    create_numbers(group, "replication", replications)};
  scales.arm.make_scale("arm");
  scales.arm.set("long_name", std::string_view("scenario with its overrides and policies"));
  scales.replication.make_scale("replication");
  scales.replication.set("long_name", std::string_view("independent repetition"));
  return scales;
}

// Whole trailing dimensions, as many as make a chunk of about 1 MiB, and a part of the next one.
std::vector<hdf5::Extent> chunk_of(const std::vector<hdf5::Extent>& extents) {
  std::vector<hdf5::Extent> chunk(extents.size(), 1);
  hdf5::Extent elements = 1;
  for (std::size_t i = extents.size(); i-- > 0;) {
    chunk[i] = std::clamp<hdf5::Extent>(chunk_elements / elements, 1, extents[i]);
    elements *= chunk[i];
    if (chunk[i] < extents[i]) break;
  }
  return chunk;
}

void lay_out_panel(hdf5::File& file, const Skeleton& skeleton, const sim::PanelShape& shape,
                   Storage storage, bool gaps, const AfterStep& after_step) {
  hdf5::Group group = file.create_group(shape.name);
  const UnitScales unit = create_unit_scales(group, skeleton.run);
  std::vector<hdf5::Dataset> scales;
  std::vector<std::string> axes, measures;
  std::vector<hdf5::Extent> extents = {skeleton.run.arms.size(), skeleton.run.replications};
  for (const sim::Axis& axis : shape.axes) {
    scales.push_back(create_axis(group, axis, skeleton.run.start));
    axes.push_back(axis.name);
    extents.push_back(axis.labels.size());
  }
  for (const sim::Measure& measure : shape.measures) {
    hdf5::Layout layout{.chunk = {}, .fill = no_value};
    if (storage == Storage::finished) layout.chunk = chunk_of(extents);
    hdf5::Dataset dataset = group.create(measure.name, hdf5::Element::int64(), extents, layout);
    dataset.attach_scale(0, unit.arm);
    dataset.attach_scale(1, unit.replication);
    for (std::size_t i = 0; i < scales.size(); ++i) dataset.attach_scale(i + 2, scales[i]);
    dataset.set("units", measure.unit);
    dataset.set("long_name", measure.long_name);
    dataset.set("over_time", over_time_names[static_cast<std::size_t>(measure.over_time)]);
    if (gaps) dataset.set_missing(no_value);
    measures.push_back(measure.name);
    after_step("lay out " + shape.name + "/" + measure.name);
  }
  group.set("axes", axes);
  group.set("measures", measures);
}

void lay_out_arm(hdf5::Group& arms, const ArmInfo& arm) {
  hdf5::Group group = arms.create_group(arm.name);
  group.set("title", arm.title);
  group.set("scenario_hash", arm.scenario_hash);
  group.set("seed", arm.seed);
  group.set("sets", arm.sets);
  group.set("policies", arm.policies);
  group.create_text("scenario", arm.scenario_text);
  std::vector<std::string> names;
  for (const EmbeddedFile& file : arm.files) {
    group.create_text("file_" + std::to_string(names.size()), file.text);
    names.push_back(file.name);
  }
  group.set("files", names);
}

ArmInfo read_arm(const hdf5::Group& arms, const std::string& name) {
  const hdf5::Group group = arms.open_group(name);
  const auto one_text = [&](const std::string& dataset) {
    const std::vector<std::string> texts = group.read_texts(dataset);
    if (texts.size() != 1) throw std::runtime_error(dataset + " is not one text");
    return texts.front();
  };
  ArmInfo arm{.name = name,
              .title = group.text("title"),
              .scenario_text = one_text("scenario"),
              .scenario_hash = group.text("scenario_hash"),
              .files = {},
              .seed = group.natural("seed"),
              .sets = group.texts("sets"),
              .policies = group.texts("policies")};
  for (const std::string& file : group.texts("files")) {
    arm.files.push_back({file, one_text("file_" + std::to_string(arm.files.size()))});
  }
  return arm;
}

void lay_out_status(hdf5::File& file, const RunInfo& run) {
  const UnitScales unit = create_unit_scales(file, run);
  const std::array<hdf5::Extent, 2> extents = {run.arms.size(), run.replications};
  const auto create = [&](const std::string& name, hdf5::Element element,
                          std::string_view meaning) {
    hdf5::Dataset dataset = file.create(name, element, extents);
    dataset.attach_scale(0, unit.arm);
    dataset.attach_scale(1, unit.replication);
    dataset.set("long_name", meaning);
    return dataset;
  };
  hdf5::Dataset status = create(status_name, hdf5::Element::int8(), "how the replication stands");
  status.set_flags("flag_values", std::array<std::int8_t, 3>{0, 1, 2});
  status.set("flag_meanings", std::string_view("missing done failed"));
  create(digest_name, hdf5::Element::text(digest_bytes), "XXH3-128 of the replication's panels");
  create(message_name, hdf5::Element::text(message_bytes), "why the replication failed");
}

}  // namespace

void lay_out(hdf5::File& file, const Skeleton& skeleton, Storage storage, bool gaps,
             const AfterStep& after_step) {
  const RunInfo& run = skeleton.run;
  file.set("format", format_name);
  file.set("format_version", format_version);
  file.set("state", std::string_view(storage == Storage::finished ? "finished" : "growing"));
  file.set("program_version", run.program_version);
  file.set("revision", run.revision);
  file.set("start", date_text(run.start));
  std::vector<std::string> library_names, library_versions, arms, panels;
  for (const auto& [name, version] : run.libraries) {
    library_names.push_back(name);
    library_versions.push_back(version);
  }
  for (const ArmInfo& arm : run.arms) arms.push_back(arm.name);
  for (const auto& panel : skeleton.panels) panels.push_back(panel->name);
  file.set("library_names", library_names);
  file.set("library_versions", library_versions);
  file.set("arms", arms);
  file.set("panels", panels);
  lay_out_status(file, run);
  after_step("lay out the status of replications");
  for (const auto& panel : skeleton.panels) {
    lay_out_panel(file, skeleton, *panel, storage, gaps, after_step);
  }
  hdf5::Group group = file.create_group("arms");
  for (const ArmInfo& arm : run.arms) lay_out_arm(group, arm);
  after_step("lay out the scenarios");
}

Skeleton read_skeleton(const hdf5::File& file) {
  if (!file.has_attribute("format") || file.text("format") != format_name) {
    throw std::runtime_error("this HDF5 file is not a result file of this program");
  }
  if (const std::int64_t version = file.integer("format_version"); version != format_version) {
    throw std::runtime_error(fmt::format("the file has format version {}, this program reads {}",
                                         version, format_version));
  }
  Skeleton skeleton;
  RunInfo& run = skeleton.run;
  run.program_version = file.text("program_version");
  run.revision = file.text("revision");
  const auto start = parse_date(file.text("start"));
  if (!start) throw std::runtime_error("the first day is not a date");
  run.start = *start;
  const std::vector<std::string> library_names = file.texts("library_names");
  const std::vector<std::string> library_versions = file.texts("library_versions");
  if (library_names.size() != library_versions.size()) {
    throw std::runtime_error("the libraries and their versions do not match");
  }
  for (std::size_t i = 0; i < library_names.size(); ++i) {
    run.libraries.emplace_back(library_names[i], library_versions[i]);
  }
  const hdf5::Dataset status = file.open(status_name);
  if (status.extents().size() != 2) throw std::runtime_error("the status has a wrong shape");
  run.replications = static_cast<std::uint32_t>(status.extents()[1]);
  const hdf5::Group arms = file.open_group("arms");
  for (const std::string& arm : file.texts("arms")) run.arms.push_back(read_arm(arms, arm));
  if (run.arms.size() != status.extents()[0]) {
    throw std::runtime_error("the status has a wrong number of arms");
  }
  for (const std::string& panel : file.texts("panels")) {
    const hdf5::Group group = file.open_group(panel);
    sim::PanelShape shape{panel, {}, {}};
    for (const std::string& axis : group.texts("axes"))
      shape.axes.push_back(read_axis(group, axis));
    for (const std::string& measure : group.texts("measures")) {
      const hdf5::Dataset dataset = group.open(measure);
      shape.measures.push_back(
          {measure, dataset.text("units"), dataset.text("long_name"), read_over_time(dataset)});
    }
    skeleton.panels.push_back(std::make_shared<const sim::PanelShape>(std::move(shape)));
  }
  return skeleton;
}

Storage read_storage(const hdf5::File& file) {
  return file.text("state") == "finished" ? Storage::finished : Storage::growing;
}

MeasureSets open_measures(const hdf5::File& file, const Skeleton& skeleton) {
  MeasureSets sets;
  for (const auto& panel : skeleton.panels) {
    const hdf5::Group group = file.open_group(panel->name);
    std::vector<hdf5::Extent> extents = {skeleton.run.arms.size(), skeleton.run.replications};
    for (const sim::Axis& axis : panel->axes) extents.push_back(axis.labels.size());
    auto& measures = sets.emplace_back();
    for (const sim::Measure& measure : panel->measures) {
      measures.push_back(group.open(measure.name, chunk_cache_bytes));
      if (measures.back().extents() != extents ||
          measures.back().element().type != hdf5::Element::Type::int64) {
        throw std::runtime_error(panel->name + "/" + measure.name + " has a wrong shape");
      }
    }
  }
  return sets;
}

}  // namespace output
