// Age, weight, performance, lines, antigens, lesions, circulating plasma cells.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::LesionKind;
using criteria::NumberKind;
using criteria::NumberTerm;

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
      if (const Day day = after(born, {years_between(born, of.as_of) + next, PeriodUnit::years});
          day > of.as_of)
        out.turns.push_back(day);
  return out;
}

Reading weight(const NumberTerm& term, const Case& of) {
  const auto& entry = of.patient.person.weight;
  if (!entry || !known(entry->date, of))
    return not_known({CauseKind::missing, "weight", "medical_summary"}, "no weight is recorded");
  if (const auto old = too_old(entry->date, term.sample, "weight", "medical_summary", of))
    return not_known(*old, "the weight" + when(entry->date) + " is too old");
  Reading out;
  out.name = "weight";
  out.document = "medical_summary";
  out.range = Range::exactly(entry->quantity.in_base());
  out.facts = {{entry->where, "weight " + entry->quantity.text() + when(entry->date)}};
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

Range karnofsky_from_ecog(double ecog) {
  constexpr double low[] = {90, 70, 50, 30, 10, 0}, high[] = {100, 80, 60, 40, 20, 0};
  const auto at = static_cast<std::size_t>(std::clamp(ecog, 0.0, 5.0));
  return {low[at], high[at]};
}

Readings performance(const NumberTerm& term, const Case& of) {
  const bool ecog = term.kind == NumberKind::ecog;
  const std::string name = ecog ? "ecog" : "kps", own = ecog ? "ECOG" : "Karnofsky";
  const Performance* newest = nullptr;
  for (const Performance& entry : of.patient.performance) {
    if (!known(entry.date, of)) continue;
    if (newest == nullptr || (entry.date && (!newest->date || entry.date->latest() > newest->date->latest())))
      newest = &entry;
  }
  if (newest == nullptr)
    return {not_known({CauseKind::missing, name, "medical_summary"}, "no performance status is recorded")};
  if (const auto old = too_old(newest->date, term.sample, name, "medical_summary", of))
    return {not_known(*old,
                      newest->scale + " " + number_text(newest->value) + when(newest->date) + " is too old")};
  Readings out;
  for (const Performance& entry : of.patient.performance) {
    if (entry.date != newest->date || (entry.scale != own && newest->scale == own)) continue;
    Reading reading;
    reading.name = name;
    reading.document = "medical_summary";
    reading.range = entry.scale == own ? Range::exactly(entry.value)
                    : ecog             ? ecog_from_karnofsky(entry.value)
                                       : karnofsky_from_ecog(entry.value);
    reading.facts = {{entry.where, entry.scale + " " + number_text(entry.value) + when(entry.date)}};
    reading.says = reading.facts.front().says + (entry.scale == own ? "" : ", read over approximately");
    if (entry.uncertain)
      reading =
          not_known({CauseKind::imprecise, name, "medical_summary"}, reading.says + ", marked as uncertain");
    out.push_back(std::move(reading));
  }
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
  const auto cytotoxic = class_named("cytotoxic", of.vocabulary);
  const bool conditioned = line.episodes.empty() && !line.transplants.empty() && cytotoxic &&
                           std::any_of(drugs.agents.begin(), drugs.agents.end(), [&](ConceptId agent) {
                             return of.vocabulary.is_a(agent, *cytotoxic);
                           });
  return conditioned ? either(out, Truth::unknown) : out;
}

/// At least so many cycles or, alternatively, such a best response.
Truth line_long_enough(const TherapyLine& line, const criteria::LineFilter& filter, const Case& of) {
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
  const bool open = (filter.min_cycles && !cycles_known) || (filter.or_best_response && !responses_known);
  return open ? Truth::unknown : Truth::no;
}

/// How far one line satisfies the filter.
Truth line_counts(const TherapyLine& line, const criteria::LineFilter& filter, const Case& of) {
  const Truth held = filter.of ? line_held(line, *filter.of, of) : Truth::yes;
  return both(held, line_long_enough(line, filter, of));
}

void add_facts(const TherapyLine& line, const Case& of, std::vector<FactUse>& facts) {
  for (const std::size_t i : line.episodes)
    facts.push_back(fact_of(of.patient.therapies.items[i], of.vocabulary));
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
    const Truth counts = line_counts(line, term.line, of);
    certain += line.certain && counts == Truth::yes ? 1 : 0;
    possible += counts != Truth::no ? 1 : 0;
    if (counts == Truth::no) continue;
    add_facts(line, of, out.facts);
  }
  const bool closed = of.patient.therapies.complete.complete;
  out.range = {static_cast<double>(certain), closed ? std::optional<double>(possible) : std::nullopt};
  out.says = closed ? std::to_string(certain) +
                          (certain == possible ? "" : " to " + std::to_string(possible)) + " prior lines"
                    : "at least " + std::to_string(certain) + " prior lines";
  if (!closed) out.causes.add(therapies_missing);
  if (certain != possible) out.causes.add({CauseKind::imprecise, "lines", "therapy_record"});
  return out;
}

