#include "cli/interrupt.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

namespace cli {

namespace {

sigset_t listened() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t signals = listened();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  listener_ = std::thread([this] { listen(); });
}

// A thread that waits for the signals may do what a handler may not: request_stop() takes locks.
void Interrupt::listen() {
  const sigset_t signals = listened();
  while (true) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (leaving_) return;
    if (!source_.request_stop()) {
      ::signal(signal, SIG_DFL);
      pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
      kill(getpid(), signal);
    }
  }
}

Interrupt::~Interrupt() {
  leaving_ = true;
  pthread_kill(listener_.native_handle(), SIGINT);
  listener_.join();
  const sigset_t signals = listened();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace cli
