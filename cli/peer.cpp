// Boost 1.74's own JSON reader would warn of itself without this.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS

#include "cli/peer.hpp"

#include <array>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <signal.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "cli/options.hpp"
#include "scenarios/problem.hpp"
#include "sim/window.hpp"

namespace cli {

namespace fs = std::filesystem;
namespace pt = boost::property_tree;

namespace {

// What posix_spawn is told: a process group of its own, so that the shell's children end with it,
// no blocked signals, and output into files, which never make it wait for us.
class SpawnPlan {
 public:
  SpawnPlan(const fs::path& out, const fs::path& error) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, out.c_str(), to_file, 0600);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, error.c_str(), to_file, 0600);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  pid_t spawn(std::string command) {
    std::array<std::string, 2> words = {"sh", "-c"};
    char* arguments[] = {words[0].data(), words[1].data(), command.data(), nullptr};
    pid_t child = 0;
    const int error = posix_spawn(&child, "/bin/sh", &actions_, &attributes_, arguments, environ);
    if (error != 0) throw PeerFailed(std::generic_category().message(error));
    return child;
  }

 private:
  static constexpr int to_file = O_CREAT | O_TRUNC | O_WRONLY;

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// The exit status of `child`, whose process group is told to end on a stop request. It is reaped
// only when nobody can signal it any more, since its number may then be another's.
int status_of(pid_t child, const std::stop_token& stop) {
  {
    const std::stop_callback end(stop, [child] { kill(-child, SIGTERM); });
    siginfo_t info{};
    while (waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {
    }
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// The last line that is not empty and, if `first` is given, begins with it.
std::string last_line(std::string_view text, std::optional<char> first = std::nullopt) {
  while (!text.empty()) {
    const auto end = text.find_last_of('\n');
    const std::string_view line = end == std::string_view::npos ? text : text.substr(end + 1);
    if (!line.empty() && (!first || line.front() == *first)) return std::string(line);
    text = end == std::string_view::npos ? std::string_view() : text.substr(0, end);
  }
  return {};
}

}  // namespace

Peer peer_of(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw UsageError(
        fmt::format("--peer: found {}, expected NAME=COMMAND", scenarios::in_quotes(text)));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

PeerFigures read_figures(std::string_view output) {
  const std::string line = last_line(output, '{');
  if (line.empty()) throw PeerFailed("printed no line of JSON");
  pt::ptree json;
  try {
    std::istringstream stream(line);
    pt::read_json(stream, json);
  } catch (const pt::json_parser_error& error) {
    throw PeerFailed(fmt::format("printed JSON that cannot be read: {}", error.message()));
  }
  PeerFigures figures;
  const auto positive = [&](const char* name) {
    const auto value = json.get_optional<double>(name);
    if (!value || !std::isfinite(*value) || *value <= 0) {
      throw PeerFailed(fmt::format("printed no \"{}\" above zero", name));
    }
    return *value;
  };
  figures.events = positive("events");
  figures.seconds = positive("seconds");
  if (json.count("threads") > 0) figures.threads = positive("threads");
  if (json.count("rss_per_borrower") > 0) {
    figures.bytes_a_borrower = positive("rss_per_borrower");
  } else if (json.count("peak_rss_bytes") > 0 && json.count("borrowers") > 0) {
    figures.bytes_a_borrower = positive("peak_rss_bytes") / positive("borrowers");
  }
  return figures;
}

PeerFigures run_peer(const Peer& peer, const fs::path& folder, const std::stop_token& stop) {
  const fs::path out = folder / "peer.out";
  const fs::path error = folder / "peer.err";
  const int status = status_of(SpawnPlan(out, error).spawn(peer.command), stop);
  if (stop.stop_requested()) throw sim::Stopped();
  const bool ended = WIFEXITED(status);
  if (ended && WEXITSTATUS(status) == 0) return read_figures(text_of(out));
  const std::string last = last_line(text_of(error));
  throw PeerFailed(fmt::format("{} {}{}{}", ended ? "exit status" : "signal",
                               ended ? WEXITSTATUS(status) : WTERMSIG(status),
                               last.empty() ? "" : ": ", last));
}

}  // namespace cli
