// Age, weight, performance, lines, antigens, lesions, circulating plasma cells.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::LesionKind;
using criteria::NumberKind;
using criteria::NumberTerm;

/// The day on which so many years are completed; one born on 29 February completes them on 1 March.
Day birthday(Day born, std::int32_t years) {
  const Day day = after(born, {years, PeriodUnit::years});
  return years_between(born, day) < years ? day + std::chrono::days(1) : day;
}

Reading age(const Case& of) {
  const auto& birth = of.patient.person.birth_date;
  if (!birth) return not_known({CauseKind::missing, "age", "medical_summary"}, "no birth date is recorded");
  Reading out;
  out.name = "age";
  out.document = "medical_summary";
  const auto young = years_between(birth->latest(), of.as_of),
             old = years_between(birth->earliest(), of.as_of);
  out.range = {static_cast<double>(young), static_cast<double>(old)};
  out.facts = {{"person.birth_date", "born " + birth->text()}};
  out.says = "age " + std::to_string(young) + (young == old ? "" : " or " + std::to_string(old)) + " on " +
             text_of(of.as_of);
  constexpr int years_shown = 4; // birthdays on which an age limit may turn
  for (int next = 1; next <= years_shown; ++next)
    for (const Day born : {birth->earliest(), birth->latest()})
      if (const Day day = birthday(born, years_between(born, of.as_of) + next); day > of.as_of)
        out.turns.push_back(day);
  return out;
}

/// kg, or cm.
Reading body_size(const NumberTerm& term, const Case& of) {
  const bool weight = term.kind == NumberKind::weight;
  const auto& entry = weight ? of.patient.person.weight : of.patient.person.height;
  const std::string name(word(term.kind));
  if (!entry || !known(entry->date, of))
    return not_known({CauseKind::missing, name, "medical_summary"}, "no " + name + " is recorded");
  if (const auto old = too_old(entry->date, term.sample, name, "medical_summary", of))
    return not_known(*old, "the " + name + when(entry->date) + " is too old");
  constexpr double mm_per_cm = 10;
  Reading out;
  out.name = name;
  out.document = "medical_summary";
  out.range = Range::exactly(entry->quantity.in_base() / (weight ? 1 : mm_per_cm));
  out.facts = {{entry->where, name + " " + entry->quantity.text() + when(entry->date)}};
  out.says = out.facts.front().says;
  return out;
}

/// Oken 1982, Buccheri 1996: lossy in both directions.
Range ecog_from_karnofsky(double kps) {
  if (kps >= 90) return Range::exactly(0);
  if (kps > 80) return {0, 1};
  if (kps >= 70) return kps == 80 ? Range{0, 1} : Range{1, 2};
  if (kps >= 50) return kps == 60 ? Range{1, 2} : Range{2, 3};
  if (kps >= 30) return Range{2, 3};
  return kps > 0 ? Range{3, 4} : Range::exactly(5);
}

/// Every Karnofsky value that may be read as this ECOG, see above.
Range karnofsky_from_ecog(double ecog) {
  constexpr double low[] = {80, 60, 30, 10, 10, 0}, high[] = {100, 80, 70, 50, 20, 0};
  const auto at = static_cast<std::size_t>(std::clamp(ecog, 0.0, 5.0));
  return {low[at], high[at]};
}

Reading performance_reading(const Performance& entry, bool ecog, const std::string& name) {
  const bool own = entry.scale == (ecog ? "ECOG" : "Karnofsky");
  Reading out;
  out.name = name;
  out.document = "medical_summary";
  out.facts = {{entry.where, entry.scale + " " + number_text(entry.value) + when(entry.date)}};
  out.says = out.facts.front().says + (own ? "" : ", read over approximately");
  if (entry.uncertain) {
    out.causes.add({CauseKind::imprecise, name, out.document});
    out.says += ", marked as uncertain";
    return out;
  }
  out.range = own    ? Range::exactly(entry.value)
              : ecog ? ecog_from_karnofsky(entry.value)
                     : karnofsky_from_ecog(entry.value);
  return out;
}

