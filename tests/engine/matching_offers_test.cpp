// Approved products and treatment approaches: their indications and fits on real cases, and bad files.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "catalogues/files.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

MatchAnswer answer_to(const json& profile, const std::string& as_of = sample_date) {
  return shipped_service().answer(question(profile, as_of));
}

PathwayAnswer pathway(const MatchAnswer& answer, const std::string& id) {
  const auto at = std::find_if(answer.pathways.begin(), answer.pathways.end(),
                               [&](const PathwayAnswer& each) { return each.pathway->id == id; });
  REQUIRE(at != answer.pathways.end());
  return *at;
}

std::string fit(const MatchAnswer& answer, const std::string& id) {
  return std::string(fit_word(pathway(answer, id).fit.verdict));
}

ApprovalAnswer approval(const MatchAnswer& answer, const std::string& product, const std::string& country) {
  const auto at =
      std::find_if(answer.products.begin(), answer.products.end(), [&](const ApprovalAnswer& each) {
        return each.product->id == product && each.approval->country == country;
      });
  REQUIRE(at != answer.products.end());
  return *at;
}

std::string indicated(const MatchAnswer& answer, const std::string& product, const std::string& country) {
  return std::string(fit_word(approval(answer, product, country).fit.verdict));
}

const json nobody = R"({"profile": "cartwright/patient@1", "id": "P-0000"})"_json;

/// Relapsed, with so many lines of VRd, DPd and so on, all dated and progressed on.
json treated(int lines) {
  json out = nobody;
  out["person"] = R"({"birth_date": "1963-05-01", "sex": "female", "country": "IN"})"_json;
  out["diagnosis"] = R"({"condition": "multiple_myeloma", "status": "relapsed_refractory"})"_json;
  const std::vector<std::string> regimens = {"VRd", "DPd", "KCd", "Isa-Pd"};
  out["therapies"] = {{"complete", true}, {"episodes", json::array()}};
  out["transplants"] = out["radiotherapy"] = R"({"complete": true, "items": []})"_json;
  out["radiotherapy"] = R"({"complete": true, "courses": []})"_json;
  for (int i = 0; i < lines; ++i)
    out["therapies"]["episodes"].push_back({{"id", "T" + std::to_string(i + 1)},
                                            {"regimen", regimens[static_cast<std::size_t>(i)]},
                                            {"start", std::to_string(2020 + i) + "-01-05"},
                                            {"stop", std::to_string(2020 + i) + "-09-05"},
                                            {"cycles", 8},
                                            {"best_response", "PR"},
                                            {"stop_reason", "progression"},
                                            {"progression_date", std::to_string(2020 + i) + "-09-01"}});
  return out;
}

struct BadOffer {
  std::string pointer;
  json value;
  ProblemCode code;
  std::string where, says;
};

json shipped_file(const std::string& relative) {
  return json::parse(*read_file(std::filesystem::path(CARTWRIGHT_SOURCE_DIR) / "catalogues" / relative));
}

void check_bad(const std::string& file, const BadOffer& bad) {
  const CatalogueCopy copy;
  json changed = shipped_file(file);
  changed[json::json_pointer(bad.pointer)] = bad.value;
  copy.write(file, changed.dump());
  const Problems problems = copy.problems();
  INFO(file << " " << bad.pointer << " = " << bad.value.dump());
  const auto& items = problems.items();
  const bool told = std::any_of(items.begin(), items.end(), [&](const Problem& each) {
    return each.severity == Severity::error && each.code == bad.code && each.where.rfind(file, 0) == 0 &&
           each.where.find(bad.where) != std::string::npos &&
           (each.message + each.hint).find(bad.says) != std::string::npos;
  });
  for (const Problem& each : items)
    UNSCOPED_INFO(each.where << " " << word(each.code) << ": " << each.message << " / " << each.hint);
  CHECK(told);
}

} // namespace

TEST_CASE("The eight approaches of the navigation practice stand in their order") {
  std::vector<std::string> ids;
  for (const Pathway& each : shipped_service().snapshot().navigation->pathways)
    ids.push_back(each.id);
  CHECK(ids == std::vector<std::string>{"quadruplet_induction", "pace_type", "local_radiotherapy",
                                        "autologous_transplant", "bcma_car_t", "gprc5d_fcrh5_dual_car_t",
                                        "bispecific_antibodies", "allogeneic_transplant"});
}

