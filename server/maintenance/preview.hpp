// What publishing would change: checked whole, told as changes, findings of lint that come or go, coverage
// before and after.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalogues/coverage.hpp"
#include "catalogues/store/staging.hpp"
#include "server/changes_report.hpp"
#include "server/service.hpp"

namespace cartwright {

struct Preview {
  Revision next;          ///< its `catalogue` is the digest to expect when publishing exactly this
  ChangeStep step;        ///< from the newest revision; empty for the first
  Problems problems;      ///< errors prevent publishing
  Problems found, mended; ///< findings of lint that are new, that are gone
  Coverage before, after;
  /// Ids of the trials that change; nothing when a shared file changes, which may touch every trial.
  std::optional<std::vector<std::string>> trials;
  std::shared_ptr<const Service> service;   ///< of the staged state, when it has no errors
  std::shared_ptr<const Service> published; ///< that it was compared with; null for the first one
};

/// `published` may be nothing: then all is new and neither changes nor lint are told.
Preview preview(const Staging& staging, std::shared_ptr<const Service> published, const Today& today);

} // namespace cartwright