Readings performance(const NumberTerm& term, const Case& of) {
  const bool ecog = term.kind == NumberKind::ecog;
  const std::string name = ecog ? "ecog" : "kps", own = ecog ? "ECOG" : "Karnofsky";
  auto newest = may_be_newest(of.patient.performance, of, [](const Performance&) { return true; });
  if (newest.empty())
    return {not_known({CauseKind::missing, name, "medical_summary"}, "no performance status is recorded")};
  const auto counts_for_age = [&](const Performance* entry) {
    return !too_old(entry->date, term.sample, name, "medical_summary", of);
  };
  if (std::none_of(newest.begin(), newest.end(), counts_for_age)) {
    const Performance& first = *newest.front();
    return {not_known(*too_old(first.date, term.sample, name, "medical_summary", of),
                      first.scale + " " + number_text(first.value) + when(first.date) + " is too old")};
  }
  const auto says_so = [&](const Performance* entry) { return entry->scale == own; };
  if (std::any_of(newest.begin(), newest.end(), [&](const Performance* entry) {
        return says_so(entry) && entry->date && !entry->uncertain;
      }))
    std::erase_if(newest, [&](const Performance* entry) { return !says_so(entry); });
  Readings out;
  for (const Performance* entry : newest)
    out.push_back(performance_reading(*entry, ecog, name));
  return out;
}

/// An infusion of cells is one complete course.
std::optional<std::int32_t> cycles_of(const Episode& episode, const Case& of) {
  const bool cells =
      episode.intent == "cell_therapy" || any_of_class(episode, "cell_therapy", of.vocabulary) == Truth::yes;
  return episode.cycles || !cells ? episode.cycles : std::optional<std::int32_t>(1);
}

Truth line_held(const TherapyLine& line, const criteria::DrugSet& drugs, const Case& of) {
  Truth out = Truth::no;
  for (const std::size_t i : line.episodes)
    out = either(out, holds_drug(of.patient.therapies.items[i], drugs.agents, of.vocabulary));
  for (const std::size_t i : line.transplants)
    out = either(out, conditioned_with(of.patient.transplants.items[i], drugs, of));
  return out;
}

/// At least so many cycles or, alternatively, such a best response. What is not recorded is told.
Truth line_long_enough(const TherapyLine& line, const criteria::LineFilter& filter, const Case& of,
                       Causes& causes) {
  if (!filter.min_cycles && !filter.or_best_response) return Truth::yes;
  if (line.episodes.empty()) return truth_of(!line.transplants.empty());
  std::int32_t cycles = 0;
  bool cycles_known = true, responses_known = true, responded = false;
  for (const std::size_t i : line.episodes) {
    const Episode& episode = of.patient.therapies.items[i];
    const auto own = cycles_of(episode, of);
    cycles_known = cycles_known && own;
    cycles += own.value_or(0);
    responses_known = responses_known && episode.best_response;
    responded = responded || (filter.or_best_response && episode.best_response == filter.or_best_response);
  }
  if (responded || (filter.min_cycles && cycles >= *filter.min_cycles)) return Truth::yes;
  const bool cycles_open = filter.min_cycles && !cycles_known,
             responses_open = filter.or_best_response && !responses_known;
  if (cycles_open) causes.add(not_recorded("cycles"));
  if (responses_open) causes.add(not_recorded("best_response"));
  return cycles_open || responses_open ? Truth::unknown : Truth::no;
}

/// How far one line satisfies the filter, and why not wholly.
Truth line_counts(const TherapyLine& line, const criteria::LineFilter& filter, const Case& of,
                  Causes& causes) {
  const Truth held = filter.of ? line_held(line, *filter.of, of) : Truth::yes;
  if (held == Truth::no) return held;
  if (held == Truth::unknown) causes.add(imprecise("therapies"));
  Causes length;
  const Truth long_enough = line_long_enough(line, filter, of, length);
  if (long_enough == Truth::unknown) causes.merge(length);
  return both(held, long_enough);
}

