// The disease: extramedullary, nervous system, plasma cell leukaemia, antigens, markers, recorded words.
#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

AntigenResult& seen(AntigenResult& result, const char* specimen, const char* assay) {
  result.specimen = specimen;
  result.assay = assay;
  return result;
}

} // namespace

TEST_CASE("No extramedullary disease needs a map of the whole body") {
  auto her = patient();
  CHECK(causes_of(ask("emd(any)", her.on(today))) == "missing extramedullary_mapping pet_ct_mri");
  her->extramedullary.state = "absent";
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::unknown);
  her.mapped_by("skeletal_survey", "2026-11-02");
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::unknown);
  her.mapped_by("PET-CT", "2026-12-02");
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::unknown); // not yet known
  her.mapped_by("WB-MRI", "2026-11-02");
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("number(lesion any) = 0", her.on(today)) == Truth::yes);
  her->extramedullary.state = "";
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::unknown);
  her->extramedullary.complete.complete = true;
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::no);
}

TEST_CASE("Paraskeletal and extraosseous are told apart and can coexist") {
  auto her = patient();
  her.lesion(true, {30}, "2026-11-02");
  her.lesion(std::nullopt, {20}, "2026-11-02");
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("emd(paraskeletal)", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("emd(extraosseous)", her.on(today))) ==
        "missing extramedullary_mapping pet_ct_mri, missing lesion_contiguity pet_ct_mri");
  her->extramedullary.lesions.back().contiguous_with_bone = false;
  CHECK(truth_of_rule("emd(extraosseous)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("emd(measurable)", her.on(today)) == Truth::yes); // by its size
  her->extramedullary.lesions.front().uncertain = true;
  CHECK(truth_of_rule("emd(paraskeletal)", her.on(today)) == Truth::unknown);
}

TEST_CASE("Disease that is present without its lesions listed") {
  auto her = patient();
  her->extramedullary.state = "present";
  her->extramedullary.complete.complete = true;
  her.mapped_by("PET-CT", "2026-11-02");
  CHECK(truth_of_rule("emd(any)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("emd(extraosseous)", her.on(today)) == Truth::unknown);
}

TEST_CASE("Sizes of lesions") {
  auto her = patient();
  her.lesion(false, {42, 30}, "2026-11-02");
  her.lesion(true, {20}, "2026-11-02");
  CHECK(truth_of_rule("largest(lesion any) >= 42 mm", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("largest(lesion any) > 42 mm", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("largest(lesion extraosseous; by shortest) >= 30 mm", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("sum_of_products(lesion extraosseous) >= 12.6 cm2", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("number(lesion paraskeletal) >= 1", her.on(today)) == Truth::yes);
  her->extramedullary.complete.complete = true;
  CHECK(truth_of_rule("largest(lesion any) > 42 mm", her.on(today)) == Truth::unknown); // not mapped
  her.mapped_by("PET-CT", "2026-11-02");
  CHECK(truth_of_rule("largest(lesion any) > 42 mm", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("sum_of_products(lesion any) <= 20 cm2", her.on(today)) == Truth::unknown);
}

TEST_CASE("States of the nervous system are never collapsed") {
  auto her = patient();
  CHECK(causes_of(ask("cns(any)", her.on(today))) == "missing cns site_imaging");
  her->cns.state = "paraskeletal_compression";
  CHECK(truth_of_rule("cns(any)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("cns(paraskeletal_compression)", her.on(today)) == Truth::yes);
  her->cns.state = "suspected";
  CHECK(causes_of(ask("cns(any)", her.on(today))) == "imprecise cns site_imaging");
  CHECK(truth_of_rule("cns(leptomeningeal or parenchymal)", her.on(today)) == Truth::unknown);
  her->cns.state = "leptomeningeal";
  CHECK(truth_of_rule("cns(any)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("cns(parenchymal)", her.on(today)) == Truth::no);
  her->cns.state = "none";
  CHECK(truth_of_rule("cns(any)", her.on(today)) == Truth::no);
}

TEST_CASE("Plasma cell leukaemia names its definition") {
  auto her = patient();
  CHECK(causes_of(ask("pcl(5_percent)", her.on(today))) == "missing circulating_plasma_cells smear_flow");
  her.circulating(8, "2026-11-12");
  CHECK(truth_of_rule("pcl(5_percent)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("pcl(20_percent)", her.on(today)) == Truth::no);
  her->circulating_plasma_cells.back().percent = 5;
  CHECK(truth_of_rule("pcl(5_percent)", her.on(today)) == Truth::yes);
  her->circulating_plasma_cells.back().percent = 20;
  CHECK(truth_of_rule("pcl(20_percent)", her.on(today)) == Truth::no); // more than 20 % is asked
  her->circulating_plasma_cells.back().uncertain = true;
  CHECK(causes_of(ask("pcl(5_percent)", her.on(today))) == "imprecise circulating_plasma_cells smear_flow");
  auto him = patient();
  him->diagnosis.plasma_cell_leukemia = "primary";
  CHECK(truth_of_rule("pcl(any)", him.on(today)) == Truth::yes);
  CHECK(truth_of_rule("pcl(20_percent)", him.on(today)) == Truth::unknown);
}

TEST_CASE("Circulating plasma cells of one day that differ") {
  auto her = patient();
  her.circulating(8, "2026-11-12");
  her.circulating(2, "2026-11-12");
  CHECK(causes_of(ask("pcl(5_percent)", her.on(today))) == "conflict circulating_plasma_cells smear_flow");
  CHECK(causes_of(ask("circulating_plasma_cells >= 5 %", her.on(today))) ==
        "conflict circulating_plasma_cells smear_flow");
  CHECK(truth_of_rule("circulating_plasma_cells < 20 %", her.on(today)) == Truth::yes);
}

TEST_CASE("An antigen: positive, negative, low, not tested") {
  auto her = patient();
  CHECK(causes_of(ask("antigen(BCMA) is positive", her.on(today))) == "missing antigen_BCMA marrow");
  auto& result = her.antigen("BCMA", "not_tested", "2026-10-30");
  CHECK(truth_of_rule("antigen(BCMA) is positive", her.on(today)) == Truth::unknown);
  result.result = "low";
  CHECK(causes_of(ask("antigen(BCMA) is positive", her.on(today))) == "imprecise antigen_BCMA marrow");
  CHECK(truth_of_rule("antigen(BCMA) is negative", her.on(today)) == Truth::unknown);
  CHECK(causes_of(ask("antigen(BCMA) >= 20 %", her.on(today))) == "missing antigen_BCMA_percent marrow");
  result.percent = 12;
  CHECK(truth_of_rule("antigen(BCMA) >= 20 %", her.on(today)) == Truth::no);
  result.result = "positive";
  CHECK(truth_of_rule("antigen(BCMA) is positive", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("antigen(BCMA) is negative", her.on(today)) == Truth::no);
  result.uncertain = true;
  CHECK(causes_of(ask("antigen(BCMA) is positive", her.on(today))) == "imprecise antigen_BCMA marrow");
  CHECK(truth_of_rule("antigen(GPRC5D) is positive", her.on(today)) == Truth::unknown);
}

TEST_CASE("Antigens by specimen and assay") {
  auto her = patient();
  seen(her.antigen("BCMA", "positive", "2026-10-30"), "marrow", "flow");
  seen(her.antigen("BCMA", "negative", "2026-10-30"), "lesion", "IHC");
  CHECK(truth_of_rule("antigen(BCMA; in marrow) is positive", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("antigen(BCMA; in lesion) is positive", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("antigen(BCMA; by flow or IHC; in marrow or lesion) is positive", her.on(today)) ==
        Truth::yes);
  CHECK(causes_of(ask("antigen(BCMA; in csf) is positive", her.on(today))) == "missing antigen_BCMA marrow");
  seen(her.antigen("BCMA", "negative", "2026-11-10"), "marrow", "IHC");
  CHECK(truth_of_rule("antigen(BCMA; in marrow) is positive", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("antigen(BCMA; by flow; in marrow) is positive", her.on(today)) == Truth::yes);
  seen(her.antigen("BCMA", "positive", "2026-11-10"), "marrow", "IHC");
  CHECK(causes_of(ask("antigen(BCMA; in marrow) is positive", her.on(today))) ==
        "conflict antigen_BCMA marrow");
}

TEST_CASE("An assay that is not recorded may be the one asked for") {
  auto her = patient();
  seen(her.antigen("BCMA", "positive", "2026-10-30"), "marrow", "");
  CHECK(truth_of_rule("antigen(BCMA) is positive", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("antigen(BCMA; by flow) is positive", her.on(today))) ==
        "missing antigen_BCMA_assay marrow");
}

TEST_CASE("The percentage of the strongest specimen") {
  auto her = patient();
  seen(her.antigen("BCMA", "positive", "2026-10-30"), "marrow", "flow").percent = 62;
  seen(her.antigen("BCMA", "positive", "2026-10-30"), "lesion", "IHC");
  CHECK(truth_of_rule("antigen(BCMA) >= 50 %", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("antigen(BCMA) >= 70 %", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("antigen(BCMA; in marrow) >= 70 %", her.on(today)) == Truth::no);
  seen(her.antigen("BCMA", "positive", "2026-10-30"), "marrow", "flow").percent = 80;
  CHECK(causes_of(ask("antigen(BCMA; in marrow) >= 70 %", her.on(today))) == "conflict antigen_BCMA marrow");
  CHECK(truth_of_rule("antigen(BCMA; in marrow) >= 50 %", her.on(today)) == Truth::yes);
}

TEST_CASE("Markers: present, absent, not tested, clone") {
  auto her = patient();
  CHECK(causes_of(ask("marker(del(17p))", her.on(today))) == "missing cytogenetics fish_karyotype");
  auto& marker = her.marker("del(17p)", MarkerState::not_tested, "2025-08-01");
  CHECK(causes_of(ask("marker(del(17p))", her.on(today))) == "missing del(17p) fish_karyotype");
  marker.state = MarkerState::absent;
  CHECK(truth_of_rule("marker(del(17p))", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("marker(any of {del(17p); t(4;14)})", her.on(today)) == Truth::unknown);
  marker.state = MarkerState::present;
  CHECK(truth_of_rule("marker(any of {del(17p); t(4;14)})", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("marker(del(17p); clone >= 20 %)", her.on(today)) == Truth::unknown);
  marker.clone_percent = 20;
  CHECK(truth_of_rule("marker(del(17p); clone >= 20 %)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("marker(del(17p); clone > 20 %)", her.on(today)) == Truth::no);
  her.marker("del(17p)", MarkerState::absent, "2025-08-01");
  CHECK(causes_of(ask("marker(del(17p))", her.on(today))) == "conflict del(17p) fish_karyotype");
}

TEST_CASE("A wider marker that is absent denies the narrower, one that is present does not tell") {
  auto her = patient();
  auto& marker = her.marker("1q+", MarkerState::absent, "2025-08-01");
  CHECK(truth_of_rule("marker(amp(1q))", her.on(today)) == Truth::no);
  marker.state = MarkerState::present;
  CHECK(truth_of_rule("marker(amp(1q))", her.on(today)) == Truth::unknown);
}

TEST_CASE("Recorded words, and diagnoses by kind") {
  auto her = patient();
  CHECK(causes_of(ask("status is relapsed_refractory", her.on(today))) == "missing status medical_summary");
  her->diagnosis.status = "relapsed_refractory";
  CHECK(truth_of_rule("status is relapsed_refractory", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("status is not relapsed_refractory", her.on(today)) == Truth::no);
  her->diagnosis.condition = her.concept_named("multiple_myeloma", ConceptKind::condition);
  CHECK(truth_of_rule("diagnosis is multiple_myeloma", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("diagnosis is plasma_cell_disorder", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("diagnosis is smouldering_myeloma", her.on(today)) == Truth::no);
  her->diagnosis.condition = her.concept_named("plasma_cell_disorder", ConceptKind::condition);
  CHECK(causes_of(ask("diagnosis is multiple_myeloma", her.on(today))) ==
        "imprecise diagnosis medical_summary");
  CHECK(truth_of_rule("sex is female", her.on(today)) == Truth::unknown);
}
