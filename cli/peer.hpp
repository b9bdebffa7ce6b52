// Another program that does simulated work and says how fast it was; also the one door to
// Boost.PropertyTree, which reads what it says.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

namespace cli {

struct Peer {
  std::string name;
  std::string command;  // for /bin/sh
};

// What a peer says of itself.
struct PeerFigures {
  double events = 0;
  double seconds = 0;  // by the clock on the wall
  double threads = 1;
  std::optional<double> bytes_a_borrower;

  double events_a_second() const { return events / seconds; }
};

// The peer ended badly, or did not say what it was asked; the message is a phrase of one line.
class PeerFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// "NAME=COMMAND"; UsageError when it is none.
Peer peer_of(const std::string& text);

// Reads the last line of `output` that begins with "{": JSON with "events" and "seconds", and where
// they are there "threads" and "rss_per_borrower", or "peak_rss_bytes" and "borrowers" instead of
// it. Throws PeerFailed.
PeerFigures read_figures(std::string_view output);

// Runs the peer to its end, what it prints going to files in `folder`, and ends it when a stop is
// requested. Throws PeerFailed, and sim::Stopped after a stop.
PeerFigures run_peer(const Peer& peer, const std::filesystem::path& folder,
                     const std::stop_token& stop);

}  // namespace cli
