// Lint: a bad trial for every finding, and a good neighbour that is left alone.
#include <catch2/catch.hpp>

#include "catalogues/lint/lint.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

using Json = nlohmann::json;

/// What lint says about one trial in a catalogue of its own.
Problems linted(const Json& trial) {
  const CatalogueCopy copy;
  copy.add(trial);
  const auto service = copy.open();
  const Catalogue& catalogue = *service->snapshot().catalogue;
  return without_accepted(lint(catalogue), catalogue);
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += std::string(word(problem.severity)) + " " + std::string(word(problem.code)) + " at " +
           problem.where + ": " + problem.message + " | " + problem.hint + "\n";
  return out;
}

void finds(const Json& trial, Severity severity, ProblemCode code, const std::string& where,
           const std::string& says) {
  const Problems problems = linted(trial);
  INFO(told(problems));
  bool found = false;
  for (const Problem& problem : problems.items())
    found = found || (problem.severity == severity && problem.code == code &&
                      problem.where == "trials/NCT00000001.json: " + where && !problem.hint.empty() &&
                      (problem.message + problem.hint).find(says) != std::string::npos);
  CHECK(found);
}

void finds_nothing(const Json& trial) {
  CHECK(told(linted(trial)).empty());
}

Json trial_with(const std::vector<Json>& criteria) {
  Json out = good_trial();
  out["criteria"] = criteria;
  out["cohorts"] = Json::array();
  return out;
}

Json in(const std::string& id, const std::string& rule, const std::vector<std::string>& scope = {}) {
  return criterion(id, "inclusion", rule, scope);
}
Json ex(const std::string& id, const std::string& rule, const std::vector<std::string>& scope = {}) {
  return criterion(id, "exclusion", rule, scope);
}

Json changed(const std::string& key, const Json& value) {
  Json out = good_trial();
  out[key] = value;
  return out;
}

} // namespace

TEST_CASE("Lint leaves a good trial alone") {
  finds_nothing(good_trial());
}

TEST_CASE("Lint: criteria that contradict each other") {
  const auto bad = [](const std::vector<Json>& criteria, const std::string& at, const std::string& says) {
    finds(trial_with(criteria), Severity::error, ProblemCode::contradiction, "criteria[" + at + "].rule",
          says);
  };
  bad({in("I1", "age >= 18 y"), in("I2", "age < 18 y")}, "I2", "I1, I2 cannot hold together");
  bad({in("I1", "age in 18..75 y"), ex("E1", "age <= 75 y")}, "E1", "I1, E1");
  bad({in("I1", "platelets >= 50 x10^9/L"), in("I2", "ecog <= 1"), ex("E1", "platelets >= 30 x10^9/L")}, "E1",
      "I1, E1 cannot");
  bad({in("I1", "alt <= 3 xULN"), ex("E1", "alt < 5 xULN")}, "E1", "I1, E1");
  bad({in("I1", "exposed(bortezomib)"), ex("E1", "exposed(PI)")}, "E1", "nobody could enter the trial");
  bad({in("I1", "emd(extraosseous)"), ex("E1", "emd(any)")}, "E1", "I1, E1");
  bad({in("I1", "status is relapsed_refractory"), in("I2", "status is newly_diagnosed")}, "I2", "I1, I2");
  bad({in("I1", "emd(paraskeletal) or emd(extraosseous)"),
       ex("E1", "emd(paraskeletal) or emd(extraosseous) or cns(any)")},
      "E1", "I1, E1");
  // An alternative that another criterion has closed leaves the other one.
  bad({in("I1", "lines >= 3 or had_transplant(autologous)"), ex("E1", "had_transplant(any)"),
       ex("E2", "lines > 2")},
      "E2", "I1, E1, E2");
  bad({in("I1", "status is relapsed_refractory and not (ecog <= 4 or lines >= 1)"), ex("E1", "lines < 1")},
      "E1", "");
  bad({ex("E1", "age >= 18 y or age < 18 y")}, "E1", "E1 alone cannot be satisfied");
}

