#include "output/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "output/result_error.hpp"

namespace output {
namespace {

std::string last_error() {
  return std::generic_category().message(errno);
}

bool same_file(int descriptor, const std::filesystem::path& path) {
  struct stat mine {
  }, named{};
  return fstat(descriptor, &mine) == 0 && stat(path.c_str(), &named) == 0 &&
         mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

void sync_one(const std::filesystem::path& path, int flags) {
  const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) {
    throw ResultError(ResultError::Kind::failed, path, "cannot open to sync: " + last_error());
  }
  const int result = fsync(descriptor);
  const std::string reason = last_error();
  close(descriptor);
  // Some file systems cannot sync a folder and say EINVAL; there is nothing to wait for then.
  if (result != 0 && (flags & O_DIRECTORY) == 0) {
    throw ResultError(ResultError::Kind::failed, path, "cannot sync to disk: " + reason);
  }
}

}  // namespace

FileLock FileLock::existing(const std::filesystem::path& path) {
  return FileLock(path, false);
}
FileLock FileLock::create(const std::filesystem::path& path) {
  return FileLock(path, true);
}

FileLock::FileLock(const std::filesystem::path& path, bool create) {
  // Between opening and locking, another writer may rename its finished file over this name; the
  // lock is then on a file that nobody will see. A writer does that once in its life, so a few
  // tries do.
  for (int attempt = 0; attempt < 100; ++attempt) {
    descriptor_ = open(path.c_str(), O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0666);
    if (descriptor_ < 0) {
      throw ResultError(
          create ? ResultError::Kind::failed : ResultError::Kind::unreadable, path,
          (create ? "cannot create the file: " : "cannot open the file for writing: ") +
              last_error());
    }
    struct flock whole_file {};
    whole_file.l_type = F_WRLCK;
    whole_file.l_whence = SEEK_SET;
    if (fcntl(descriptor_, F_OFD_SETLK, &whole_file) != 0) {
      const int reason = errno;
      close(std::exchange(descriptor_, -1));
      if (reason == EAGAIN || reason == EACCES) {
        throw ResultError(ResultError::Kind::busy, path, "another run is writing this file");
      }
      throw ResultError(ResultError::Kind::failed, path,
                        "cannot lock the file: " + std::generic_category().message(reason));
    }
    if (same_file(descriptor_, path)) return;
    close(std::exchange(descriptor_, -1));
  }
  throw ResultError(ResultError::Kind::busy, path, "other runs keep replacing this file");
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

void sync_file(const std::filesystem::path& path) {
  sync_one(path, O_RDONLY);
}

void sync_folder_of(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.parent_path();
  sync_one(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace output
