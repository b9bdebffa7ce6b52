#include "tests/cli/program.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <pty.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace cli_tests {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void become_program(const fs::path& folder, const std::vector<std::string>& words) {
  if (chdir(folder.c_str()) != 0) _exit(120);
  const std::string scenarios = std::string(SOURCE_DIR) + "/scenarios";
  setenv("CREDITCYCLE_SCENARIOS", scenarios.c_str(), 1);
  std::vector<char*> arguments = {const_cast<char*>("creditcycle")};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(CREDITCYCLE_PROGRAM, arguments.data());
  _exit(121);
}

void redirect(const fs::path& file, int descriptor) {
  const int opened = open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(122);
}

Ended wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  Ended ended;
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  return ended;
}

}  // namespace

Workplace::Workplace() {
  std::string name = (fs::temp_directory_path() / "creditcycle-test-XXXXXX").string();
  EXPECT_NE(mkdtemp(name.data()), nullptr);
  path_ = name;
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

bool Workplace::has(const std::string& name) const {
  return fs::exists(path_ / name);
}

void Workplace::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
}

std::string Workplace::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
  return text.str();
}

Ended Workplace::run(const std::vector<std::string>& words, const Variables& variables) const {
  const pid_t child = fork();
  if (child == 0) {
    redirect(path_ / ".out", STDOUT_FILENO);
    redirect(path_ / ".err", STDERR_FILENO);
    for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 1);
    become_program(path_, words);
  }
  Ended ended = wait_for(child);
  ended.out = read(".out");
  ended.err = read(".err");
  return ended;
}

Ended Workplace::run_on_terminal(const std::vector<std::string>& words) const {
  winsize size{};
  size.ws_row = 30;
  size.ws_col = 100;
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    setenv("TERM", "xterm", 1);
    become_program(path_, words);
  }
  std::string text;
  char buffer[4096];
  // Reading fails once the program has closed its side.
  for (ssize_t n; (n = ::read(terminal, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR);) {
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
  }
  Ended ended = wait_for(child);
  close(terminal);
  ended.err = text;
  return ended;
}

Ended Workplace::run_small(const std::string& scenario,
                           const std::vector<std::string>& words) const {
  return run(std::vector<std::string>{"run", shipped(scenario)} + small() + words);
}

std::string Workplace::digest(const std::string& result) const {
  const Ended ended = run({"digest", result});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out.size(), 33u) << ended.out;
  return ended.out;
}

std::vector<std::string> small() {
  return {"--set", "portfolio.borrowers=300", "run.years=1", "run.replications=3",
          "run.warm_up_months=3"};
}

std::string shipped(const std::string& name) {
  return std::string(SOURCE_DIR) + "/scenarios/" + name + ".toml";
}

std::vector<std::string> operator+(std::vector<std::string> words,
                                   const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace cli_tests
