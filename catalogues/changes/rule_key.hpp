// When two rules are the same rule: equal after checking, whatever their spelling, layout and order of parts.
#pragma once

#include <string>
#include <string_view>

#include "engine/criteria/checked.hpp"

namespace cartwright {

/// Equal for rules that mean the same by form: `a and b` is `b and a`, definitions stand for what they say,
/// names for what they name. A rule that cannot be checked is known by its text.
std::string rule_key(std::string_view rule, const Vocabulary& vocabulary,
                     const criteria::Definitions& definitions);

} // namespace cartwright
