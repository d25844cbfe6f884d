// The newest admissible value of a measurement: age, support-free days, method, plausibility.
#include <algorithm>

#include "engine/domain/limit_multiple.hpp"
#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/method_words.hpp"
#include "engine/evaluation/reading.hpp"
#include "engine/evaluation/series.hpp"

namespace cartwright {

using criteria::SampleConditions;

Reading not_known(Cause cause, std::string says) {
  Reading out;
  out.name = cause.fact;
  out.document = cause.document;
  out.causes.add(std::move(cause));
  out.says = std::move(says);
  return out;
}

std::optional<Cause> too_old(const std::optional<PartialDate>& date, const SampleConditions& sample,
                             const std::string& fact, const std::string& document, const Case& of) {
  if (!sample.within) return std::nullopt;
  if (!date) return Cause{CauseKind::imprecise, fact, document};
  may_grow_old(of, date, *sample.within);
  const Day limit = before(of.samples_as_of, *sample.within);
  if (date->latest() < limit) return Cause{CauseKind::stale, fact, document};
  if (date->earliest() < limit) return Cause{CauseKind::imprecise, fact, document};
  return std::nullopt;
}

namespace {

/// yes: support within the period before the sample; unknown: not certain, or the record is open.
Truth supported(const SampleConditions::SupportFree& free, const std::optional<PartialDate>& sample,
                const Case& of) {
  if (!sample) return Truth::unknown;
  Truth out = Truth::no;
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != free.kind) continue;
    if (!event.date) {
      out = either(out, Truth::unknown);
      continue;
    }
    const PartialDate& last = event.until ? *event.until : *event.date;
    const bool surely_before = last.latest() <= before(sample->earliest(), free.period);
    const bool surely_after = event.date->earliest() > sample->latest();
    if (surely_before || surely_after) continue;
    const bool surely_inside =
        last.earliest() > before(sample->latest(), free.period) && event.date->latest() <= sample->earliest();
    out = either(out, surely_inside && !event.uncertain ? Truth::yes : Truth::unknown);
  }
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() || std::find(complete.kinds.begin(), complete.kinds.end(),
                                                        free.kind) != complete.kinds.end();
  const bool closed = told && closed_since(complete, before(sample->earliest(), free.period));
  return out == Truth::no && !closed ? Truth::unknown : out;
}

/// The sample's date lies within 60 days of the day.
Truth near(const PartialDate& sample, const PartialDate& day) {
  constexpr Period near_enough{60, PeriodUnit::days};
  const Day first = before(day.earliest(), near_enough), last = after(day.latest(), near_enough);
  if (sample.latest() < first || sample.earliest() > last) return Truth::no;
  const bool surely = sample.earliest() >= before(day.latest(), near_enough) &&
                      sample.latest() <= after(day.earliest(), near_enough);
  return surely ? Truth::yes : Truth::unknown;
}

/// Taken at the diagnosis or at a relapse: as the profile says, else by its date.
Truth taken_at(const Measurement& entry, const std::string& asked, const Case& of) {
  if (asked.empty() || entry.at == asked) return Truth::yes;
  if (!entry.at.empty()) return Truth::no;
  if (!entry.date) return Truth::unknown;
  if (asked == "diagnosis") {
    const auto& diagnosed = of.patient.diagnosis.date;
    return diagnosed ? near(*entry.date, *diagnosed) : Truth::unknown;
  }
  Truth out = Truth::no;
  for (const Episode& episode : of.patient.therapies.items)
    if (episode.progression_date && known(episode.progression_date, of))
      out = either(out, near(*entry.date, *episode.progression_date));
  const auto undated = [](const Episode& episode) {
    return !episode.progression_date &&
           (episode.stop_reason == "progression" || episode.best_response == Response::PD);
  };
  const auto& therapies = of.patient.therapies;
  const bool open =
      !therapies.complete.complete || std::any_of(therapies.items.begin(), therapies.items.end(), undated);
  return out == Truth::no && open ? Truth::unknown : out;
}

/// A saturation on oxygen is marked by its method; one without a method was taken on room air, unless oxygen
/// is recorded.
bool breathed_room_air(const Measurement& entry, const SampleConditions& sample, const Case& of) {
  const auto& events = of.patient.support.items;
  return entry.method.empty() && sample.methods == std::vector<std::string>{"room_air"} &&
         std::none_of(events.begin(), events.end(),
                      [](const SupportEvent& event) { return event.kind == "oxygen"; });
}

struct Admission {
  std::optional<Cause> cause; ///< why the value does not count; nothing: it counts
  bool blocks = false;        ///< an older value may not speak instead
  std::string says;
};

std::string free_words(const SampleConditions::SupportFree& free) {
  std::string kind = free.kind;
  std::replace(kind.begin(), kind.end(), '_', ' ');
  return kind + " in the " + in_words(free.period) + " before the sample";
}

