// Slots of a trial: cohorts, arms, phases and countries, which of them are open, and who speaks for the
// trial.
#include <catch2/catch.hpp>

#include "tests/support/catalogue_copy.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

nlohmann::json patient(const std::string& born = "1960-03-04") {
  return {{"profile", "cartwright/patient@1"},
          {"id", "P-0000"},
          {"person", {{"birth_date", born}, {"sex", "female"}, {"country", "FR"}}},
          {"travel", {{"home", {{"latitude", 48.86}, {"longitude", 2.35}}}}}};
}

nlohmann::json site(const std::string& country, const std::string& status, double latitude,
                    double longitude) {
  return {{"facility", "Hospital " + country},
          {"city", country},
          {"country", country},
          {"status", status},
          {"status_as_of", "2026-08-15"},
          {"latitude", latitude},
          {"longitude", longitude}};
}

nlohmann::json slot(const std::string& id, const std::string& kind, const std::string& status = "") {
  nlohmann::json out = {{"id", id}, {"kind", kind}, {"title", "slot " + id}};
  if (!status.empty()) out["status"] = {{"value", status}, {"as_of", "2026-08-15"}};
  return out;
}

nlohmann::json country_slot(const std::string& id, const std::vector<std::string>& countries) {
  nlohmann::json out = slot(id, "country");
  out["countries"] = countries;
  return out;
}

/// From 67 in France, adult elsewhere.
nlohmann::json trial_by_country() {
  nlohmann::json out = good_trial();
  out["cohorts"] = {country_slot("FR", {"FR"}), country_slot("REST", {"US", "ES"})};
  out["criteria"] = {criterion("I1", "inclusion", "age >= 67 y", {"FR"}),
                     criterion("I2", "inclusion", "age >= 18 y", {"REST"})};
  out["sites"] = {site("FR", "recruiting", 48.85, 2.35), site("US", "recruiting", 40.7, -74.0)};
  return out;
}

TrialAnswer match_one(const nlohmann::json& trial, const nlohmann::json& profile) {
  static std::vector<std::shared_ptr<const Service>> kept; // answers point into them
  const CatalogueCopy copy;
  copy.add(trial);
  kept.push_back(copy.open());
  return answer_of(*kept.back(), profile, "NCT00000001");
}

} // namespace

TEST_CASE("A suspended arm in an open trial is never offered as open") {
  nlohmann::json trial = good_trial();
  trial["cohorts"] = {slot("A", "arm", "suspended"), slot("B", "arm")};
  trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y", {"A"}),
                       criterion("I2", "inclusion", "age >= 68 y", {"B"})};
  trial["sites"] = {site("FR", "recruiting", 48.85, 2.35)};
  const TrialAnswer answer = match_one(trial, patient());
  CHECK(slot_of(answer, "A").verdict == Verdict::eligible);
  CHECK(slot_of(answer, "A").recruiting == Recruiting::closed);
  CHECK(slot_of(answer, "B").recruiting == Recruiting::open);
  // The arm that fits is closed: the open one speaks for the trial.
  CHECK(answer.recruiting == Recruiting::open);
  CHECK(answer.verdict == Verdict::eligible_later);

  trial["cohorts"] = {slot("A", "arm", "suspended")};
  trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y")};
  const TrialAnswer alone = match_one(trial, patient());
  CHECK(alone.verdict == Verdict::eligible);
  CHECK(alone.recruiting == Recruiting::closed);
  REQUIRE(alone.sites.size() == 1);
  CHECK(alone.sites[0].recruiting == Recruiting::closed);
}

TEST_CASE("An open slot of a trial that does not recruit is not open") {
  nlohmann::json trial = good_trial();
  trial["status"]["value"] = "active_not_recruiting";
  trial["cohorts"] = {slot("A", "cohort", "recruiting")};
  CHECK(match_one(trial, patient()).recruiting == Recruiting::closed);
  trial["status"]["value"] = "unknown";
  CHECK(match_one(trial, patient()).recruiting == Recruiting::unknown);
}

