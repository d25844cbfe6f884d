// "Eligible later, from this day": against a calendar that looks at every single day.
#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "engine/domain/slots.hpp"
#include "engine/matching/verdict.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
using criteria::StepIndex;

namespace {

constexpr int days_looked_at = 400;

bool imprecise(const Finding& finding) {
  const auto& causes = finding.causes.items();
  return std::any_of(causes.begin(), causes.end(),
                     [](const Cause& cause) { return cause.kind == CauseKind::imprecise; });
}

/// One trial on today's trace, and what the days to come say of each of its ways in.
struct Watched {
  const CompiledTrial* trial;
  TrialVerdict told;
  std::vector<WayIn> ways;
  std::vector<bool> fails_now;               ///< a criterion
  std::vector<std::optional<Day>> first_day; ///< a way; today's date when it does not fail today

  bool fails(std::size_t criterion, const Trace& trace) const {
    return state_of(trial->trial->criteria[criterion], trace[trial->roots[criterion]]) ==
           CriterionState::not_met;
  }
  /// Nothing fails in the way, and what failed today is past the border of an imprecise date.
  bool open(const WayIn& way, const Trace& trace) const {
    return std::none_of(way.criteria.begin(), way.criteria.end(), [&](std::size_t i) {
      return fails(i, trace) || (fails_now[i] && imprecise(trace[trial->roots[i]]));
    });
  }
  void look(Day day, const Trace& trace) {
    for (std::size_t i = 0; i < ways.size(); ++i)
      if (!first_day[i] && open(ways[i], trace)) first_day[i] = day;
  }
};

Watched watch(const CompiledTrial& trial, const Snapshot& snapshot, const Case& of, const Trace& now) {
  Watched out{&trial, judge(trial, snapshot.program, of, now), ways_into(*trial.trial), {}, {}};
  for (std::size_t i = 0; i < trial.roots.size(); ++i)
    out.fails_now.push_back(out.fails(i, now));
  out.first_day.resize(out.ways.size());
  out.look(of.as_of, now);
  return out;
}

bool waits(const Watched& watched) {
  return watched.told.verdict == Verdict::eligible_later ||
         std::any_of(watched.told.cohorts.begin(), watched.told.cohorts.end(),
                     [](const CohortAnswer& each) { return each.verdict == Verdict::eligible_later; });
}

/// The first day of the ways through a slot (any when null) that are offered first.
std::optional<Day> first_of(const Watched& watched, const Cohort* slot) {
  std::optional<int> offered;
  std::optional<Day> out;
  const auto leads = [&](const WayIn& way) {
    return slot == nullptr || way.slot == slot || way.country == slot;
  };
  for (const WayIn& way : watched.ways)
    if (leads(way) && (!offered || offer_order(way.recruiting) < *offered))
      offered = offer_order(way.recruiting);
  for (std::size_t i = 0; i < watched.ways.size(); ++i) {
    if (!leads(watched.ways[i]) || offer_order(watched.ways[i].recruiting) != offered) continue;
    const auto& day = watched.first_day[i];
    if (day && (!out || *day < *out)) out = day;
  }
  return out;
}

/// What is told against what the days said; a day beyond those looked at is not judged.
std::size_t check_told(const Watched& watched, Verdict verdict, std::optional<Day> from, const Cohort* slot,
                       Day last) {
  if (verdict != Verdict::eligible_later) return 0;
  REQUIRE(from);
  const auto first = first_of(watched, slot);
  INFO(watched.trial->trial->id.text()
       << (slot == nullptr ? "" : " " + slot->id.text()) << " told " << text_of(*from) << ", first day "
       << (first ? text_of(*first) : "none"));
  if (*from > last)
    CHECK(!first);
  else
    CHECK(first == from);
  return 1;
}

struct Looking {
  const Snapshot& snapshot;
  Question asked;
  Case of;
  Trace now;
  explicit Looking(const nlohmann::json& profile)
      : snapshot(shipped_service().snapshot()), asked(question(profile)),
        of(open_case(asked.patient, *snapshot.catalogue->vocabulary, asked.as_of)),
        now(evaluate(snapshot.program, of)) {}
  Looking(const Looking&) = delete;
  Looking& operator=(const Looking&) = delete;
};

std::vector<StepIndex> steps_of(const std::vector<Watched>& all) {
  std::set<StepIndex> out;
  for (const Watched& each : all)
    out.insert(each.trial->steps.begin(), each.trial->steps.end());
  return {out.begin(), out.end()};
}

/// The number of dates that were judged.
std::size_t check_every_day(const nlohmann::json& profile) {
  const Looking looking(profile);
  std::vector<Watched> waiting;
  Day last = looking.of.as_of;
  for (const CompiledTrial& trial : looking.snapshot.trials) {
    Watched watched = watch(trial, looking.snapshot, looking.of, looking.now);
    if (!waits(watched)) continue;
    if (watched.told.eligible_from) last = std::max(last, *watched.told.eligible_from);
    for (const CohortAnswer& each : watched.told.cohorts)
      if (each.eligible_from) last = std::max(last, *each.eligible_from);
    waiting.push_back(std::move(watched));
  }
  last = std::min(last, looking.of.as_of + std::chrono::days(days_looked_at));
  const auto steps = steps_of(waiting);
  for (Day day = looking.of.as_of + std::chrono::days(1); day <= last; day += std::chrono::days(1)) {
    const Trace then = evaluate_some(looking.snapshot.program, steps, look_ahead(looking.of, day));
    for (Watched& each : waiting)
      each.look(day, then);
  }
  std::size_t judged = 0;
  for (const Watched& each : waiting) {
    judged += check_told(each, each.told.verdict, each.told.eligible_from, nullptr, last);
    for (const CohortAnswer& cohort : each.told.cohorts)
      judged += check_told(each, cohort.verdict, cohort.eligible_from, cohort.cohort, last);
  }
  return judged;
}

/// Trials told to be out for good, on some days to come.
std::size_t check_never(const nlohmann::json& profile) {
  const Looking looking(profile);
  std::vector<Watched> out;
  for (const CompiledTrial& trial : looking.snapshot.trials) {
    Watched watched = watch(trial, looking.snapshot, looking.of, looking.now);
    if (watched.told.verdict == Verdict::ineligible) out.push_back(std::move(watched));
  }
  const auto steps = steps_of(out);
  for (const int days : {1, 13, 31, 92, 183, 365, 730}) {
    const Day day = looking.of.as_of + std::chrono::days(days);
    const Trace then = evaluate_some(looking.snapshot.program, steps, look_ahead(looking.of, day));
    for (Watched& each : out)
      each.look(day, then);
  }
  for (const Watched& each : out) {
    const auto first = first_of(each, nullptr);
    INFO(each.trial->trial->id.text()
         << " is told to be out, but nothing fails on " << (first ? text_of(*first) : ""));
    CHECK(!first);
  }
  return out.size();
}

} // namespace

TEST_CASE("The day from which a patient is eligible later is the first one, day by day: the samples") {
  std::size_t judged = 0;
  for (const std::string& id : sample_ids()) {
    INFO(id);
    judged += check_every_day(sample(id));
  }
  CHECK(judged > 10);
}

TEST_CASE("The day from which a patient is eligible later is the first one, day by day: generated patients") {
  std::size_t judged = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    judged += check_every_day(generated_profile(seed));
  }
  CHECK(judged > 200);
}

TEST_CASE("A trial told to be out for good stays out on the days to come") {
  std::size_t judged = 0;
  for (const std::string& id : sample_ids()) {
    INFO(id);
    judged += check_never(sample(id));
  }
  for (std::uint32_t seed = 200; seed < 225; ++seed) {
    INFO("seed " << seed);
    judged += check_never(generated_profile(seed));
  }
  CHECK(judged > 1000);
}
