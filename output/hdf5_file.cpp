#include "output/hdf5_file.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <mutex>
#include <numeric>
#include <utility>

namespace output::hdf5 {
namespace {

static_assert(sizeof(hid_t) == sizeof(std::int64_t));

// The library is one global state; so is its lock.
std::recursive_mutex& library_mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

// Held during every visit to the library. The library prints errors to stderr unless told not to,
// per thread in some builds, hence the call at each entry.
struct Visit {
  std::scoped_lock<std::recursive_mutex> lock{library_mutex()};
  Visit() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }
};

herr_t take_first_reason(unsigned, const H5E_error2_t* error, void* out) {
  auto& reason = *static_cast<std::string*>(out);
  if (reason.empty() && error->desc != nullptr) reason = error->desc;
  return 0;
}

[[noreturn]] void fail(const std::string& what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_first_reason, &reason);
  throw Failure("cannot " + what + (reason.empty() ? "" : ": " + reason));
}

template <class Result>
Result ok(Result result, const std::string& what) {
  if (result < 0) fail(what);
  return result;
}

// A type, dataspace, attribute or property list for the length of a function.
class Local {
 public:
  Local(hid_t id, const std::string& what) : id_(ok(id, what)) {}
  Local(Local&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Local& operator=(Local&&) = delete;
  ~Local() {
    if (id_ >= 0) H5Idec_ref(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
};

Local text_type(std::size_t bytes_or_variable) {
  Local type(H5Tcopy(H5T_C_S1), "make a text type");
  ok(H5Tset_size(type, bytes_or_variable), "size a text type");
  ok(H5Tset_cset(type, H5T_CSET_UTF8), "make a text type UTF-8");
  ok(H5Tset_strpad(type, bytes_or_variable == H5T_VARIABLE ? H5T_STR_NULLTERM : H5T_STR_NULLPAD),
     "pad a text type");
  return type;
}

Local memory_type(Element element) {
  if (element.type == Element::Type::texts) throw Failure("cannot move texts as a block");
  if (element.type == Element::Type::text) return text_type(element.bytes);
  return Local(H5Tcopy(element.type == Element::Type::int8 ? H5T_NATIVE_INT8 : H5T_NATIVE_INT64),
               "make a type");
}

// The file says which byte order it has, so that it reads the same on every machine.
Local file_type(Element element) {
  if (element.type == Element::Type::text) return text_type(element.bytes);
  return Local(H5Tcopy(element.type == Element::Type::int8 ? H5T_STD_I8LE : H5T_STD_I64LE),
               "make a type");
}

Local file_access() {
  Local list(H5Pcreate(H5P_FILE_ACCESS), "make a file access list");
  ok(H5Pset_file_locking(list, false, true), "turn off the library's file locking");
  return list;
}

// Links remember the order they were made in, so that readers list panels and measures in our
// order, and no times are kept, so that equal contents are equal bytes.
Local group_creation() {
  Local list(H5Pcreate(H5P_GROUP_CREATE), "make a group creation list");
  ok(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
     "track creation order");
  ok(H5Pset_obj_track_times(list, false), "leave out times");
  return list;
}

void write_attribute(hid_t object, const std::string& name, hid_t file, hid_t memory, hid_t space,
                     const void* value) {
  const std::string what = "write attribute " + name;
  const Local attribute(H5Acreate2(object, name.c_str(), file, space, H5P_DEFAULT, H5P_DEFAULT),
                        what);
  ok(H5Awrite(attribute, memory, value), what);
}

// HDF5 ends a text at its first zero byte; a text that has one would come back shorter than it
// went.
std::vector<const char*> c_texts(std::span<const std::string> texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) {
    if (text.find('\0') != std::string::npos) throw Failure("cannot store a text with a zero byte");
    pointers.push_back(text.c_str());
  }
  return pointers;
}

// HDF5 does not take a null buffer, not even for nothing.
const void* data_of(const std::vector<const char*>& pointers) {
  static const char* const nothing = nullptr;
  return pointers.empty() ? static_cast<const void*>(&nothing) : pointers.data();
}

Local simple_space(std::span<const Extent> extents) {
  const std::vector<hsize_t> sizes(extents.begin(), extents.end());
  return Local(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr),
               "make a dataspace");
}

std::vector<std::string> take_texts(std::vector<char*>& raw, hid_t type, hid_t space) {
  std::vector<std::string> texts;
  for (const char* text : raw) texts.emplace_back(text == nullptr ? "" : text);
  if (!raw.empty()) H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw.data());
  return texts;
}

