// The findings that make a disease measurable: proteins of serum and urine, light chains, lesions, the
// marrow.
#pragma once

#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

/// All findings that follow, joined by "or"; what cannot be read among them stays as a statement.
std::optional<Element> read_findings(Cursor& cursor);

} // namespace cartwright::drafting
