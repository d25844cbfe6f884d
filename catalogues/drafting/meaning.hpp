// What a rule says, in a spelling in which rules of one meaning are equal: parts of "and" and "or" in order
// and once, negation at the tests, lists of drugs and markers taken apart, every statement one and the same
// "?". Equal spelling is equal meaning; the reverse is not promised.
#pragma once

#include <string>

#include "engine/criteria/checked.hpp"

namespace cartwright::drafting {

std::string meaning_of(const criteria::Checked& rule);

} // namespace cartwright::drafting