std::size_t element_count(hid_t space) {
  return static_cast<std::size_t>(
      ok(H5Sget_simple_extent_npoints(space), "count the elements of a dataspace"));
}

// Texts are read by the type they should have; another type would make HDF5 write past pointers.
void check_variable_text(hid_t stored, const std::string& name) {
  if (H5Tis_variable_str(stored) <= 0) throw Failure("cannot read " + name + ": it is not a text");
}

Element element_of(hid_t type, const std::string& name) {
  const std::size_t bytes = H5Tget_size(type);
  if (H5Tis_variable_str(type) > 0) return {Element::Type::texts, bytes};
  if (H5Tget_class(type) == H5T_STRING) return Element::text(bytes);
  if (H5Tget_class(type) == H5T_INTEGER && bytes == 8) return Element::int64();
  if (H5Tget_class(type) == H5T_INTEGER && bytes == 1) return Element::int8();
  throw Failure("cannot read " + name + ": its type is none a result file has");
}

}  // namespace

std::string version() {
  const Visit visit;
  unsigned major = 0, minor = 0, release = 0;
  ok(H5get_libversion(&major, &minor, &release), "ask for the version of HDF5");
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

Object::Object(Object&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

Object& Object::operator=(Object&& other) noexcept {
  if (this != &other) {
    close();
    id_ = std::exchange(other.id_, -1);
  }
  return *this;
}

Object::~Object() {
  close();
}

void Object::close() noexcept {
  if (id_ < 0) return;
  const Visit visit;
  H5Idec_ref(release());
}

std::int64_t Object::release() {
  return std::exchange(id_, -1);
}

void Object::set(const std::string& name, std::string_view text) {
  const Visit visit;
  const std::vector<std::string> one{std::string(text)};
  const std::vector<const char*> pointers = c_texts(one);
  const Local type = text_type(H5T_VARIABLE);
  const Local space(H5Screate(H5S_SCALAR), "make a dataspace");
  write_attribute(id_, name, type, type, space, pointers.data());
}

void Object::set(const std::string& name, std::int64_t value) {
  const Visit visit;
  const Local space(H5Screate(H5S_SCALAR), "make a dataspace");
  write_attribute(id_, name, H5T_STD_I64LE, H5T_NATIVE_INT64, space, &value);
}

void Object::set(const std::string& name, std::uint64_t value) {
  const Visit visit;
  const Local space(H5Screate(H5S_SCALAR), "make a dataspace");
  write_attribute(id_, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, space, &value);
}

void Object::set(const std::string& name, std::span<const std::string> texts) {
  const Visit visit;
  const std::vector<const char*> pointers = c_texts(texts);
  const Local type = text_type(H5T_VARIABLE);
  const Extent extent = texts.size();
  const Local space = simple_space({&extent, 1});
  write_attribute(id_, name, type, type, space, data_of(pointers));
}

void Object::set_flags(const std::string& name, std::span<const std::int8_t> values) {
  const Visit visit;
  const Extent extent = values.size();
  const Local space = simple_space({&extent, 1});
  write_attribute(id_, name, H5T_STD_I8LE, H5T_NATIVE_INT8, space, values.data());
}

bool Object::has_attribute(const std::string& name) const {
  const Visit visit;
  return ok(H5Aexists(id_, name.c_str()), "look for attribute " + name) > 0;
}

std::string Object::text(const std::string& name) const {
  const std::vector<std::string> one = texts(name);
  if (one.size() != 1) throw Failure("cannot read attribute " + name + ": it is not one text");
  return one.front();
}

std::int64_t Object::integer(const std::string& name) const {
  const Visit visit;
  const std::string what = "read attribute " + name;
  const Local attribute(H5Aopen(id_, name.c_str(), H5P_DEFAULT), what);
  const Local space(H5Aget_space(attribute), what);
  if (element_count(space) != 1) throw Failure("cannot " + what + ": it is not one number");
  std::int64_t value = 0;
  ok(H5Aread(attribute, H5T_NATIVE_INT64, &value), what);
  return value;
}

std::uint64_t Object::natural(const std::string& name) const {
  const Visit visit;
  const std::string what = "read attribute " + name;
  const Local attribute(H5Aopen(id_, name.c_str(), H5P_DEFAULT), what);
  const Local space(H5Aget_space(attribute), what);
  if (element_count(space) != 1) throw Failure("cannot " + what + ": it is not one number");
  std::uint64_t value = 0;
  ok(H5Aread(attribute, H5T_NATIVE_UINT64, &value), what);
  return value;
}

std::vector<std::string> Object::texts(const std::string& name) const {
  const Visit visit;
  const std::string what = "read attribute " + name;
  const Local attribute(H5Aopen(id_, name.c_str(), H5P_DEFAULT), what);
  const Local stored(H5Aget_type(attribute), what);
  check_variable_text(stored, "attribute " + name);
  const Local space(H5Aget_space(attribute), what);
  const Local type = text_type(H5T_VARIABLE);
  std::vector<char*> raw(element_count(space));
  if (!raw.empty()) ok(H5Aread(attribute, type, raw.data()), what);
  return take_texts(raw, type, space);
}

Dataset::Dataset(std::int64_t id, Element element) : Object(id), element_(element) {
  const Local space(H5Dget_space(id), "read the shape of a dataset");
  std::vector<hsize_t> sizes(static_cast<std::size_t>(
      ok(H5Sget_simple_extent_ndims(space), "read a number of dimensions")));
  ok(H5Sget_simple_extent_dims(space, sizes.data(), nullptr), "read the lengths of dimensions");
  extents_.assign(sizes.begin(), sizes.end());
}

std::vector<Extent> Dataset::chunk() const {
  const Visit visit;
  const Local list(H5Dget_create_plist(id()), "read how a dataset lies in the file");
  if (H5Pget_layout(list) != H5D_CHUNKED) return {};
  std::vector<hsize_t> chunk(extents_.size());
  ok(H5Pget_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "read a chunk's shape");
  return {chunk.begin(), chunk.end()};
}

namespace {

// Moves a block between memory and file; `move` is H5Dwrite or H5Dread with the buffer bound.
template <class Move>
void move_block(hid_t dataset, Element element, std::span<const Extent> offset,
                std::span<const Extent> count, std::size_t bytes, const char* what, Move move) {
  const Extent elements =
      std::accumulate(count.begin(), count.end(), Extent{1}, std::multiplies<>());
  if (elements * element.bytes != bytes) {
    throw Failure(std::string("cannot ") + what + ": a buffer of " + std::to_string(bytes) +
                  " bytes for " + std::to_string(elements) + " elements");
  }
  const Local file_space(H5Dget_space(dataset), what);
  const auto rank = static_cast<std::size_t>(H5Sget_simple_extent_ndims(file_space));
  if (rank != offset.size() || rank != count.size()) {
    throw Failure(std::string("cannot ") + what + ": the block has another number of dimensions");
  }
  const std::vector<hsize_t> from(offset.begin(), offset.end());
  const std::vector<hsize_t> sizes(count.begin(), count.end());
  if (rank > 0) {
    ok(H5Sselect_hyperslab(file_space, H5S_SELECT_SET, from.data(), nullptr, sizes.data(), nullptr),
       what);
  }
  const hsize_t length = elements;
  const Local memory_space(H5Screate_simple(1, &length, nullptr), what);
  const Local type = memory_type(element);
  ok(move(type, memory_space, file_space), what);
}

}  // namespace

void Dataset::write(std::span<const Extent> offset, std::span<const Extent> count,
                    std::span<const std::byte> bytes) {
  const Visit visit;
  move_block(id(), element_, offset, count, bytes.size(), "write numbers",
             [&](hid_t type, hid_t memory, hid_t file) {
               return H5Dwrite(id(), type, memory, file, H5P_DEFAULT, bytes.data());
             });
}

void Dataset::read(std::span<const Extent> offset, std::span<const Extent> count,
                   std::span<std::byte> bytes) const {
  const Visit visit;
  move_block(id(), element_, offset, count, bytes.size(), "read numbers",
             [&](hid_t type, hid_t memory, hid_t file) {
               return H5Dread(id(), type, memory, file, H5P_DEFAULT, bytes.data());
             });
}

void Dataset::make_scale(const std::string& name) {
  const Visit visit;
  ok(H5DSset_scale(id(), name.c_str()), "make " + name + " a dimension scale");
}

void Dataset::attach_scale(std::size_t dimension, const Dataset& scale) {
  const Visit visit;
  ok(H5DSattach_scale(id(), scale.id(), static_cast<unsigned>(dimension)),
     "attach a dimension scale");
}

void Dataset::set_missing(std::int64_t value) {
  set("_FillValue", value);
}

bool Group::has(const std::string& name) const {
  const Visit visit;
  return ok(H5Lexists(id(), name.c_str(), H5P_DEFAULT), "look for " + name) > 0;
}

Group Group::create_group(const std::string& name) {
  const Visit visit;
  const Local creation = group_creation();
  return Group(ok(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT),
                  "create group " + name));
}

Group Group::open_group(const std::string& name) const {
  const Visit visit;
  return Group(ok(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), "open group " + name));
}

