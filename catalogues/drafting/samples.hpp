// Which samples count: how fresh, by which method, how long without support.
#pragma once

#include <string>
#include <vector>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

struct Samples {
  std::string within;               ///< "14 d"
  std::vector<std::string> methods; ///< echo, MUGA
  std::vector<std::string> free_of; ///< "no platelet_transfusion 7 d"
  std::string left;                 ///< said of the samples and not understood
  std::string brackets() const;     ///< "[within 14 d; no g_csf 7 d]", or empty
};

/// Reads all that stands here about the samples of `measurement`, in parentheses or not.
void read_samples(Cursor& cursor, const std::string& measurement, Samples& samples);

} // namespace cartwright::drafting
