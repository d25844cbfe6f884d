// The compiled catalogue against the oracle on many generated patients.
#include <catch2/catch.hpp>

#include "engine/evaluation/evaluate.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/oracle.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint32_t patients = 100;
#else
constexpr std::uint32_t patients = 2000;
#endif

struct Tally {
  std::size_t no = 0, unknown = 0, yes = 0;
  void add(Truth truth) { ++(truth == Truth::no ? no : truth == Truth::yes ? yes : unknown); }
};

/// The first rules on which both differ, told once each.
void compare(const Oracle& oracle, const nlohmann::json& profile, std::uint32_t seed, Tally& tally) {
  const Snapshot& snapshot = shipped_service().snapshot();
  const Question asked = question(profile);
  const Case of = open_case(asked.patient, *snapshot.catalogue->vocabulary, asked.as_of);
  const Trace trace = evaluate(snapshot.program, of);
  const OracleFacts facts = oracle_facts(profile, sample_date);
  Oracle::Asked put{facts, of};
  for (const CompiledTrial& trial : snapshot.trials)
    for (std::size_t i = 0; i < trial.roots.size(); ++i) {
      const Criterion& criterion = trial.trial->criteria[i];
      const Truth expected = oracle.value(criterion.evaluated_rule(), put);
      const Finding& found = trace[trial.roots[i]];
      tally.add(expected);
      if (found.truth == expected && found.causes.empty() == (expected != Truth::unknown)) continue;
      INFO("patient " << seed << ", " << trial.trial->id.text() << " " << criterion.id.text() << ": "
                      << criterion.evaluated_rule() << "\noracle: " << word(expected)
                      << ", program: " << word(found.truth) << "\n"
                      << found.why << "\n"
                      << profile.dump());
      CHECK(false);
    }
}

} // namespace

TEST_CASE("Oracle and program agree on every shipped trial for generated patients") {
  const Oracle oracle(*shipped_service().snapshot().catalogue);
  Tally tally;
  for (std::uint32_t seed = 1; seed <= patients; ++seed)
    compare(oracle, generated_profile(seed), seed, tally);
  CHECK(tally.no > patients);
  CHECK(tally.unknown > patients);
  CHECK(tally.yes > patients);
  // What the oracle answered by itself is no small part.
  CHECK(oracle.counts().own * 3 > oracle.counts().asked);
}