Admission admit(const Measurement& entry, const SampleConditions& sample, const std::string& fact,
                const std::string& document, const Case& of) {
  if (!entry.stored)
    return {Cause{CauseKind::inadmissible, fact, document}, true, "its unit cannot be converted"};
  if (entry.probable_slip)
    return {Cause{CauseKind::inadmissible, fact, document}, true,
            "it lies outside what the test can give: a probable unit slip, to be confirmed"};
  if (entry.uncertain)
    return {Cause{CauseKind::imprecise, fact, document}, true, "it is marked as uncertain"};
  if (auto old = too_old(entry.date, sample, fact, document, of))
    return {old, true,
            entry.date ? "older than " + in_words(*sample.within) + ", or not certainly younger"
                       : "it has no date"};
  if (!sample.methods.empty() && !breathed_room_air(entry, sample, of) &&
      std::find(sample.methods.begin(), sample.methods.end(), method_word(entry.method)) ==
          sample.methods.end())
    return {Cause{entry.method.empty() ? CauseKind::missing : CauseKind::inadmissible,
                  entry.method.empty() ? fact + "_method" : fact, document},
            entry.method.empty(), // it may be the newest that counts
            entry.method.empty() ? "its method is not recorded"
                                 : "the method " + entry.method + " does not count"};
  if (const Truth at = taken_at(entry, sample.at, of); at != Truth::yes)
    return {Cause{at == Truth::no ? CauseKind::missing : CauseKind::imprecise, fact + "_at_" + sample.at,
                  document},
            at == Truth::unknown,
            at == Truth::no ? "not a sample of " + sample.at
                            : "whether it is a sample of " + sample.at + " is open"};
  for (const auto& free : sample.support_free) {
    const Truth given = supported(free, entry.date, of);
    if (given == Truth::yes) return {Cause{CauseKind::inadmissible, fact, document}, false, free_words(free)};
    if (given == Truth::unknown)
      return {Cause{CauseKind::missing, "support_" + free.kind, "therapy_record"}, true,
              "whether there was " + free_words(free) + " is not recorded"};
  }
  return {};
}

FactUse fact_of(const Measurement& entry, const Case& of) {
  if (of.bare) return {entry.where, ""};
  const auto& record = of.vocabulary[entry.test];
  return {entry.where, record.label + " " + entry.as_written.text() + when(entry.date) +
                           (entry.method.empty() ? "" : " by " + entry.method)};
}

/// Entries of the test that are known by the day, newest first; undated ones last.
std::vector<const Measurement*> newest_first(ConceptId test, const Case& of) {
  std::vector<const Measurement*> out;
  for (const Measurement& entry : of.patient.measurements)
    if (entry.test == test && known(entry.date, of)) out.push_back(&entry);
  std::stable_sort(out.begin(), out.end(), [](const Measurement* a, const Measurement* b) {
    if (!a->date || !b->date) return a->date.has_value() && !b->date.has_value();
    return a->date->latest() > b->date->latest();
  });
  return out;
}

/// Whether `other` may be as new as `newest`: the same day, or dates that overlap.
bool as_new(const Measurement& newest, const Measurement& other) {
  if (!other.date) return !newest.date || other.at != "diagnosis";
  if (!newest.date) return true;
  return other.date->latest() >= newest.date->earliest();
}

Reading reading_of(const Measurement& entry, const Case& of, const std::string& document) {
  Reading out;
  if (is_limit_multiple(entry.as_written)) {
    out.of_upper_limit = entry.stored;
    out.causes.add({CauseKind::missing, of.vocabulary[entry.test].id + "_upper_limit", document});
  } else {
    out.range = Range::exactly(*entry.stored);
  }
  out.facts = {fact_of(entry, of)};
  out.says = out.facts.front().says;
  out.lower_limit = entry.lower_limit;
  out.upper_limit = entry.upper_limit;
  out.name = of.vocabulary[entry.test].id;
  out.document = document;
  return out;
}

} // namespace

Readings read_measurement(ConceptId test, const SampleConditions& sample, const Case& of) {
  const auto& record = of.vocabulary[test];
  const std::string document = record.measurement ? record.measurement->document : "";
  Readings out;
  const Measurement* newest = nullptr;
  std::optional<Reading> refused;
  SampleConditions rest = sample; // what is newer than a sample young enough is young enough
  rest.within.reset();
  for (const Measurement* entry : newest_first(test, of)) {
    if (newest != nullptr && !as_new(*newest, *entry)) continue;
    const Admission admission = admit(*entry, newest == nullptr ? sample : rest, record.id, document, of);
    if (admission.cause) {
      if (!refused) {
        refused =
            not_known(*admission.cause, fact_of(*entry, of).says + " does not count: " + admission.says);
        refused->facts = {fact_of(*entry, of)};
      }
      if (admission.blocks && newest == nullptr) return {*refused};
      if (admission.blocks) out.push_back(*refused);
      continue;
    }
    if (newest == nullptr) newest = entry;
    out.push_back(reading_of(*entry, of, document));
  }
  if (!out.empty()) return out;
  if (refused) return {*refused};
  return {not_known({CauseKind::missing, record.id, document}, "no " + record.label + " is recorded")};
}

Readings read_named(const char* name, const criteria::SampleConditions& sample, const Case& of) {
  const auto found = of.vocabulary.known(name, ConceptKind::measurement);
  if (!found)
    return {
        not_known({CauseKind::missing, name, "blood_chemistry"}, std::string("no ") + name + " is recorded")};
  return read_measurement(*found, sample, of);
}

Series series_of_measurement(ConceptId test, const SampleConditions& sample, const Case& of) {
  const auto& record = of.vocabulary[test];
  Series out;
  out.name = record.id;
  out.document = record.measurement ? record.measurement->document : "";
  SampleConditions rest = sample; // the age is asked of the newest value only
  rest.within.reset();
  for (const Measurement& entry : of.patient.measurements) {
    if (entry.test != test || !known(entry.date, of)) continue;
    const Admission admission = admit(entry, rest, record.id, out.document, of);
    if (admission.cause && !admission.blocks) continue;
    out.points.push_back(
        {entry.date, admission.cause || is_limit_multiple(entry.as_written) ? std::nullopt : entry.stored,
         fact_of(entry, of), admission.cause, ""});
  }
  return out;
}

} // namespace cartwright
