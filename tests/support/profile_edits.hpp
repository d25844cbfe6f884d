// Changes of a coherent patient, one a line, for scenarios:
//   Measured: lvef 62 %; 2026-11-07; by echo          in place of what was measured of the test before
//   Measured: alt 90 U/L; 2026-11-18; limit 40        the laboratory's upper limit
//   Not measured: lvef
//   Infection: HBV anti-HBc positive; 2026-11-05      or "HBV DNA not tested"
//   Condition: gilbert present; 2015
//   Support: systemic_steroid; 2026-11-15 to 2026-11-18; dexamethasone 40 mg/d
//   Lesion: liver; 42 x 30 mm; on bone; biopsy-proven; measurable
//   Performance: ECOG 2; due to bone_pain
//   With therapies.episodes.4.stop: "2026-11-12"      any one place of the profile, as JSON; "nothing"
//   removes it
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace cartwright::test {

/// False when the key is not one of these. A part that is not understood fails the test.
bool edit_profile(nlohmann::json& profile, const std::string& key, const std::string& text);

} // namespace cartwright::test
