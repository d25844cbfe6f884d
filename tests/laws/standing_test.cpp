// What the weekly run says of a patient and a trial is what match says, for every trial that may be offered.
#include <catch2/catch.hpp>

#include <random>

#include "engine/matching/match.hpp"
#include "engine/rematch/kept_catalogue.hpp"
#include "engine/rematch/standing_plan.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/shipped.hpp"

namespace cartwright {

using namespace test;

namespace {

class Compare {
public:
  Compare() {
    for (std::size_t i = 0; i < offered_.size(); ++i)
      place_.emplace(snapshot_.trials[offered_[i]].trial->id, i);
  }

  void patient(const std::string& name, const Question& asked,
               const std::vector<CriterionOverride>& overrides) {
    const auto standings = plan_.stand(asked.patient, asked.as_of, offered_, overrides);
    for (const TrialAnswer& answer : match(snapshot_, asked.patient, {asked.as_of, {}, overrides}).answers)
      if (const auto at = place_.find(answer.trial->id); at != place_.end()) {
        INFO(name << " " << answer.trial->id.text() << " on " << text_of(asked.as_of));
        trial(answer, standings[at->second], asked);
      }
  }
  /// Something that somebody might say of these trials.
  std::vector<CriterionOverride> words(std::mt19937& random, Day date) const {
    constexpr std::array states = {CriterionState::met, CriterionState::not_met, CriterionState::unknown};
    std::vector<CriterionOverride> out;
    for (std::int64_t number = 1; number <= 40; ++number) {
      const Trial& trial = *snapshot_.trials[offered_[random() % offered_.size()]].trial;
      if (trial.criteria.empty()) continue;
      CriterionOverride said;
      said.number = number;
      said.trial = trial.id;
      said.criterion = trial.criteria[random() % trial.criteria.size()].id;
      said.state = states[random() % states.size()];
      if (random() % 2 == 0) said.until = date + std::chrono::days(static_cast<int>(random() % 200) - 20);
      out.push_back(std::move(said));
    }
    return out;
  }
  std::size_t pairs = 0, candidates = 0, later = 0;

private:
  void trial(const TrialAnswer& answer, const Standing& standing, const Question& asked) {
    ++pairs;
    REQUIRE(standing.verdict == answer.verdict);
    REQUIRE(standing.eligible_from == answer.eligible_from);
    REQUIRE(standing.states.size() == answer.criteria.size());
    for (std::size_t i = 0; i < standing.states.size(); ++i)
      REQUIRE(standing.states[i] == answer.criteria[i].counts_as());
    REQUIRE(standing.site == best_site(answer.sites));
    if (answer.verdict == Verdict::ineligible) return;
    ++candidates;
    later += answer.verdict == Verdict::eligible_later ? 1 : 0;
    const KeptTrial& kept = *catalogue_.find(answer.trial->id);
    REQUIRE(score_on(standing, kept, catalogue_.ranking, asked.patient.tempo, asked.as_of) ==
            Approx(answer.score).margin(1e-6));
  }
  static Recruiting best_site(const std::vector<SiteAnswer>& sites) {
    for (const SiteAnswer& site : sites) // open ones first
      if (!site.barred) return site.recruiting;
    return sites.empty() ? Recruiting::unknown : Recruiting::closed;
  }

  const Snapshot& snapshot_ = shipped_service().snapshot();
  std::vector<std::size_t> offered_ = offered_trials(snapshot_);
  StandingPlan plan_{snapshot_, offered_};
  KeptCatalogue catalogue_ = keep(snapshot_, "");
  std::map<TrialId, std::size_t> place_;
};

} // namespace

TEST_CASE("A standing says what match says: every sample and hundreds of generated patients") {
  Compare compare;
  for (const std::string& id : sample_ids())
    for (const char* date : {sample_date, "2027-02-20"})
      compare.patient(id, question(sample(id), date), {});
  std::mt19937 random(8);
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const Day date = day(sample_date) + std::chrono::days(seed % 3 * 40);
    const auto words = seed % 2 == 0 ? std::vector<CriterionOverride>() : compare.words(random, date);
    compare.patient("seed " + std::to_string(seed), question(generated_profile(seed), text_of(date)), words);
  }
  CHECK(compare.pairs > 90000);
  CHECK(compare.candidates > 10000);
  CHECK(compare.later > 100);
}

} // namespace cartwright