TEST_CASE("A country slot has its own rules and is open only where a site there is") {
  const TrialAnswer answer = match_one(trial_by_country(), patient());
  CHECK(slot_of(answer, "FR").verdict == Verdict::eligible_later);
  CHECK(slot_of(answer, "FR").recruiting == Recruiting::open);
  CHECK(slot_of(answer, "REST").verdict == Verdict::eligible);
  CHECK(answer.verdict == Verdict::eligible);

  nlohmann::json closed_abroad = trial_by_country();
  closed_abroad["sites"][1]["status"] = "completed";
  const TrialAnswer only_france = match_one(closed_abroad, patient());
  CHECK(slot_of(only_france, "REST").recruiting == Recruiting::closed);
  CHECK(only_france.verdict == Verdict::eligible_later);
  CHECK(only_france.recruiting == Recruiting::open);
}

TEST_CASE("No site listed in the countries of a slot: whether it is open is not known") {
  nlohmann::json trial = trial_by_country();
  trial["sites"] = {site("FR", "completed", 48.85, 2.35)};
  const TrialAnswer answer = match_one(trial, patient());
  CHECK(slot_of(answer, "REST").recruiting == Recruiting::unknown);
  CHECK(slot_of(answer, "FR").recruiting == Recruiting::closed);
  CHECK(answer.recruiting == Recruiting::unknown);
}

TEST_CASE("A site whose country's rules bar the patient is not the place to send her to") {
  nlohmann::json trial = trial_by_country();
  trial["criteria"][0] = criterion("I1", "inclusion", "age <= 40 y", {"FR"});
  const TrialAnswer answer = match_one(trial, patient());
  REQUIRE(answer.sites.size() == 2);
  CHECK(answer.sites[0].site->country == "US");
  CHECK_FALSE(answer.sites[0].barred);
  CHECK(answer.sites[1].barred);
  CHECK_THAT(answer.sites[1].why, Catch::Contains("rules for this country"));
  for (const ScorePart& part : answer.score_parts)
    if (part.name == "travel") CHECK_THAT(part.why, Catch::Contains("US"));
}

TEST_CASE("A cohort is entered in a country: rules of both hold") {
  nlohmann::json trial = good_trial();
  trial["cohorts"] = {slot("A", "cohort"), slot("B", "cohort"), country_slot("FR", {"FR"}),
                      country_slot("REST", {"US"})};
  trial["criteria"] = {criterion("I1", "inclusion", "age >= 60 y", {"A"}),
                       criterion("I2", "inclusion", "age <= 40 y", {"B"}),
                       criterion("E1", "exclusion", "sex is female", {"FR"}),
                       criterion("E2", "exclusion", "sex is male", {"A", "REST"})};
  trial["sites"] = {site("FR", "recruiting", 48.85, 2.35), site("US", "completed", 40.7, -74.0)};
  const TrialAnswer woman = match_one(trial, patient());
  CHECK(slot_of(woman, "A").verdict == Verdict::ineligible); // open in France only, where women are excluded
  CHECK(slot_of(woman, "FR").verdict == Verdict::ineligible);
  CHECK(slot_of(woman, "REST").verdict == Verdict::eligible);
  CHECK(slot_of(woman, "REST").recruiting == Recruiting::closed);
  CHECK(woman.verdict == Verdict::ineligible);

  trial["sites"][1]["status"] = "recruiting";
  CHECK(match_one(trial, patient()).verdict == Verdict::eligible);
  nlohmann::json man = patient();
  man["person"]["sex"] = "male";
  const TrialAnswer his = match_one(trial, man);
  CHECK(slot_of(his, "A").verdict == Verdict::eligible);
  CHECK(slot_of(his, "REST").verdict == Verdict::ineligible); // E2 holds for cohort A in the other countries
}

TEST_CASE("The answer names the kind of every slot and the countries of a country slot") {
  const CatalogueCopy copy;
  copy.add(trial_by_country());
  const auto service = copy.open();
  const std::string body = patient().dump();
  const auto answer = nlohmann::json::parse(service->match({body, "2026-11-22", ""}).body)["answers"][0];
  CHECK(answer["cohorts"][0]["kind"] == "country");
  CHECK(answer["cohorts"][0]["countries"] == nlohmann::json{"FR"});
  const auto shown = nlohmann::json::parse(service->trial({"", "", "NCT00000001"}).body);
  CHECK(shown["cohorts"][1]["kind"] == "country");
  CHECK(shown["cohorts"][1]["countries"].size() == 2);
}