TEST_CASE("Every approval and approach is answered once, and nothing is decided of a patient without facts") {
  std::size_t approvals = 0;
  for (const Product& each : shipped_service().snapshot().navigation->products)
    approvals += each.approvals.size();
  CHECK(approvals >= 15);
  std::vector<json> profiles = {nobody};
  for (const std::string& id : sample_ids())
    profiles.push_back(sample(id));
  for (std::uint32_t seed = 1; seed <= 10; ++seed)
    profiles.push_back(generated_profile(seed));
  for (const json& profile : profiles) {
    const MatchAnswer answer = answer_to(profile);
    CHECK(answer.products.size() == approvals);
    CHECK(answer.pathways.size() == 8);
    CHECK(std::is_sorted(
        answer.pathways.begin(), answer.pathways.end(),
        [](const PathwayAnswer& a, const PathwayAnswer& b) { return a.fit.verdict > b.fit.verdict; }));
  }
  const MatchAnswer nothing_known = answer_to(nobody);
  for (const PathwayAnswer& each : nothing_known.pathways) {
    INFO(each.pathway->id);
    CHECK(each.fit.verdict == Verdict::potentially_eligible);
  }
  for (const ApprovalAnswer& each : nothing_known.products) {
    INFO(each.product->id << " " << each.approval->country);
    CHECK(each.fit.verdict == Verdict::potentially_eligible);
    CHECK_FALSE(each.in_reach);
  }
}

TEST_CASE("Approaches fit whom the practice names") {
  const MatchAnswer liver = answer_to(sample("extraosseous-liver"));
  CHECK(fit(liver, "quadruplet_induction") == "does_not_fit");
  CHECK(fit(liver, "bcma_car_t") != "does_not_fit");
  CHECK(fit(liver, "gprc5d_fcrh5_dual_car_t") == "fits");
  CHECK(fit(liver, "bispecific_antibodies") == "fits");
  const MatchAnswer fresh = answer_to(sample("newly-diagnosed-high-risk"));
  CHECK(fit(fresh, "quadruplet_induction") == "fits");
  CHECK(fit(fresh, "bispecific_antibodies") == "does_not_fit");
  CHECK(fit(fresh, "bcma_car_t") == "does_not_fit");
  const MatchAnswer leukaemia = answer_to(sample("plasma-cell-leukaemia"));
  CHECK(fit(leukaemia, "pace_type") == "fits");
}

TEST_CASE("A judgement is listed and does not keep an approach from fitting") {
  const PathwayAnswer answer =
      pathway(answer_to(sample("newly-diagnosed-high-risk")), "quadruplet_induction");
  const auto judged = std::count_if(answer.fit.criteria.begin(), answer.fit.criteria.end(),
                                    [](const auto& each) { return each.state == CriterionState::judgement; });
  CHECK(judged == 1);
  CHECK(answer.fit.verdict == Verdict::eligible);
}

TEST_CASE("BCMA that is no longer expressed rules out CAR-T aimed at it, an old positive does not") {
  json liver = sample("extraosseous-liver");
  liver["antigens"] = R"([{"antigen": "BCMA", "assay": "IHC", "specimen": "lesion", "result": "negative",
                           "percent": 0, "date": "2026-11-10"},
                          {"antigen": "BCMA", "assay": "flow", "specimen": "marrow", "result": "negative",
                           "percent": 0, "date": "2026-11-10"}])"_json;
  CHECK(fit(answer_to(liver), "bcma_car_t") == "does_not_fit");
  CHECK(fit(answer_to(liver), "gprc5d_fcrh5_dual_car_t") == "fits");
}

