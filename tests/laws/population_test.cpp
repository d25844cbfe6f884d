// Many patients at once give exactly the answers of one patient at a time.
#include <random>

#include <catch2/catch.hpp>

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/population_rules.hpp"
#include "engine/matching/verdict.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

/// The sample patients, and versions of them that lack some of their facts.
std::vector<Patient> thinned_samples(std::size_t versions) {
  std::vector<Patient> out;
  std::mt19937 random(20261122);
  for (const std::string& id : sample_ids())
    for (std::size_t version = 0; version < versions; ++version) {
      nlohmann::json profile = sample(id);
      profile["id"] = id + "-" + std::to_string(version);
      for (const char* key :
           {"person", "diagnosis", "cytogenetics", "extramedullary", "cns", "therapies", "transplants",
            "radiotherapy", "antigens", "measurements", "support", "performance", "infections", "conditions",
            "other_cancers", "active_infection", "amyloidosis", "poems"})
        if (version > 0 && random() % 4 == 0) profile.erase(key);
      for (const char* key : {"measurements", "antigens", "infections"})
        if (version > 0 && profile.contains(key))
          for (std::size_t i = profile[key].size(); i-- > 0;)
            if (random() % 5 == 0) profile[key].erase(i);
      if (version > 0 && profile.contains("therapies"))
        for (nlohmann::json& episode : profile["therapies"]["episodes"])
          for (const char* key :
               {"start", "stop", "best_response", "progression_date", "cycles", "stop_reason"})
            if (random() % 6 == 0) episode.erase(key);
      out.push_back(question(profile).patient);
    }
  return out;
}

Truth as_truth(Verdict verdict) {
  if (verdict == Verdict::eligible) return Truth::yes;
  return verdict == Verdict::potentially_eligible ? Truth::unknown : Truth::no;
}

Columns columns_of(const std::vector<Patient>& patients, const LeafPlan& leaves) {
  Columns out(patients.size());
  out.grow(leaves);
  for (std::size_t i = 0; i < patients.size(); ++i)
    out.fill(leaves, i,
             open_case(patients[i], *shipped_service().snapshot().catalogue->vocabulary, day(sample_date)),
             {});
  return out;
}

} // namespace

TEST_CASE("The population's verdicts are those of every patient alone, on every shipped trial") {
  const Snapshot& snapshot = shipped_service().snapshot();
  const std::vector<Patient> patients = thinned_samples(20);
  const PopulationRules rules = lay_out(snapshot);
  const Columns columns = columns_of(patients, rules.leaves);
  PlaneTable verdicts(snapshot.trials.size(), patients.size());
  evaluate({rules.schedule, columns}, {0, columns.words()}, verdicts);
  std::map<Truth, std::size_t> seen;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    const Case of = open_case(patients[i], *snapshot.catalogue->vocabulary, day(sample_date));
    const Trace trace = evaluate(snapshot.program, of);
    for (std::size_t trial = 0; trial < snapshot.trials.size(); ++trial) {
      const Truth alone = as_truth(judge(snapshot.trials[trial], snapshot.program, of, trace).verdict);
      ++seen[alone];
      if (verdicts.at(trial, i) == alone) continue;
      INFO(snapshot.trials[trial].trial->id.text() << " for " << patients[i].id.text());
      CHECK(verdicts.at(trial, i) == alone);
    }
  }
  CHECK(seen[Truth::no] > 0);
  CHECK(seen[Truth::unknown] > 0);
}

TEST_CASE("Every vector unit gives the same bits") {
  const Snapshot& snapshot = shipped_service().snapshot();
  const std::vector<Patient> patients = thinned_samples(4);
  const PopulationRules rules = lay_out(snapshot);
  const Columns columns = columns_of(patients, rules.leaves);
  std::vector<PlaneTable> tables;
  for (const Kernels& kernels : runnable_kernels()) {
    tables.emplace_back(snapshot.trials.size(), patients.size());
    evaluate({rules.schedule, columns, kernels}, {0, columns.words()}, tables.back());
  }
  for (const PlaneTable& table : tables)
    for (std::size_t row = 0; row < table.rows(); ++row)
      for (std::size_t i = 0; i < patients.size(); ++i)
        if (table.at(row, i) != tables.front().at(row, i)) FAIL("trial " << row << ", patient " << i);
  SUCCEED(tables.size() << " units");
}

TEST_CASE("Kernels follow Kleene on random planes") {
  std::mt19937_64 random(7);
  constexpr std::size_t parts = 9, words = chunk_words * 2;
  std::vector<Words> yes(parts, Words(words)), no(parts, Words(words));
  std::vector<PlanePair> pairs;
  for (std::size_t i = 0; i < parts; ++i) {
    for (std::size_t w = 0; w < words; ++w) {
      yes[i][w] = random();
      no[i][w] = random() & ~yes[i][w];
    }
    pairs.push_back({yes[i].data(), no[i].data()});
  }
  const auto truth_at = [&](const Words& y, const Words& n, std::size_t patient) {
    return bit_of(y.data(), patient) ? Truth::yes : bit_of(n.data(), patient) ? Truth::no : Truth::unknown;
  };
  for (const Kernels& kernels : runnable_kernels()) {
    INFO(kernels.name);
    for (std::uint32_t need = 1; need <= parts; ++need) {
      Words y(words), n(words);
      if (need == parts)
        kernels.all_of(y.data(), n.data(), pairs.data(), parts, words);
      else if (need == 1)
        kernels.any_of(y.data(), n.data(), pairs.data(), parts, words);
      else
        kernels.at_least(y.data(), n.data(), pairs.data(), parts, need, words);
      for (std::size_t patient = 0; patient < words * word_bits; ++patient) {
        std::uint32_t holding = 0, open = 0;
        for (std::size_t i = 0; i < parts; ++i) {
          holding += truth_at(yes[i], no[i], patient) == Truth::yes ? 1 : 0;
          open += truth_at(yes[i], no[i], patient) == Truth::unknown ? 1 : 0;
        }
        REQUIRE(truth_at(y, n, patient) == at_least(need, holding, open));
      }
    }
  }
}

TEST_CASE("Patients changed as a few of their own are written back into the whole") {
  const Snapshot& snapshot = shipped_service().snapshot();
  std::vector<Patient> patients = thinned_samples(6);
  const PopulationRules rules = lay_out(snapshot);
  Columns columns = columns_of(patients, rules.leaves);
  PlaneTable verdicts(snapshot.trials.size(), patients.size());
  evaluate({rules.schedule, columns}, {0, columns.words()}, verdicts);
  const std::vector<std::size_t> changed = {3, 17, 40};
  std::vector<Patient> fresh;
  for (const std::size_t place : changed) {
    patients[place] = patients[(place + 7) % patients.size()];
    fresh.push_back(patients[place]);
  }
  const Columns few = columns_of(fresh, rules.leaves);
  PlaneTable again(snapshot.trials.size(), changed.size());
  evaluate({rules.schedule, few}, {0, few.words()}, again);
  scatter(again, changed, verdicts);
  for (std::size_t i = 0; i < changed.size(); ++i)
    columns.take(changed[i], few, i);
  PlaneTable whole(snapshot.trials.size(), patients.size());
  evaluate({rules.schedule, columns}, {0, columns.words()}, whole);
  for (std::size_t trial = 0; trial < whole.rows(); ++trial)
    for (std::size_t i = 0; i < patients.size(); ++i)
      REQUIRE(whole.at(trial, i) == verdicts.at(trial, i));
}