void add_facts(const TherapyLine& line, const Case& of, std::vector<FactUse>& facts) {
  for (const std::size_t i : line.episodes)
    facts.push_back(fact_of(of.patient.therapies.items[i], of));
  for (const std::size_t i : line.transplants) {
    const Transplant& transplant = of.patient.transplants.items[i];
    facts.push_back({transplant.where, transplant.type + " transplant" + when(transplant.date)});
  }
  for (const std::size_t i : line.radiotherapy) {
    const RadiotherapyCourse& course = of.patient.radiotherapy.items[i];
    facts.push_back({course.where, "radiotherapy" + when(course.start)});
  }
}

Reading lines(const NumberTerm& term, const Case& of) {
  Reading out;
  out.name = "lines";
  out.document = "therapy_record";
  std::int32_t certain = 0, possible = 0;
  for (const TherapyLine& line : of.history->lines) {
    const Truth counts = line_counts(line, term.line, of, out.causes);
    const bool told = line.certain || (line.partial && term.line.or_best_response == Response::PD);
    certain += told && counts == Truth::yes ? 1 : 0;
    possible += counts != Truth::no ? 1 : 0;
    if (counts == Truth::no) continue;
    if (!told) out.causes.add(imprecise("lines"));
    add_facts(line, of, out.facts);
  }
  const bool closed = of.history->count.max.has_value();
  out.range = {static_cast<double>(certain), closed ? std::optional<double>(possible) : std::nullopt};
  out.says = closed ? std::to_string(certain) +
                          (certain == possible ? "" : " to " + std::to_string(possible)) + " prior lines"
                    : "at least " + std::to_string(certain) + " prior lines";
  const auto ask_for = [&](const Completeness& list, const char* fact) {
    if (!list.complete) out.causes.add({CauseKind::missing, fact, "therapy_record"});
  };
  ask_for(of.patient.therapies.complete, "therapies");
  ask_for(of.patient.transplants.complete, "transplants");
  ask_for(of.patient.radiotherapy.complete, "radiotherapy");
  return out;
}

} // namespace

Readings read_person(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::age) return {age(of)};
  if (term.kind == NumberKind::weight || term.kind == NumberKind::height) return {body_size(term, of)};
  if (term.kind == NumberKind::lines) return {lines(term, of)};
  return performance(term, of);
}