TEST_CASE("A tandem transplant asks for high risk, a single one does not") {
  json profile = nobody;
  profile["diagnosis"] =
      R"({"condition": "multiple_myeloma", "status": "in_response", "current_response": "VGPR"})"_json;
  profile["cytogenetics"]["markers"] = R"j([{"marker": "del(17p)", "state" : "absent", "date" : "2026-08-01"
},
    {"marker": "t(4;14)", "state": "absent", "date": "2026-08-01"},
    {"marker": "t(14;16)", "state": "absent", "date": "2026-08-01"},
    {"marker": "t(14;20)", "state": "absent", "date": "2026-08-01"},
    {"marker": "TP53_mutation", "state": "absent", "date": "2026-08-01"},
    {"marker": "1q_plus", "state": "absent", "date": "2026-08-01"},
    {"marker": "del(1p32)", "state": "absent", "date": "2026-08-01"},
    {"marker": "biallelic_del(1p32)", "state": "absent", "date": "2026-08-01"}])j"_json;
  profile["measurements"] =
      R"([{"test": "b2_microglobulin", "value": 2.1, "unit": "mg/L", "date": "2026-08-01", "at": "diagnosis"}])"_json;
  const auto variant = [](const PathwayAnswer& answer, const std::string& id) {
    for (const CohortAnswer& each : answer.fit.variants)
      if (each.cohort->id.text() == id) return std::string(fit_word(each.verdict));
    return std::string("no such variant");
  };
  const PathwayAnswer standard = pathway(answer_to(profile), "autologous_transplant");
  CHECK(variant(standard, "single") == "fits");
  CHECK(variant(standard, "tandem") == "does_not_fit");
  profile["cytogenetics"]["markers"][1]["state"] = "present";
  const PathwayAnswer high = pathway(answer_to(profile), "autologous_transplant");
  CHECK(variant(high, "tandem") == "fits");
}

TEST_CASE("Indications follow the lines and drugs that each agency asks for") {
  const MatchAnswer two = answer_to(treated(2)), three = answer_to(treated(3)), four = answer_to(treated(4));
  CHECK(indicated(two, "equecabtagene_autoleucel", "CN") == "does_not_fit");
  CHECK(indicated(three, "equecabtagene_autoleucel", "CN") == "fits");
  CHECK(indicated(three, "zevorcabtagene_autoleucel", "CN") == "fits");
  CHECK(indicated(three, "teclistamab", "CN") == "fits");
  CHECK(indicated(three, "teclistamab", "US") == "does_not_fit");
  CHECK(indicated(four, "teclistamab", "US") == "fits");
  // After one line, refractory to lenalidomide: the licence of 2024.
  CHECK(indicated(answer_to(treated(1)), "ciltacabtagene_autoleucel", "US") == "may_fit");
  json infected = treated(1);
  infected["active_infection"] = R"({"state": "none", "date": "2026-11-20"})"_json;
  CHECK(indicated(answer_to(infected), "ciltacabtagene_autoleucel", "US") == "fits");
  infected["active_infection"]["state"] = "present";
  CHECK(indicated(answer_to(infected), "ciltacabtagene_autoleucel", "US") == "does_not_fit");
  json young = treated(3);
  young["person"]["birth_date"] = "2009-02-01";
  const auto later = approval(answer_to(young), "equecabtagene_autoleucel", "CN");
  CHECK(later.fit.verdict == Verdict::eligible_later);
  REQUIRE(later.fit.fits_from);
  CHECK(text_of(*later.fit.fits_from) == "2027-02-01");
}

TEST_CASE("Where a product is in reach is told only when the profile says where she could go") {
  json profile = treated(3);
  CHECK(approval(answer_to(profile), "equecabtagene_autoleucel", "CN").in_reach == std::nullopt);
  profile["travel"]["countries"] = {"CN"};
  const MatchAnswer answer = answer_to(profile);
  CHECK(approval(answer, "equecabtagene_autoleucel", "CN").in_reach == true);
  CHECK(approval(answer, "ciltacabtagene_autoleucel", "US").in_reach == false);
}

TEST_CASE("What is not confirmed as approved is told last, and is not verified when nobody saw it") {
  const MatchAnswer answer = answer_to(treated(3));
  const auto sure = [](const ApprovalAnswer& each) {
    return each.approval->status == "approved" || each.approval->status == "conditional";
  };
  CHECK(std::is_partitioned(answer.products.begin(), answer.products.end(), sure));
  CHECK_FALSE(approval(answer, "talquetamab", "CN").approval->verified);
  CHECK(approval(answer, "belantamab_mafodotin", "CN").approval->status == "under_review");
}

