#include "server/http_metrics.hpp"

#include "engine/domain/quantity.hpp"

namespace cartwright {

void HttpMetrics::count(std::string_view route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  Tally& tally = tallies_[{std::string(route), status}];
  ++tally.requests;
  tally.seconds += seconds;
}

std::string HttpMetrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string requests =
      "# HELP cartwright_requests_total Requests answered.\n# TYPE cartwright_requests_total counter\n";
  std::string seconds = "# HELP cartwright_request_seconds_total Time spent answering.\n# TYPE "
                        "cartwright_request_seconds_total counter\n";
  for (const auto& [key, tally] : tallies_) {
    const std::string labels = "{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"} ";
    requests += "cartwright_requests_total" + labels + std::to_string(tally.requests) + "\n";
    seconds += "cartwright_request_seconds_total" + labels + number_text(tally.seconds) + "\n";
  }
  return requests + seconds;
}

} // namespace cartwright
