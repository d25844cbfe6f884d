// Readiness of the twelve document groups, the mapping check and the pattern, over the shipped catalogue.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/matching/recorded_facts.hpp"
#include "engine/matching/unlock.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

MatchAnswer answer_to(const json& profile, const std::string& as_of = sample_date) {
  return shipped_service().answer(question(profile, as_of));
}

DocumentReadiness group(const MatchAnswer& answer, const std::string& id) {
  const auto at = std::find_if(answer.readiness.begin(), answer.readiness.end(),
                               [&](const DocumentReadiness& each) { return each.group == id; });
  REQUIRE(at != answer.readiness.end());
  return *at;
}

HeldFact fact(const DocumentReadiness& document, const std::string& id) {
  const auto at = std::find_if(document.holds.begin(), document.holds.end(),
                               [&](const HeldFact& each) { return each.fact == id; });
  REQUIRE(at != document.holds.end());
  return *at;
}

std::string state_with(json profile, const std::string& documents, const std::string& id) {
  profile["documents"] = json::parse(documents);
  return std::string(word(group(answer_to(profile), id).state));
}

std::string review_value(const MatchAnswer& answer, const std::string& name) {
  for (const ReviewItem& item : answer.review)
    if (item.name == name) return text_of(item.value);
  return "no such item";
}

std::string investigations(const MatchAnswer& answer) {
  std::string out;
  for (const Investigation& each : answer.investigations)
    out += each.document + ": " + each.name + ": " + each.because + "\n";
  return out;
}

const json nobody = {{"profile", "cartwright/patient@1"}, {"id", "P-0000"}};

/// Counted anew, from the answers alone.
std::size_t candidates_waiting_for(const MatchAnswer& answer, const std::string& document) {
  std::size_t out = 0;
  for (const TrialAnswer& trial : answer.answers) {
    if (trial.verdict == Verdict::ineligible || trial.recruiting == Recruiting::closed) continue;
    const bool waits =
        std::any_of(trial.criteria.begin(), trial.criteria.end(), [&](const CriterionAnswer& criterion) {
          const auto& causes = criterion.causes.items();
          return criterion.state == CriterionState::unknown &&
                 std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
                   return cause.document == document && cause.kind != CauseKind::judgement &&
                          cause.kind != CauseKind::not_public && cause.kind != CauseKind::not_evaluated;
                 });
        });
    out += waits ? 1 : 0;
  }
  return out;
}

} // namespace

TEST_CASE(
    "The twelve document groups stand in their order, and every fact they must hold can be looked for") {
  const MatchAnswer answer = answer_to(nobody);
  std::vector<std::string> groups;
  for (const DocumentReadiness& each : answer.readiness)
    groups.push_back(each.group);
  CHECK(groups == std::vector<std::string>{"medical_summary", "marrow", "fish_karyotype", "lesion_histology",
                                           "pet_ct_mri", "site_imaging", "protein_studies", "blood_chemistry",
                                           "smear_flow", "echo_pft", "infection_screen", "therapy_record"});
  const Vocabulary& words = *shipped_service().snapshot().catalogue->vocabulary;
  const auto asked = question(nobody);
  const Case of = open_case(asked.patient, words, asked.as_of);
  for (const DocumentGroup& each : shipped_service().snapshot().navigation->documents)
    for (const HeldFactName& held : each.must_hold) {
      INFO(each.id << " " << held.fact);
      CHECK(recorded_fact(held.fact, each.id, of).has_value());
    }
}

TEST_CASE("Of a patient without facts every document is missing, and each blocks someone") {
  const MatchAnswer answer = answer_to(nobody);
  for (const DocumentReadiness& each : answer.readiness) {
    INFO(each.group);
    CHECK(each.state == DocumentState::missing);
    CHECK_FALSE(each.date);
    CHECK(each.blocks.size() > 0);
    for (const HeldFact& held : each.holds) {
      INFO(held.fact);
      CHECK(held.state == FactState::missing);
    }
  }
}