TEST_CASE("An approach names its open trials and the centres that document it or hold such trials") {
  const MatchAnswer answer = answer_to(sample("extraosseous-liver"));
  const PathwayAnswer dual = pathway(answer, "gprc5d_fcrh5_dual_car_t");
  CHECK(dual.pathway->trial_only);
  CHECK_FALSE(dual.trials.empty());
  for (const TrialId& id : dual.trials) {
    INFO(id.text());
    const auto at = std::find_if(answer.answers.begin(), answer.answers.end(),
                                 [&](const TrialAnswer& each) { return each.trial->id == id; });
    REQUIRE(at != answer.answers.end());
    CHECK(at->recruiting == Recruiting::open);
    CHECK(at->verdict != Verdict::ineligible);
  }
  REQUIRE(dual.centres.size() >= 4);
  CHECK(dual.centres.front().documented != nullptr);
  CHECK(std::is_partitioned(dual.centres.begin(), dual.centres.end(),
                            [](const OfferingCentre& each) { return each.documented != nullptr; }));
  for (const OfferingCentre& each : dual.centres) {
    INFO(each.centre->id.text());
    CHECK((each.documented != nullptr || !each.trials.empty()));
  }
  // Nothing is made up where nothing is documented.
  CHECK(pathway(answer, "local_radiotherapy").centres.empty());
}

TEST_CASE("Every fact of products and approaches says where it is from") {
  const Navigation& all = *shipped_service().snapshot().navigation;
  const auto sourced = [](const Source& source) { return !source.url.empty() || !source.text.empty(); };
  for (const Product& product : all.products)
    for (const Approval& each : product.approvals) {
      INFO(product.id << " " << each.country);
      CHECK(sourced(each.source));
      CHECK_FALSE(each.source.seen.empty());
      for (const Criterion& criterion : each.criteria) {
        INFO(criterion.id.text());
        CHECK(sourced(criterion.source));
        CHECK((!criterion.verified || !criterion.source.url.empty() || !each.source.text.empty()));
      }
    }
  for (const Pathway& each : all.pathways) {
    INFO(each.id);
    CHECK(sourced(each.source));
    for (const PathwayCentre& centre : each.centres)
      CHECK(sourced(centre.source));
  }
}

TEST_CASE("A bad product or approach is refused with its file, place and how to mend it") {
  const std::string product = "products/teclistamab.json", approach = "pathways/bcma_car_t.json";
  check_bad(product, {"/agent", "teclistamob", ProblemCode::unknown_word, "agent", "teclistamab"});
  check_bad(product, {"/id", "other", ProblemCode::contradiction, "id", "file's name"});
  check_bad(product,
            {"/approvals/0/status", "maybe", ProblemCode::unknown_word, "approvals[0].status", "approved"});
  check_bad(product,
            {"/approvals/0/date", "2024-13", ProblemCode::impossible_date, "approvals[0].date", "YYYY"});
  check_bad(product,
            {"/approvals/0/criteria", json::array(), ProblemCode::missing_key, "criteria", "everybody"});
  check_bad(product, {"/approvals/1/country", "CN", ProblemCode::duplicate, "approvals[1].country", "twice"});
  check_bad(product, {"/approvals/0/criteria/0/rule", "linse >= 3", ProblemCode::unknown_word,
                      "approvals[CN].criteria[I1].rule:1:1", "linse"});
  check_bad(product, {"/colour", "red", ProblemCode::unknown_key, "colour", "not known"});
  check_bad(approach, {"/agents/0", "eque", ProblemCode::unknown_word, "agents[0]", "agent"});
  check_bad(approach, {"/targets/0", "BCMB", ProblemCode::unknown_word, "targets[0]", "BCMA"});
  check_bad(approach,
            {"/centres/0/centre", "nowhere", ProblemCode::not_found, "centres[0].centre", "nowhere.json"});
  check_bad(approach, {"/criteria/0/scope", {"B"}, ProblemCode::not_found, "criteria[0].scope", "cohort"});
  check_bad(approach,
            {"/criteria/0/rule", "age >= 18 kg", ProblemCode::wrong_unit, "criteria[I1].rule", ""});
  check_bad(approach, {"/order", "first", ProblemCode::wrong_type, "order", "number"});
}

TEST_CASE("An edited product changes the revision of the catalogue") {
  const CatalogueCopy copy;
  const std::string before = copy.open()->snapshot().catalogue->revision;
  json changed = shipped_file("products/teclistamab.json");
  changed["notes"] = "a remark";
  copy.write("products/teclistamab.json", changed.dump());
  CHECK(copy.open()->snapshot().catalogue->revision != before);
}