bool chosen(const std::vector<std::string>& allowed, const std::string& word) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), word) != allowed.end();
}

} // namespace

Readings read_antigen(const criteria::AntigenFilter& filter, const criteria::SampleConditions& sample,
                      const Case& of) {
  const std::string& name = of.vocabulary[filter.antigen].id;
  const bool on_lesion = filter.specimens.size() == 1 && filter.specimens.front() == "lesion";
  const std::string document = on_lesion ? "lesion_histology" : "marrow";
  const AntigenResult* newest = nullptr;
  for (const AntigenResult& entry : of.patient.antigens) {
    if (entry.antigen != filter.antigen || entry.result == "not_tested" || !known(entry.date, of) ||
        !chosen(filter.assays, entry.assay) || !chosen(filter.specimens, entry.specimen))
      continue;
    if (newest == nullptr || (entry.date && (!newest->date || entry.date->latest() > newest->date->latest())))
      newest = &entry;
  }
  if (newest == nullptr)
    return {not_known({CauseKind::missing, "antigen_" + name, document},
                      "no such test of " + name + " is recorded")};
  if (const auto old = too_old(newest->date, sample, "antigen_" + name, document, of))
    return {not_known(*old, "the test of " + name + when(newest->date) + " is too old")};
  Readings out;
  for (const AntigenResult& entry : of.patient.antigens) {
    if (entry.antigen != filter.antigen || entry.result == "not_tested" || entry.date != newest->date ||
        !chosen(filter.assays, entry.assay) || !chosen(filter.specimens, entry.specimen))
      continue;
    Reading reading;
    reading.name = "antigen_" + name;
    reading.document = document;
    const std::string percent = entry.percent ? " " + number_text(*entry.percent) + " %" : "";
    reading.facts = {{entry.where, name + " " + entry.result + percent +
                                       (entry.specimen.empty() ? "" : " in " + entry.specimen) +
                                       (entry.assay.empty() ? "" : " by " + entry.assay) + when(entry.date)}};
    reading.says = reading.facts.front().says;
    if (entry.percent && !entry.uncertain)
      reading.range = Range::exactly(*entry.percent);
    else if (entry.result == "negative")
      reading.range = {0, 100};
    if (!entry.percent && !entry.uncertain)
      reading.causes.add({CauseKind::missing, "antigen_" + name + "_percent", document});
    if (entry.uncertain) reading.causes.add({CauseKind::imprecise, "antigen_" + name, document});
    out.push_back(std::move(reading));
  }
  return out;
}

Readings read_person(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::age) return {age(of)};
  if (term.kind == NumberKind::weight) return {weight(term, of)};
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
  const bool closed = emd.complete.complete;
  out.range = sum.range(closed);
  out.says = said.empty()
                 ? (closed ? "no such lesion in a complete mapping"
                           : "no such lesion is recorded, and the mapping is not said to be complete")
                 : join(said, ", ");
  if (!out.range.high || *out.range.high != *out.range.low)
    out.causes.add({CauseKind::missing, out.name, out.document});
  return out;
}

Reading circulating(const NumberTerm& term, const Case& of) {
  const CirculatingPlasmaCells* newest = nullptr;
  for (const CirculatingPlasmaCells& entry : of.patient.circulating_plasma_cells)
    if (known(entry.date, of) &&
        (newest == nullptr ||
         (entry.date && (!newest->date || entry.date->latest() > newest->date->latest()))))
      newest = &entry;
  const std::string name = "circulating_plasma_cells", document = "smear_flow";
  if (newest == nullptr || !newest->percent)
    return not_known({CauseKind::missing, name, document},
                     "no percentage of circulating plasma cells is recorded");
  const std::string says =
      "circulating plasma cells " + number_text(*newest->percent) + " %" + when(newest->date);
  if (const auto old = too_old(newest->date, term.sample, name, document, of))
    return not_known(*old, says + " is too old");
  if (newest->uncertain)
    return not_known({CauseKind::imprecise, name, document}, says + ", marked as uncertain");
  Reading out;
  out.name = name;
  out.document = document;
  out.range = Range::exactly(*newest->percent);
  out.facts = {{newest->where, says}};
  out.says = says;
  return out;
}

} // namespace

Readings read_disease(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::circulating_plasma_cells) return {circulating(term, of)};
  return {lesions(term, of)};
}

} // namespace cartwright