TEST_CASE("Lint: bounds that only look contradictory are left alone") {
  finds_nothing(trial_with({in("I1", "age >= 18 y"), in("I2", "age <= 18 y")}));
  finds_nothing(trial_with({in("I1", "platelets >= 50 x10^9/L"),
                            ex("E1", "platelets[no platelet_transfusion 7 d] >= 400 x10^9/L")}));
  finds_nothing(trial_with({in("I1", "exposed(PI)"), ex("E1", "exposed(carfilzomib)")}));
  finds_nothing(trial_with({in("I1", "emd(any)"), ex("E1", "emd(paraskeletal)")}));
  finds_nothing(trial_with({in("I1", "alt <= 3 xULN"), ex("E1", "alt >= 100 U/L")}));
  finds_nothing(trial_with({in("I1", "lines >= 3 or had_transplant(autologous)"), ex("E1", "lines > 4")}));
  finds_nothing(
      trial_with({in("I1", "marker(del(17p)) or judgement \"high risk\""), ex("E1", "marker(del(17p))")}));
}

TEST_CASE("Lint: a criterion that decides nothing") {
  finds(trial_with({ex("E1", "emd(any) and not emd(any)")}), Severity::warning, ProblemCode::contradiction,
        "criteria[E1].rule", "never exclude");
  finds(trial_with({in("I1", "ecog <= 1 or ecog > 1")}), Severity::warning, ProblemCode::contradiction,
        "criteria[I1].rule", "everybody");
}

TEST_CASE("Lint: a slot that nobody can enter") {
  Json trial =
      trial_with({in("I1", "lines >= 3"), in("I2", "lines <= 2", {"B"}), in("I3", "ecog <= 1", {"A"})});
  trial["cohorts"] = {{{"id", "A"}, {"kind", "arm"}}, {{"id", "B"}, {"kind", "arm"}}};
  finds(trial, Severity::error, ProblemCode::unreachable_slot, "cohorts[B]", "I1, I2 cannot hold together");
  trial["criteria"][1] = in("I2", "lines <= 4", {"B"});
  finds_nothing(trial);
}

TEST_CASE("Lint: slots and scopes that do not say what they seem to") {
  const auto slots = [](const std::vector<Json>& cohorts, const std::vector<Json>& criteria) {
    Json out = trial_with(criteria);
    out["cohorts"] = cohorts;
    return out;
  };
  const Json a = {{"id", "A"}, {"kind", "cohort"}}, b = {{"id", "B"}, {"kind", "cohort"}},
             p = {{"id", "P2"}, {"kind", "phase"}},
             fr = {{"id", "FR"}, {"kind", "country"}, {"countries", {"FR"}}},
             de = {{"id", "DE"}, {"kind", "country"}, {"countries", {"DE"}}};
  finds(slots({a, b}, {in("I1", "ecog <= 1", {"A", "B"})}), Severity::warning, ProblemCode::slot_mistake,
        "criteria[I1].scope", "every slot");
  finds(slots({a, b}, {in("I1", "ecog <= 1", {"A", "A"})}), Severity::warning, ProblemCode::slot_mistake,
        "criteria[I1].scope", "twice");
  finds(slots({a, p}, {in("I1", "ecog <= 1", {"A"}), in("I2", "lines >= 2", {"P2"})}), Severity::warning,
        ProblemCode::slot_mistake, "cohorts", "alternatives");
  finds(slots({a, b}, {in("I1", "ecog <= 1")}), Severity::warning, ProblemCode::slot_mistake, "cohorts",
        "tells");
  Json abroad = slots({fr, de}, {in("I1", "lines >= 4", {"FR"}), in("I2", "lines >= 3", {"DE"})});
  abroad["sites"] = {
      {{"facility", "X"}, {"country", "US"}, {"status", "recruiting"}, {"status_as_of", "2026-08-15"}}};
  finds(abroad, Severity::error, ProblemCode::slot_mistake, "cohorts", "US");
  abroad["sites"][0]["country"] = "FR";
  finds_nothing(abroad);
  Json twice = fr;
  twice["id"] = "FR2";
  finds(slots({fr, twice}, {in("I1", "lines >= 4", {"FR"})}), Severity::error, ProblemCode::slot_mistake,
        "cohorts[FR2].countries", "two slots");
  finds_nothing(slots({a, b}, {in("I1", "ecog <= 1", {"A"})}));
}