Dataset Group::create(const std::string& name, Element element, std::span<const Extent> extents,
                      const Layout& layout) {
  const Visit visit;
  const std::string what = "create dataset " + name;
  const Local list(H5Pcreate(H5P_DATASET_CREATE), what);
  ok(H5Pset_obj_track_times(list, false), what);
  if (element.type == Element::Type::int64) {
    ok(H5Pset_fill_value(list, H5T_NATIVE_INT64, &layout.fill), what);
  }
  if (layout.chunk.empty()) {
    ok(H5Pset_layout(list, H5D_CONTIGUOUS), what);
    ok(H5Pset_alloc_time(list, H5D_ALLOC_TIME_EARLY), what);
    ok(H5Pset_fill_time(list, H5D_FILL_TIME_ALLOC), what);
  } else {
    const std::vector<hsize_t> chunk(layout.chunk.begin(), layout.chunk.end());
    ok(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), what);
    ok(H5Pset_shuffle(list), what);
    ok(H5Pset_deflate(list, 1), what);  // level 4 costs twice the time for a few per cent of size
  }
  const Local type = file_type(element);
  const Local space = simple_space(extents);
  return Dataset(
      ok(H5Dcreate2(id(), name.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), what),
      element);
}

Dataset Group::open(const std::string& name, std::size_t cache_bytes) const {
  const Visit visit;
  const std::string what = "open dataset " + name;
  const Local access(H5Pcreate(H5P_DATASET_ACCESS), what);
  if (cache_bytes > 0) ok(H5Pset_chunk_cache(access, 521, cache_bytes, 1.0), what);
  const hid_t dataset = ok(H5Dopen2(id(), name.c_str(), access), what);
  try {
    const Local type(H5Dget_type(dataset), what);
    return Dataset(dataset, element_of(type, name));
  } catch (...) {
    H5Idec_ref(dataset);
    throw;
  }
}

