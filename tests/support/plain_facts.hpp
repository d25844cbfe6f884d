// Facts of scenarios in plain text, as a profile holds them:
//   Therapy: VRd; 2021-04 to 2021-09; induction; best VGPR; progressed 2023-02-10; planned with first-line
//   Transplant: autologous; 2021-11-20; planned with first-line
//   Radiotherapy: T8; 2025-01-08 to 2025-01-22; palliative
//   Histories: complete | open | complete since 2024-01
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace cartwright::test {

/// False when the key is not one of these. A part that is not understood fails the test.
bool add_plain_fact(nlohmann::json& profile, const std::string& key, const std::string& text);

} // namespace cartwright::test