TEST_CASE("Lint: a drug under the wrong target") {
  Json trial = changed("product", "cevostamab");
  trial["modality"] = "bispecific";
  finds(trial, Severity::error, ProblemCode::wrong_target, "product", "FcRH5");
  trial["targets"] = {"FcRH5"};
  finds_nothing(trial);
  trial["targets"] = {"FcRH5", "GPRC5D"};
  finds(trial, Severity::warning, ProblemCode::wrong_target, "targets", "only");
  trial["product"] = "cevostamab, talquetamab";
  finds_nothing(trial);
  Json partner = changed("product", "ciltacabtagene autoleucel + daratumumab");
  finds_nothing(partner);
}

TEST_CASE("Lint: a rule under the wrong target") {
  Json bcma = ex("E1", "exposed(target GPRC5D)");
  bcma["says"] = "Earlier therapy aimed at BCMA";
  finds(trial_with({bcma}), Severity::warning, ProblemCode::wrong_target, "criteria[E1].rule",
        "the rule of GPRC5D");
  bcma["rule"] = "exposed(target BCMA)";
  finds_nothing(trial_with({bcma}));
  finds(trial_with({ex("E1", "exposed(target BCMA; except cevostamab)")}), Severity::warning,
        ProblemCode::wrong_target, "criteria[E1].rule", "takes nothing away");
  finds_nothing(trial_with({ex("E1", "exposed(target BCMA; except belantamab_mafodotin)")}));
}

TEST_CASE("Lint: names that the vocabulary does not know") {
  finds(changed("product", "wonder-cel"), Severity::warning, ProblemCode::unknown_word, "product",
        "vocabulary");
  finds(changed("lymphodepletion", {"fludarabine", "cyclofosfamide"}), Severity::warning,
        ProblemCode::unknown_word, "lymphodepletion[1]", "cyclophosphamide");
  finds_nothing(changed("lymphodepletion", {"fludarabine", "cyclophosphamide"}));
  finds_nothing(changed("product", "LCAR-B38M / cilta-cel"));
}

TEST_CASE("Lint: a unit slip against the plausible bounds is told by the rule's own check") {
  const auto slips = [](const Json& trial) {
    const CatalogueCopy copy;
    copy.add(trial);
    const Problems problems = copy.problems();
    std::size_t out = 0;
    for (const Problem& problem : problems.items())
      out += problem.code == ProblemCode::probable_unit_slip &&
                     problem.where.rfind("trials/NCT00000001.json: criteria[I1].rule", 0) == 0
                 ? 1
                 : 0;
    return out;
  };
  CHECK(slips(trial_with({in("I1", "platelets >= 50000 x10^9/L")})) == 1);
  CHECK(slips(trial_with({in("I1", "serum_m_protein >= 10 g/dL")})) == 1);
  CHECK(slips(trial_with({in("I1", "serum_m_protein >= 1 g/dL")})) == 0);
  CHECK(slips(trial_with({in("I1", "involved_flc >= 100 mg/dL")})) == 1);
  CHECK(slips(trial_with({in("I1", "hemoglobin >= 80 g/dL")})) == 1);
  CHECK(slips(trial_with({in("I1", "platelets >= 50 x10^9/L")})) == 0);
  Json read = in("I1", "hemoglobin >= 80 g/dL");
  read["as_read"] = "hemoglobin >= 80 g/L";
  read["flag"] = "ten times the usual bound";
  CHECK(slips(trial_with({read})) == 0);
}

TEST_CASE("Lint: a rule that no document could decide") {
  finds(trial_with({in("I1", "not_evaluated \"a\" or not_public \"b\"")}), Severity::warning,
        ProblemCode::undecidable_rule, "criteria[I1].rule", "no document");
  finds(trial_with({in(
            "I1", "(ecog <= 1 and not_public \"a\") or (lines >= 1 and not_public \"b\") or not_evaluated "
                  "\"c\"")}),
        Severity::warning, ProblemCode::undecidable_rule, "criteria[I1].rule", "");
  finds_nothing(trial_with({in("I1", "not_evaluated \"a\"")}));
  finds_nothing(trial_with({in("I1", "ecog <= 1 and judgement \"stable\"")}));
  finds(trial_with({in("I1", "washout(ciltacabtagene_autoleucel; 5 half_lives; before apheresis)")}),
        Severity::warning, ProblemCode::undecidable_rule, "criteria[I1].rule", "half-life");
  finds_nothing(trial_with(
      {in("I1", "washout(ciltacabtagene_autoleucel; max(14 d, 5 half_lives); before apheresis)")}));
  finds_nothing(
      trial_with({in("I1", "washout(marizomib; 5 half_lives; before apheresis)")})); // assumed to end
}

