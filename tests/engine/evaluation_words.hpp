// A vocabulary of the size that the tests of evaluation need, and one question to it.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/vocabulary.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"
#include "tests/support/build_patient.hpp"

namespace cartwright {

const Vocabulary& evaluation_words();
/// The finding of a rule of the criteria language. A rule that cannot be read fails the test, and so does one
/// whose truth is another in a bare case.
Finding ask(const std::string& rule, const Case& of);
Truth truth_of_rule(const std::string& rule, const Case& of);
/// "missing lvef echo_pft, stale ..." for comparing.
std::string causes_of(const Finding& finding);
std::vector<std::string> turns_of(const Finding& finding);
/// On 22 November 2026 unless the test needs another day.
inline const std::string today = "2026-11-22";

} // namespace cartwright
