#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/domain/vocabulary.hpp"

using namespace cartwright;

namespace {

ConceptRecord concept_record(ConceptKind kind, std::string id, std::vector<std::string> parents = {},
                             std::vector<std::string> names = {}) {
  ConceptRecord out;
  out.kind = kind;
  out.id = id;
  out.label = id;
  out.parents = std::move(parents);
  out.names = std::move(names);
  out.where = "test: " + id;
  return out;
}

std::vector<ConceptRecord> small() {
  auto cilta =
      concept_record(ConceptKind::agent, "cilta_cel", {"car_t"}, {"Carvykti", "LCAR-B38M", "西达基奥仑赛"});
  cilta.targets = {"BCMA"};
  auto vrd = concept_record(ConceptKind::regimen, "VRd", {}, {"RVd"});
  vrd.agents = {"bortezomib"};
  return {concept_record(ConceptKind::drug_class, "anti_myeloma"),
          concept_record(ConceptKind::drug_class, "PI", {"anti_myeloma"}),
          concept_record(ConceptKind::drug_class, "cell_therapy", {"anti_myeloma"}),
          concept_record(ConceptKind::drug_class, "car_t", {"cell_therapy"}),
          concept_record(ConceptKind::agent, "bortezomib", {"PI"}, {"Velcade", "硼替佐米"}),
          cilta,
          vrd,
          concept_record(ConceptKind::antigen, "BCMA", {}, {"TNFRSF17", "CD269"})};
}

std::shared_ptr<const Vocabulary> built(std::vector<ConceptRecord> records,
                                        std::vector<AmbiguousWord> ambiguous = {}) {
  Problems problems;
  auto out = Vocabulary::build(std::move(records), std::move(ambiguous), problems);
  for (const Problem& problem : problems.items())
    UNSCOPED_INFO(problem.where << ": " << problem.message);
  REQUIRE_FALSE(problems.has_errors());
  REQUIRE(out);
  return out;
}

Problems problems_of(std::vector<ConceptRecord> records, std::vector<AmbiguousWord> ambiguous = {}) {
  Problems problems;
  CHECK(Vocabulary::build(std::move(records), std::move(ambiguous), problems) == nullptr);
  return problems;
}

} // namespace

TEST_CASE("A drug is found by code, brand and Chinese name, whatever the hyphens") {
  const auto words = built(small());
  for (const char* name :
       {"cilta_cel", "cilta-cel", "Cilta Cel", "carvykti", "LCARB38M", "lcar-b38m", "西达基奥仑赛"}) {
    const Lookup found = words->find(name, ConceptKind::agent);
    INFO(name);
    REQUIRE(found.state == Lookup::State::found);
    CHECK((*words)[found.concept_id].id == "cilta_cel");
  }
}

TEST_CASE("Aliases of antigens lead to one antigen") {
  const auto words = built(small());
  CHECK(words->find("TNFRSF17", ConceptKind::antigen).concept_id ==
        words->find("BCMA", ConceptKind::antigen).concept_id);
}

TEST_CASE("The closure goes over every level, and no further") {
  const auto words = built(small());
  const auto id = [&](const char* name, ConceptKind kind) { return words->find(name, kind).concept_id; };
  const ConceptId cilta = id("cilta_cel", ConceptKind::agent), velcade = id("Velcade", ConceptKind::agent);
  CHECK(words->is_a(cilta, id("cell_therapy", ConceptKind::drug_class)));
  CHECK(words->is_a(cilta, id("anti_myeloma", ConceptKind::drug_class)));
  CHECK(words->is_a(cilta, cilta));
  CHECK_FALSE(words->is_a(cilta, id("PI", ConceptKind::drug_class)));
  CHECK_FALSE(words->is_a(id("anti_myeloma", ConceptKind::drug_class), cilta));
  const auto below = words->agents_below(id("anti_myeloma", ConceptKind::drug_class));
  CHECK(std::vector<ConceptId>(below.begin(), below.end()).size() == 2);
  const auto aimed = words->agents_aimed_at(id("BCMA", ConceptKind::antigen));
  REQUIRE(aimed.size() == 1);
  CHECK(aimed[0] == cilta);
  const auto held = words->agents_of_regimen(id("RVd", ConceptKind::regimen));
  REQUIRE(held.size() == 1);
  CHECK(held[0] == velcade);
}

TEST_CASE("An ambiguous abbreviation is refused with its choices") {
  const auto words = built(small(), {{"P", {"pomalidomide", "prednisone"}}});
  const Lookup found = words->find("P", ConceptKind::agent);
  CHECK(found.state == Lookup::State::ambiguous);
  CHECK(found.choices == std::vector<std::string>{"pomalidomide", "prednisone"});
}

TEST_CASE("An unknown word names its nearest") {
  const auto words = built(small());
  const Lookup found = words->find("bortezomid", ConceptKind::agent);
  CHECK(found.state == Lookup::State::unknown);
  REQUIRE_FALSE(found.choices.empty());
  CHECK(found.choices.front() == "bortezomib");
}

TEST_CASE(
    "A vocabulary with a cycle, a lost parent, a doubled name or id is not built, and all is told at once") {
  auto cyclic = small();
  cyclic[0].parents = {"car_t"};
  CHECK(problems_of(cyclic).has_errors());
  auto broken = small();
  broken[4].parents = {"PI", "no_such_class"};
  broken[5].names.push_back("Velcade");
  broken.push_back(concept_record(ConceptKind::agent, "bortezomib", {"PI"}));
  CHECK(problems_of(broken).size() >= 3);
}

TEST_CASE("Values reach the stored unit inside one dimension or over a bridge, or not at all") {
  MeasurementFacts creatinine;
  creatinine.unit = find_unit("umol/L");
  creatinine.bridges = {{find_unit("mg/dL"), 88.4}};
  const auto stored = [&](double value, const char* unit) {
    return to_stored_unit(creatinine, value, *find_unit(unit));
  };
  REQUIRE(stored(1, "mg/dL"));
  CHECK(*stored(1, "mg/dL") == Approx(88.4));
  CHECK(*stored(10, "mg/L") == Approx(88.4));
  CHECK(*stored(0.1, "mmol/L") == Approx(100));
  CHECK_FALSE(stored(1, "U/L"));
}