namespace {

Truth of_kind(const Lesion& lesion, LesionKind kind) {
  if (kind == LesionKind::any) return Truth::yes;
  if (!lesion.contiguous_with_bone) return Truth::unknown;
  return truth_of(*lesion.contiguous_with_bone == (kind == LesionKind::paraskeletal));
}

/// The number that one lesion gives; nothing when its size is not recorded.
std::optional<double> value_of(const Lesion& lesion, const NumberTerm& term) {
  if (term.kind == NumberKind::lesion_count) return 1;
  if (lesion.size_mm.empty()) return std::nullopt;
  const double longest = *std::max_element(lesion.size_mm.begin(), lesion.size_mm.end());
  const double shortest = *std::min_element(lesion.size_mm.begin(), lesion.size_mm.end());
  if (term.kind == NumberKind::largest_lesion) {
    if (!term.shortest_diameter) return longest;
    return lesion.size_mm.size() < 2 ? std::nullopt : std::optional(shortest);
  }
  constexpr double mm2_per_cm2 = 100;
  return lesion.size_mm.size() < 2 ? std::nullopt : std::optional(longest * shortest / mm2_per_cm2);
}

std::string words_of(const Lesion& lesion) {
  std::vector<std::string> sizes;
  for (const double size : lesion.size_mm)
    sizes.push_back(number_text(size));
  return (lesion.site.empty() ? "lesion" : lesion.site) +
         (sizes.empty() ? ", size not recorded" : " " + join(sizes, " x ") + " mm") + when(lesion.date);
}

/// Least and greatest value over lesions that may or may not count.
class LesionSum {
public:
  explicit LesionSum(bool largest) : largest_(largest) {}
  void add(Truth counts, std::optional<double> value) {
    if (counts == Truth::no) return;
    if (!value) {
      open_ = true;
      return;
    }
    if (counts == Truth::yes) low_ = largest_ ? std::max(low_, *value) : low_ + *value;
    high_ = largest_ ? std::max(high_, *value) : high_ + *value;
  }
  Range range(bool closed) const { return {low_, closed && !open_ ? std::optional(high_) : std::nullopt}; }

private:
  bool largest_, open_ = false;
  double low_ = 0, high_ = 0;
};

Reading lesions(const NumberTerm& term, const Case& of) {
  const Extramedullary& emd = of.patient.extramedullary;
  Reading out;
  out.name = "extramedullary_lesions";
  out.document = "pet_ct_mri";
  LesionSum sum(term.kind == NumberKind::largest_lesion);
  std::vector<std::string> said;
  for (const Lesion& lesion : emd.lesions) {
    if (!known(lesion.date, of)) continue;
    const Truth counts = of_kind(lesion, term.lesion);
    const bool doubtful = lesion.uncertain && counts == Truth::yes;
    sum.add(doubtful ? Truth::unknown : counts, value_of(lesion, term));
    if (counts == Truth::no) continue;
    said.push_back(words_of(lesion));
    out.facts.push_back({lesion.where, said.back()});
  }
  const bool closed = no_more_lesions(of);
  out.range = sum.range(closed);
  out.says = said.empty()
                 ? (closed ? "no such lesion in a complete mapping"
                           : "no such lesion is recorded, and the mapping is not said to be complete")
                 : join(said, ", ");
  if (!out.range.high || *out.range.high != *out.range.low)
    out.causes.add({CauseKind::missing, out.name, out.document});
  return out;
}

/// The share, or the count in 10^9/L; nothing when the entry gives the other one only.
std::optional<Quantity> circulating_value(const CirculatingPlasmaCells& entry, bool absolute) {
  if (absolute) return entry.absolute ? entry.absolute->in(*find_unit("10^9/L")) : std::nullopt;
  return entry.percent ? std::optional(Quantity(*entry.percent, *find_unit("%"))) : std::nullopt;
}

Readings circulating(const NumberTerm& term, const Case& of) {
  const bool absolute = term.kind == NumberKind::circulating_absolute;
  const std::string name = absolute ? "circulating_plasma_cells_absolute" : "circulating_plasma_cells",
                    document = "smear_flow";
  const auto newest =
      may_be_newest(of.patient.circulating_plasma_cells, of, [&](const CirculatingPlasmaCells& entry) {
        return circulating_value(entry, absolute) || entry.uncertain;
      });
  if (newest.empty())
    return {not_known({CauseKind::missing, name, document},
                      absolute ? "no count of circulating plasma cells is recorded"
                               : "no percentage of circulating plasma cells is recorded")};
  Readings out;
  std::optional<Reading> old_one;
  for (const CirculatingPlasmaCells* entry : newest) {
    const auto value = circulating_value(*entry, absolute);
    const std::string says =
        "circulating plasma cells " + (value ? value->text() : "not stated") + when(entry->date);
    Reading reading;
    reading.name = name;
    reading.document = document;
    reading.facts = {{entry->where, says}};
    reading.says = says;
    if (entry->uncertain || !value)
      reading.causes.add({CauseKind::imprecise, name, document});
    else
      reading.range = Range::exactly(value->value());
    const auto old = too_old(entry->date, term.sample, name, document, of);
    if (old && !old_one) old_one = not_known(*old, says + " is too old");
    out.push_back(std::move(reading));
  }
  const bool all_old = std::all_of(newest.begin(), newest.end(), [&](const CirculatingPlasmaCells* entry) {
    return too_old(entry->date, term.sample, name, document, of).has_value();
  });
  if (all_old) return {*old_one};
  return out;
}

} // namespace

Readings read_disease(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::circulating_plasma_cells || term.kind == NumberKind::circulating_absolute)
    return circulating(term, of);
  return {lesions(term, of)};
}

} // namespace cartwright
