// Counts for Prometheus: requests by route and status, time spent. Nothing about what was asked.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace cartwright {

class HttpMetrics {
public:
  void count(std::string_view route, int status, double seconds);
  std::string text() const; ///< Prometheus text format

private:
  struct Tally {
    std::size_t requests = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, Tally> tallies_;
};

} // namespace cartwright
