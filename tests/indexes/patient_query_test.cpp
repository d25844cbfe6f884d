// Stories in plain text as queries: what is denied or says nothing does not count.
#include <catch2/catch.hpp>

#include <algorithm>

#include "indexes/patient_query.hpp"

using namespace cartwright;

namespace {

double weight(const PatientQuery& query, const std::string& word) {
  for (const auto& [own, weight] : query.words)
    if (own == word) return weight;
  return 0;
}

} // namespace

TEST_CASE("Patient query: what is denied is left out, to the end of the clause or to a but") {
  CHECK(without_negated("He has a cough. No fever, chills or sweats.") == "he has a cough.");
  CHECK(without_negated("Denies chest pain but has dyspnea.") == "but has dyspnea.");
  CHECK(without_negated("Negative for HIV; positive for HBV.") == "positive for hbv.");
  CHECK(without_negated("A woman without diabetes with asthma.") == "a woman with asthma.");
  CHECK(without_negated("").empty());
}

TEST_CASE("Patient query: conditions and drugs count, what every story holds does not") {
  const PatientQuery query =
      patient_query("A 58-year-old woman presents with relapsed multiple myeloma after bortezomib. "
                    "No history of amyloidosis. Blood pressure is 120/80.");
  CHECK(weight(query, "myeloma") > 0);
  CHECK(weight(query, "bortezomib") > 0);
  CHECK(weight(query, "amyloidosis") == 0);
  CHECK(weight(query, "woman") == 0);
  CHECK(weight(query, "pressure") == 0);
  CHECK(weight(query, "120") == 0);
  CHECK(query.age == 58);
}

TEST_CASE(
    "Patient query: what is announced counts more, and a word said again counts less than the first time") {
  const PatientQuery query =
      patient_query("Diagnosed with plasmacytoma, later anemia. Anemia, anemia, anemia persisted.");
  CHECK(weight(query, "plasmacytoma") == Approx(2));
  CHECK(weight(query, "anemia") == Approx(2)); // the root of four
}

TEST_CASE("Patient query: ages in any unit, and their words") {
  CHECK(*patient_query("A 6-month-old boy").age == Approx(0.5));
  CHECK(*patient_query("a 70 yo man").age == 70);
  CHECK(!patient_query("a man").age);
  CHECK(weight(patient_query("A 6-month-old boy"), "infant") > 0);
  CHECK(weight(patient_query("A 10 year old girl"), "pediatric") > 0);
  CHECK(weight(patient_query("A 40 year old woman"), "pediatric") == 0);
}

TEST_CASE("Patient query: any text may be read") {
  for (const char* text :
       {"", " ", ".", ",", "no", "\xff\xfe", "没有发热。", "no no no", "history of", "diagnosed with"})
    CHECK_NOTHROW(patient_query(text));
}
