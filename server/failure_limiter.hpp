// Who failed too often lately: wrong tokens, counted by the address they come from.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace cartwright {

class FailureLimiter {
public:
  using Moment = std::chrono::steady_clock::time_point;

  /// After `most` failures inside one window nothing more is taken from that address until the window ends.
  explicit FailureLimiter(std::size_t most = 10, std::chrono::seconds window = std::chrono::seconds(60))
      : most_(most), window_(window) {}

  void failed(const std::string& address, Moment now);
  /// How long the address has to wait; nothing when it may try.
  std::optional<std::chrono::seconds> wait(const std::string& address, Moment now) const;

private:
  struct Window {
    Moment begin;
    std::size_t failures = 0;
  };
  void forget_old(Moment now);

  std::size_t most_;
  std::chrono::seconds window_;
  mutable std::mutex mutex_;
  std::map<std::string, Window> windows_;
};

} // namespace cartwright