Dataset Group::create_texts(const std::string& name, std::span<const std::string> texts) {
  const Visit visit;
  const std::string what = "create dataset " + name;
  const std::vector<const char*> pointers = c_texts(texts);
  const Local type = text_type(H5T_VARIABLE);
  const Extent extent = texts.size();
  const Local space = simple_space({&extent, 1});
  const Local list(H5Pcreate(H5P_DATASET_CREATE), what);
  ok(H5Pset_obj_track_times(list, false), what);
  Dataset dataset(
      ok(H5Dcreate2(id(), name.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), what),
      {Element::Type::texts, sizeof(char*)});
  ok(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data_of(pointers)), what);
  return dataset;
}

void Group::create_text(const std::string& name, std::string_view text) {
  const Visit visit;
  const std::string what = "create dataset " + name;
  const std::vector<std::string> one{std::string(text)};
  const std::vector<const char*> pointers = c_texts(one);
  const Local type = text_type(H5T_VARIABLE);
  const Local space(H5Screate(H5S_SCALAR), what);
  const Local list(H5Pcreate(H5P_DATASET_CREATE), what);
  ok(H5Pset_obj_track_times(list, false), what);
  const Local dataset(H5Dcreate2(id(), name.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT),
                      what);
  ok(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), what);
}

std::vector<std::string> Group::read_texts(const std::string& name) const {
  const Visit visit;
  const std::string what = "read dataset " + name;
  const Local dataset(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), what);
  const Local stored(H5Dget_type(dataset), what);
  check_variable_text(stored, name);
  const Local space(H5Dget_space(dataset), what);
  const Local type = text_type(H5T_VARIABLE);
  std::vector<char*> raw(element_count(space));
  if (!raw.empty()) ok(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()), what);
  return take_texts(raw, type, space);
}

File File::create_file(const std::filesystem::path& path) {
  const Visit visit;
  const Local access = file_access();
  const Local creation(H5Pcreate(H5P_FILE_CREATE), "make a file creation list");
  ok(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
     "track creation order");
  ok(H5Pset_obj_track_times(creation, false), "leave out times");
  return File(ok(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), "create the file"));
}

File File::open_to_read(const std::filesystem::path& path) {
  const Visit visit;
  const Local access = file_access();
  return File(ok(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), "open the file"));
}

File File::open_to_write(const std::filesystem::path& path) {
  const Visit visit;
  const Local access = file_access();
  return File(ok(H5Fopen(path.c_str(), H5F_ACC_RDWR, access), "open the file for writing"));
}

void File::flush() {
  const Visit visit;
  ok(H5Fflush(id(), H5F_SCOPE_GLOBAL), "flush the file");
}

void File::close() {
  const Visit visit;
  flush();
  ok(H5Fclose(release()), "close the file");
}

}  // namespace output::hdf5
