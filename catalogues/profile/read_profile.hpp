// A patient profile as CONTRACTS states it, with every problem at once.
#pragma once

#include <string_view>

#include "catalogues/json_cursor.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

/// Warnings (unknown keys, probable unit slips) stand beside a patient; any error prevents one.
/// Facts dated after `today` are errors, planned ends apart.
Result<Patient> read_profile(std::string_view json, const Vocabulary& vocabulary, Day today);
/// The same for a profile inside a larger document; places begin with the cursor's path.
Patient read_profile(const Cursor& root, const Vocabulary& vocabulary, Day today);

} // namespace cartwright