TEST_CASE("What a document blocks is what the answers wait for, in rank order") {
  std::vector<json> profiles = {nobody};
  for (const std::string& id : sample_ids())
    profiles.push_back(sample(id));
  for (std::uint32_t seed = 1; seed <= 8; ++seed)
    profiles.push_back(generated_profile(seed));
  for (const json& profile : profiles) {
    const MatchAnswer answer = answer_to(profile);
    for (const DocumentReadiness& each : answer.readiness) {
      INFO(profile["id"] << " " << each.group);
      CHECK(each.blocks.size() == candidates_waiting_for(answer, each.group));
      CHECK(each.alone <= each.blocks.size());
      CHECK(each.criteria >= each.blocks.size());
      auto at = answer.answers.begin();
      for (const TrialId& id : each.blocks)
        at = std::find_if(at, answer.answers.end(),
                          [&](const TrialAnswer& one) { return one.trial->id == id; });
      CHECK((at != answer.answers.end() || each.blocks.empty()));
    }
    for (const Unlock& unlock : answer.unlock) {
      INFO(profile["id"] << " " << unlock.document);
      CHECK(group(answer, unlock.document).alone == unlock.would_decide);
    }
  }
}

TEST_CASE("A record is here, to be translated, stale or missing") {
  const json liver = sample("extraosseous-liver");
  CHECK(state_with(liver, "[]", "echo_pft") == "missing");
  CHECK(state_with(liver, R"([{"group": "protein_studies", "date": "2026-11-12", "language": "en"}])",
                   "protein_studies") == "here");
  CHECK(state_with(liver, R"([{"group": "protein_studies", "date": "2026-11-12", "language": "zh"}])",
                   "protein_studies") == "to_translate");
  CHECK(state_with(
            liver,
            R"([{"group": "protein_studies", "date": "2026-11-12", "language": "zh", "translated": true}])",
            "protein_studies") == "here");
  // The validity of 28 days is a suggestion of the project: the 28th day still counts.
  CHECK(state_with(liver, R"([{"group": "protein_studies", "date": "2026-10-25"}])", "protein_studies") ==
        "here");
  CHECK(state_with(liver, R"([{"group": "protein_studies", "date": "2026-10-24"}])", "protein_studies") ==
        "stale");
  // The newest counts.
  CHECK(
      state_with(
          liver,
          R"([{"group": "protein_studies", "date": "2026-01-05"}, {"group": "protein_studies", "date": "2026-11-20"}])",
          "protein_studies") == "here");
  // Without a date it is on file, and says so.
  json undated = liver;
  undated["documents"] = R"([{"group": "protein_studies"}])"_json;
  const auto told = group(answer_to(undated), "protein_studies");
  CHECK(told.state == DocumentState::here);
  CHECK_THAT(told.why, Catch::Contains("date is not recorded"));
}

TEST_CASE("A stale record in another language still says that it is to be translated") {
  json liver = sample("extraosseous-liver");
  liver["documents"] = R"([{"group": "pet_ct_mri", "date": "2026-05-01", "language": "zh"}])"_json;
  const auto told = group(answer_to(liver), "pet_ct_mri");
  CHECK(told.state == DocumentState::stale);
  CHECK(told.to_translate);
  CHECK(told.days == 205);
  CHECK(told.validity_suggested);
}

