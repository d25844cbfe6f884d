// What publishing would change: checked whole, told as changes, findings of lint that come or go, coverage
// before and after.
#pragma once

#include <string>

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
  std::shared_ptr<const Service> service; ///< of the staged state, when it has no errors
};

/// `published` may be nothing: then all is new and neither changes nor lint are told.
Preview preview(const Staging& staging, const Service* published, const Today& today);

} // namespace cartwright
