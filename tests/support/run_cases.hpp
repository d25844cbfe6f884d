// Runs over cases, for tests: a catalogue that can be changed, cases that can be added, and what a run said.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/rematch/rematch.hpp"
#include "server/rematch/run_report.hpp"
#include "tests/support/casebooks.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

namespace cartwright::test {

/// A profile of a synthetic patient with more keys.
CheckedProfile synthetic_profile(const std::string& id, nlohmann::json more = nlohmann::json::object());

RunWanted wanted_on(const std::string& as_of);
/// Fails the test when it does not finish.
RunDone finished(const Result<RunDone>& done);
RunDone run_shipped(sql::Database& database, const std::string& as_of);
RunDone run_on(sql::Database& database, const CatalogueCopy& catalogue, const std::string& as_of);

/// "CASE TRIAL" -> "lost: rule I1, calendar I2"
std::map<std::string, std::string> moves_of(sql::Database& database, std::int64_t run);
/// What holds of every open case at a run: "CASE" -> bytes that are equal when the answers say the same.
std::map<std::string, std::string> answers_of(sql::Database& database, std::int64_t run);

} // namespace cartwright::test
