#include "server/failure_limiter.hpp"

namespace cartwright {

namespace {

constexpr std::size_t most_addresses = 10'000; // what is remembered must not grow with an attack

} // namespace

void FailureLimiter::failed(const std::string& address, Moment now) {
  const std::lock_guard lock(mutex_);
  if (windows_.size() >= most_addresses && !windows_.contains(address)) forget_old(now);
  Window& window = windows_[address];
  if (window.failures == 0 || now - window.begin >= window_) window = {now, 0};
  ++window.failures;
}

std::optional<std::chrono::seconds> FailureLimiter::wait(const std::string& address, Moment now) const {
  const std::lock_guard lock(mutex_);
  const auto at = windows_.find(address);
  if (at == windows_.end() || at->second.failures < most_) return std::nullopt;
  const auto left = at->second.begin + window_ - now;
  if (left <= Moment::duration::zero()) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(left);
}

void FailureLimiter::forget_old(Moment now) {
  std::erase_if(windows_, [&](const auto& each) { return now - each.second.begin >= window_; });
  if (windows_.size() >= most_addresses) windows_.erase(windows_.begin());
}

} // namespace cartwright