TEST_CASE("Lint: a source without address or day") {
  Json trial = good_trial();
  trial["criteria"][0]["source"] = {{"text", "a talk"}};
  finds(trial, Severity::warning, ProblemCode::missing_source, "criteria[I1].source", "address");
  finds(changed("source", {{"url", "https://example.org"}}), Severity::warning, ProblemCode::missing_source,
        "source.seen", "day");
}

TEST_CASE("Lint: dates are stale against the newest date of the catalogue, not against today") {
  const auto seen = [](const std::string& status, const Json& as_of) {
    Json out = good_trial();
    out["status"] = {{"value", status}, {"as_of", as_of}};
    out["source"]["seen"] = "2026-08-15";
    return out;
  };
  finds(seen("recruiting", "2026-06-15"), Severity::warning, ProblemCode::stale_date, "status.as_of",
        "2026-08-15");
  finds_nothing(seen("recruiting", "2026-06-16"));
  finds_nothing(seen("completed", "2020-01-01"));
  finds(seen("recruiting", nullptr), Severity::warning, ProblemCode::stale_date, "status.as_of", "nobody");
  finds_nothing(seen("unknown", nullptr));
  Json sites = seen("recruiting", "2026-08-15");
  sites["sites"] = {{{"facility", "X"}, {"status", "recruiting"}, {"status_as_of", "2026-03-01"}}};
  finds(sites, Severity::warning, ProblemCode::stale_date, "sites", "2026-03-01");
  Json closed = seen("completed", "2026-08-15");
  closed["sites"] = {{{"facility", "X"}, {"status", "recruiting"}, {"status_as_of", "2026-08-15"}}};
  finds(closed, Severity::warning, ProblemCode::contradiction, "sites[0].status", "decides");
}

TEST_CASE("Lint: a rule kept in notes only is an error") {
  const auto noted = [](const std::string& notes) { return changed("notes", notes); };
  for (const char* rule :
       {"Platelets must be 50 or more.", "Life expectancy at least 12 weeks", "LVEF >= 45 %",
        "Seen in the paper; patients with more than 4 lines are excluded", "No CAR-T within 6 months."}) {
    INFO(rule);
    finds(noted(rule), Severity::error, ProblemCode::rule_in_notes, "notes", "criterion");
  }
  for (const char* remark :
       {"Adults must be 18 or older: as the criterion says.", "The registry lists 12 sites.",
        "The record must be compared with its source.", "I1: printed as at least 17 in the abstract.",
        "Seen 2026-08-15; must be looked up again", "NCT01234567 is required reading", ""}) {
    INFO(remark);
    finds_nothing(noted(remark));
  }
}

TEST_CASE("Lint: a doubled sentence") {
  Json first = in("I1", "ecog <= 1"), second = in("I2", "lines >= 1");
  second["says"] = first["says"];
  finds(trial_with({first, second}), Severity::warning, ProblemCode::duplicate, "criteria[I2].says", "twice");
}

TEST_CASE("Lint: what is accepted is explained, and an acceptance without a finding is told") {
  Json trial = changed("product", "wonder-cel");
  trial["accepted"] = {{{"code", "unknown_word"}, {"at", "product"}, {"why", "not traced to a maker"}}};
  finds_nothing(trial);
  trial["accepted"][0]["at"] = "lymphodepletion";
  finds(trial, Severity::warning, ProblemCode::not_accepted, "accepted", "unknown_word at lymphodepletion");
  // An error stays one.
  Json wrong = changed("notes", "Platelets must be 50 or more.");
  wrong["accepted"] = {{{"code", "rule_in_notes"}, {"why", "we are in a hurry"}}};
  finds(wrong, Severity::error, ProblemCode::rule_in_notes, "notes", "criterion");
}

TEST_CASE("Lint finds nothing unexplained in the shipped catalogue") {
  const Catalogue& catalogue = *shipped_service().snapshot().catalogue;
  CHECK(told(without_accepted(lint(catalogue), catalogue)).empty());
}
