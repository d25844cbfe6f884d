// Number tests over readings that were taken already: tests of one number differ in their bounds only.
#pragma once

#include "engine/criteria/test.hpp"
#include "engine/evaluation/finding.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

/// `bare`: without a sentence and facts.
Finding compared(const criteria::NumberTest& test, const Readings& readings, bool bare);
/// Equal for tests that read the same number.
std::string number_text_of(const criteria::NumberTest& test, const std::string& text);

} // namespace cartwright
