// The one door to the HDF5 library: files, groups, datasets and attributes as values that close
// themselves, with the few shapes of data a result file has.
//
// Every failure throws hdf5::Failure with what was tried and the library's own innermost reason.
// The library keeps global state and is not built to be entered by two threads: every function here
// takes a process-wide lock, so objects of different threads may be used at the same time; one
// object may not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace output::hdf5 {

class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Extent = std::uint64_t;

// The library's version in use, "1.10.8".
std::string version();

// An open thing of the file; closed on destruction. Attributes are written once.
class Object {
 public:
  Object(Object&& other) noexcept;
  Object& operator=(Object&& other) noexcept;
  ~Object();

  void set(const std::string& name, std::string_view text);
  void set(const std::string& name, std::int64_t value);
  void set(const std::string& name, std::uint64_t value);
  void set(const std::string& name, std::span<const std::string> texts);
  // int8, as the CF conventions ask of the flags of an int8 variable.
  void set_flags(const std::string& name, std::span<const std::int8_t> values);

  bool has_attribute(const std::string& name) const;
  std::string text(const std::string& name) const;
  std::int64_t integer(const std::string& name) const;
  std::uint64_t natural(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;

 protected:
  explicit Object(std::int64_t id) : id_(id) {}
  std::int64_t id() const { return id_; }
  std::int64_t release();  // the caller closes it
  friend class Group;

 private:
  void close() noexcept;
  std::int64_t id_;
};

// What one element is: int64, int8, a text of fixed size padded with zero bytes, or a text of any
// length, which only Group::create_texts and read_texts can move.
struct Element {
  enum class Type : std::uint8_t { int64, int8, text, texts } type = Type::int64;
  std::size_t bytes = 8;
  static Element int64() { return {Type::int64, 8}; }
  static Element int8() { return {Type::int8, 1}; }
  static Element text(std::size_t bytes) { return {Type::text, bytes}; }
};

// How the elements lie in the file. Without chunk: contiguous, allocated and filled at once, so
// that writing elements later changes no other byte of the file. With chunk: compressed by shuffle
// and deflate, the filters every HDF5 reader has.
struct Layout {
  std::vector<Extent> chunk;
  std::int64_t fill = 0;
};

class Dataset : public Object {
 public:
  Element element() const { return element_; }
  const std::vector<Extent>& extents() const { return extents_; }
  std::vector<Extent> chunk() const;  // empty for a contiguous dataset

  // A block of the dataset: `count` elements from `offset` along each dimension, row-major in
  // `bytes`, whose size is checked.
  void write(std::span<const Extent> offset, std::span<const Extent> count,
             std::span<const std::byte> bytes);
  void read(std::span<const Extent> offset, std::span<const Extent> count,
            std::span<std::byte> bytes) const;

  // Dimension scales (HDF5 High Level, "Dimension Scale Specification").
  void make_scale(const std::string& name);
  void attach_scale(std::size_t dimension, const Dataset& scale);
  // For an int64 dataset: the value that readers following the CF conventions take for "missing".
  void set_missing(std::int64_t value);

 private:
  friend class Group;
  Dataset(std::int64_t id, Element element);
  Element element_;
  std::vector<Extent> extents_;
};

class Group : public Object {
 public:
  bool has(const std::string& name) const;
  Group create_group(const std::string& name);
  Group open_group(const std::string& name) const;

  Dataset create(const std::string& name, Element element, std::span<const Extent> extents,
                 const Layout& layout = {});
  // cache_bytes: how much of a compressed dataset is kept uncompressed between reads.
  Dataset open(const std::string& name, std::size_t cache_bytes = 0) const;

  // Texts of any length, UTF-8, written once: a list, or a single one.
  Dataset create_texts(const std::string& name, std::span<const std::string> texts);
  void create_text(const std::string& name, std::string_view text);
  std::vector<std::string> read_texts(const std::string& name) const;

 protected:
  explicit Group(std::int64_t id) : Object(id) {}
};

// An open file is its root group. HDF5's own file locking is off: who may write is settled by
// output::FileLock, and readers are welcome at any time.
class File : public Group {
 public:
  static File create_file(const std::filesystem::path& path);  // truncates what is there
  static File open_to_read(const std::filesystem::path& path);
  static File open_to_write(const std::filesystem::path& path);
  // Hands all that is buffered to the operating system.
  void flush();
  // Closes the file and reports what the destructor could not.
  void close();

 private:
  using Group::Group;
};

}  // namespace output::hdf5