TEST_CASE("A therapy after the sample makes marrow out of date, and histology only when it is aimed at the "
          "antigen") {
  json liver = sample("extraosseous-liver"); // DCEP began on 2026-10-18, BCMA CAR-T was given in 2024
  CHECK(state_with(liver, R"([{"group": "marrow", "date": "2026-10-30"}])", "marrow") == "here");
  CHECK(state_with(liver, R"([{"group": "lesion_histology", "date": "2026-10-05"}])", "lesion_histology") ==
        "here");
  liver["documents"] = R"([{"group": "lesion_histology", "date": "2024-06-01"}])"_json;
  const auto old = group(answer_to(liver), "lesion_histology");
  CHECK(old.state == DocumentState::stale);
  CHECK_THAT(old.why, Catch::Contains("equecabtagene") && Catch::Contains("came after it"));
  liver["therapies"]["episodes"].push_back(
      R"({"id": "T7", "agents": ["teclistamab"], "start": "2026-11-10", "stop_reason": "ongoing"})"_json);
  liver["documents"] = R"([{"group": "marrow", "date": "2026-11-08"},
                           {"group": "lesion_histology", "date": "2026-10-05"}])"_json;
  const MatchAnswer treated_since = answer_to(liver);
  for (const char* id : {"marrow", "lesion_histology"}) {
    const auto told = group(treated_since, id);
    INFO(id);
    CHECK(told.state == DocumentState::stale);
    CHECK_THAT(told.why, Catch::Contains("teclistamab") && Catch::Contains("came after it"));
  }
}

TEST_CASE("An entry that names a document group as its source is a record on file") {
  json profile = nobody;
  profile["measurements"] =
      R"([{"test": "lvef", "value": 60, "unit": "%", "date": "2026-11-15", "source": "echo_pft"}])"_json;
  const auto told = group(answer_to(profile), "echo_pft");
  CHECK(told.state == DocumentState::here);
  REQUIRE(told.date);
  CHECK(told.date->text() == "2026-11-15");
  CHECK(fact(told, "lvef").state == FactState::known);
  CHECK(fact(told, "fev1").state == FactState::missing);
  // Two weeks were seen for the ejection fraction.
  CHECK(fact(group(answer_to(profile, "2026-11-29"), "echo_pft"), "lvef").state == FactState::known);
  const auto later = group(answer_to(profile, "2026-11-30"), "echo_pft");
  CHECK(fact(later, "lvef").state == FactState::stale);
  CHECK(later.state == DocumentState::stale);
}

TEST_CASE("Facts held in part are counted, and doubtful ones are not taken for known") {
  json profile = nobody;
  profile["therapies"]["episodes"] =
      R"([{"id": "T1", "regimen": "VRd", "start": "2021-04", "stop": "2021-09", "best_response": "VGPR"},
          {"id": "T2", "regimen": "DPd", "start": "2023-03"}])"_json;
  profile["measurements"] =
      R"([{"test": "creatinine", "value": 80000, "unit": "umol/L", "date": "2026-11-15"}])"_json;
  const MatchAnswer answer = answer_to(profile);
  const auto record = group(answer, "therapy_record");
  CHECK(fact(record, "therapies").state == FactState::in_part);
  CHECK(fact(record, "therapy_agents").state == FactState::known);
  CHECK(fact(record, "therapy_dates").state == FactState::in_part);
  CHECK(fact(record, "therapy_responses").note == "1 of 2 therapies");
  CHECK(fact(record, "therapy_doses").state == FactState::missing);
  CHECK(fact(group(answer, "blood_chemistry"), "creatinine").state == FactState::in_part);
}

TEST_CASE("An antigen in marrow is not one on a lesion") {
  json profile = nobody;
  profile["extramedullary"] = R"({"state": "present", "lesions": [{"site": "liver"}]})"_json;
  profile["antigens"] =
      R"([{"antigen": "BCMA", "specimen": "marrow", "result": "positive", "date": "2026-10-30"}])"_json;
  const MatchAnswer answer = answer_to(profile);
  CHECK(fact(group(answer, "marrow"), "antigen_BCMA").state == FactState::known);
  CHECK(fact(group(answer, "lesion_histology"), "antigen_BCMA").state == FactState::missing);
  CHECK_THAT(investigations(answer), Catch::Contains("lesion_histology: biopsy"));
}

