// The catalogue and the sample patients that ship with the project, opened once for all tests.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/service.hpp"

namespace cartwright::test {

inline const char* const sample_date = "2026-11-22";

const Service& shipped_service();
Day day(const std::string& text);
std::vector<std::string> sample_ids();
nlohmann::json sample(const std::string& id);
/// Reads a profile; fails the test with every problem when it cannot be read.
Question question(const nlohmann::json& profile, const std::string& as_of = sample_date);
/// What is said of one shipped trial, without the rest of the catalogue; fails when there is no such trial.
TrialAnswer answer_of_trial(const nlohmann::json& profile, const std::string& as_of,
                            const std::string& trial);
/// What the compiled program says about every criterion of every trial: "NCT... I3" -> "met".
std::map<std::string, std::string> states(const nlohmann::json& profile,
                                          const std::string& as_of = sample_date);

} // namespace cartwright::test
