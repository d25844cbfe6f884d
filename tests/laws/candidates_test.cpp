// The index as a filter before matching: never one trial too few, for every sample and many generated
// patients.
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/verdict.hpp"
#include "indexes/candidates.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/search_words.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint32_t patients = 20;
#else
constexpr std::uint32_t patients = 200;
#endif

struct Tally {
  std::size_t candidates = 0, left_out = 0, suitable = 0;
};

void check(const nlohmann::json& profile, const std::string& who, Tally& tally) {
  const Snapshot& snapshot = shipped_service().snapshot();
  const Vocabulary& vocabulary = *snapshot.catalogue->vocabulary;
  const Question asked = question(profile);
  const auto found = candidates(shipped_index(), asked.patient, vocabulary, asked.as_of);
  REQUIRE(found);
  const Case of = open_case(asked.patient, vocabulary, asked.as_of);
  const Trace trace = evaluate(snapshot.program, of);
  for (const CompiledTrial& trial : snapshot.trials) {
    const bool kept = std::binary_search(found->begin(), found->end(), trial.trial->id);
    ++(kept ? tally.candidates : tally.left_out);
    const bool suitable = judge(trial, snapshot.program, of, trace).verdict != Verdict::ineligible;
    tally.suitable += suitable;
    if (kept || !suitable) continue;
    INFO(who << " loses " << trial.trial->id.text() << "\n" << profile.dump());
    CHECK(false);
  }
}

} // namespace

TEST_CASE("Candidates: no trial is lost for any sample patient") {
  Tally tally;
  for (const std::string& id : sample_ids())
    check(sample(id), id, tally);
  CHECK(tally.suitable > 0);
  CHECK(tally.left_out > 0);
}

TEST_CASE("Candidates: no trial is lost for generated patients") {
  Tally tally;
  for (std::uint32_t seed = 1; seed <= patients; ++seed)
    check(generated_profile(seed), "patient " + std::to_string(seed), tally);
  CHECK(tally.suitable > patients);
  CHECK(tally.left_out > patients); // it does leave out
}

TEST_CASE("Candidates: who says nothing loses nothing") {
  const nlohmann::json silent = {{"profile", "cartwright/patient@1"}, {"id", "P-silent"}};
  const Question asked = question(silent);
  const auto found = candidates(shipped_index(), asked.patient, *shipped_catalogue().vocabulary, asked.as_of);
  REQUIRE(found);
  CHECK(found->size() == shipped_catalogue().trials.size());
}

TEST_CASE("Candidates: an uncertain fact filters nothing") {
  nlohmann::json profile = {{"profile", "cartwright/patient@1"}, {"id", "P-bcma"}};
  nlohmann::json episode = {{"id", "T1"}, {"agents", {"cilta-cel"}}, {"start", "2025-01-10"}};
  profile["therapies"]["episodes"] = {episode};
  const auto number = [](const nlohmann::json& each) {
    const Question asked = question(each);
    const auto found =
        candidates(shipped_index(), asked.patient, *shipped_catalogue().vocabulary, asked.as_of);
    REQUIRE(found);
    return found->size();
  };
  CHECK(number(profile) < shipped_catalogue().trials.size());
  profile["therapies"]["episodes"][0]["uncertain"] = true;
  CHECK(number(profile) == shipped_catalogue().trials.size());
}
