// One writer per file: an advisory lock of the operating system, gone when the process is.
//
// The lock is an open-file-description lock, which neither HDF5's own locks (flock) nor readers
// meet: a file can be read from Python while it is being written. It belongs to the file, not to
// its name: renaming a locked file over another takes the lock along.
#pragma once

#include <filesystem>

namespace output {

class FileLock {
 public:
  // Opens, or with `create` makes, the file at `path` and locks it. Throws ResultError: busy when
  // someone else holds the lock, unreadable when the file cannot be opened for writing, failed when
  // it cannot be made.
  static FileLock existing(const std::filesystem::path& path);
  static FileLock create(const std::filesystem::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  FileLock(const std::filesystem::path& path, bool create);
  int descriptor_ = -1;
};

// Waits until the file's contents, or the names in the folder, are on the disk. Throws ResultError.
void sync_file(const std::filesystem::path& path);
void sync_folder_of(const std::filesystem::path& path);

}  // namespace output