TEST_CASE("Filling in what a document must hold takes the trials off that fact") {
  const json liver = sample("extraosseous-liver");
  const MatchAnswer before = answer_to(liver);
  REQUIRE(fact(group(before, "echo_pft"), "lvef").state != FactState::known);
  REQUIRE(fact(group(before, "echo_pft"), "lvef").trials > 0);
  json with = liver;
  with["measurements"].push_back(
      R"({"test": "lvef", "value": 62, "unit": "%", "date": "2026-11-20", "method": "echo"})"_json);
  const MatchAnswer after = answer_to(with);
  CHECK(fact(group(after, "echo_pft"), "lvef").state == FactState::known);
  CHECK(fact(group(after, "echo_pft"), "lvef").trials < fact(group(before, "echo_pft"), "lvef").trials);
}

TEST_CASE("Where nothing is to be told a document is not needed") {
  json profile = nobody;
  profile["extramedullary"] = R"({"state": "absent", "complete": true,
                                  "mapped_by": [{"imaging": "PET-CT", "date": "2026-11-10"}]})"_json;
  const MatchAnswer answer = answer_to(profile);
  const auto imaging = group(answer, "pet_ct_mri");
  CHECK(fact(imaging, "extramedullary_mapping").state == FactState::known);
  CHECK(fact(imaging, "lesion_size").state == FactState::not_needed);
  profile["person"]["sex"] = "male";
  CHECK(fact(group(answer_to(profile), "infection_screen"), "pregnancy").state == FactState::not_needed);
}

TEST_CASE("The pattern is named with what is not known of it") {
  CHECK(review_value(answer_to(sample("extraosseous-liver")), "pattern") == "extraosseous");
  CHECK(review_value(answer_to(sample("paraskeletal")), "pattern") == "paraskeletal");
  CHECK_THAT(review_value(answer_to(sample("plasma-cell-leukaemia")), "pattern"),
             Catch::Contains("plasma cell leukaemia"));
  CHECK(review_value(answer_to(nobody), "pattern") == "not known");
  json both = sample("extraosseous-liver");
  both["extramedullary"]["lesions"].push_back(
      R"({"site": "rib", "contiguous_with_bone": true, "date": "2026-11-02"})"_json);
  CHECK(review_value(answer_to(both), "pattern") == "extraosseous and paraskeletal");
}

TEST_CASE("A skeletal survey is no mapping, and the missing imaging is named") {
  json profile = nobody;
  profile["extramedullary"] = R"({"state": "absent", "complete": true,
                                  "mapped_by": [{"imaging": "skeletal_survey", "date": "2026-11-10"}]})"_json;
  const MatchAnswer surveyed = answer_to(profile);
  CHECK(review_value(surveyed, "mapping") == "no");
  CHECK(review_value(surveyed, "pattern") == "not known");
  CHECK_THAT(investigations(surveyed),
             Catch::Contains("pet_ct_mri: PET-CT or whole-body MRI: what was done (skeletal_survey)"));
  CHECK(review_value(answer_to(nobody), "mapping") == "not known");
  const MatchAnswer liver = answer_to(sample("extraosseous-liver"));
  CHECK(review_value(liver, "mapping") == "yes");
  CHECK_THAT(investigations(liver), !Catch::Contains("PET-CT or whole-body MRI"));
  CHECK_THAT(investigations(answer_to(sample("extraosseous-liver"), "2026-12-15")),
             Catch::Contains("more than 28 days old"));
}

TEST_CASE("Review and match say the same of the documents, in JSON and in the same order") {
  const std::string body = sample("extraosseous-liver").dump();
  const json review = json::parse(shipped_service().review({body, sample_date, ""}).body);
  const json match = json::parse(shipped_service().match({body, sample_date, ""}).body);
  CHECK(review["readiness"] == match["readiness"]);
  CHECK(review["readiness"].size() == 12);
  CHECK(review["review"] == match["review"]);
  CHECK(review["review"]["pattern"]["value"] == "extraosseous");
  for (const json& document : review["readiness"]) {
    CHECK(document["blocks"]["trials"] == document["blocks"]["ids"].size());
    CHECK_FALSE(document["holds"].empty());
  }
}
