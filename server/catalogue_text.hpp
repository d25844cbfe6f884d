// Trials and centres as text for the people who keep the catalogue.
#pragma once

#include <string>

#include "engine/matching/snapshot.hpp"
#include "server/answer_text.hpp"

namespace cartwright {

std::string trial_text(const Trial& trial, const Vocabulary& vocabulary, const TextStyle& style);
/// What nobody recorded is said to be "not recorded".
std::string centre_text(const Centre& centre, const Snapshot& snapshot, const TextStyle& style);

} // namespace cartwright
