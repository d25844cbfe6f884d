// Antigens: the newest results of each specimen, by assay; the strongest of them is what is expressed.
#include <algorithm>
#include <map>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::AntigenFilter;
using criteria::SampleConditions;

enum class Fits : std::uint8_t { no, unsaid, yes };

Fits chosen(const std::vector<std::string>& allowed, const std::string& word) {
  if (allowed.empty()) return Fits::yes;
  if (word.empty()) return Fits::unsaid;
  return std::find(allowed.begin(), allowed.end(), word) != allowed.end() ? Fits::yes : Fits::no;
}

/// One result that counts, or may count.
struct Counted {
  const AntigenResult* entry = nullptr;
  Causes doubt; ///< why it is not certain that it counts
};

struct Asked {
  const AntigenFilter& filter;
  const SampleConditions& sample;
  const Case& of;
  std::string fact() const { return "antigen_" + of.vocabulary[filter.antigen].id; }
  std::string document() const {
    const bool on_lesion = filter.specimens.size() == 1 && filter.specimens.front() == "lesion";
    return on_lesion ? "lesion_histology" : "marrow";
  }
};

Causes doubt_about(const AntigenResult& entry, const Asked& asked) {
  Causes out;
  if (entry.uncertain) out.add({CauseKind::imprecise, asked.fact(), asked.document()});
  if (chosen(asked.filter.assays, entry.assay) == Fits::unsaid)
    out.add({CauseKind::missing, asked.fact() + "_assay", asked.document()});
  if (chosen(asked.filter.specimens, entry.specimen) == Fits::unsaid)
    out.add({CauseKind::missing, asked.fact() + "_specimen", asked.document()});
  return out;
}

/// Results that count, the newest of each specimen. What is too old is told in `old`.
std::vector<Counted> counted(const Asked& asked, Causes& old) {
  std::vector<std::string> specimens;
  for (const AntigenResult& entry : asked.of.patient.antigens)
    if (std::find(specimens.begin(), specimens.end(), entry.specimen) == specimens.end())
      specimens.push_back(entry.specimen);
  std::vector<Counted> out;
  for (const std::string& specimen : specimens) {
    const auto newest = may_be_newest(asked.of.patient.antigens, asked.of, [&](const AntigenResult& entry) {
      return entry.antigen == asked.filter.antigen && entry.specimen == specimen &&
             entry.result != "not_tested" && chosen(asked.filter.assays, entry.assay) != Fits::no &&
             chosen(asked.filter.specimens, entry.specimen) != Fits::no;
    });
    for (const AntigenResult* entry : newest) {
      if (const auto cause = too_old(entry->date, asked.sample, asked.fact(), asked.document(), asked.of))
        old.add(*cause);
      else
        out.push_back({entry, doubt_about(*entry, asked)});
    }
  }
  return out;
}

FactUse fact_of(const AntigenResult& entry, const Case& of) {
  return {entry.where, of.vocabulary[entry.antigen].id + " " + entry.result +
                           (entry.percent ? " " + number_text(*entry.percent) + " %" : "") +
                           (entry.specimen.empty() ? "" : " in " + entry.specimen) +
                           (entry.assay.empty() ? "" : " by " + entry.assay) + when(entry.date)};
}

Finding nothing_counts(const Asked& asked, const Causes& old) {
  const std::string name = asked.of.vocabulary[asked.filter.antigen].id;
  if (old.empty()) return missing(asked.fact(), asked.document(), "no such test of " + name + " is recorded");
  Finding out = unknown_because(old.items().front(), "the test of " + name + " is too old");
  out.causes = old;
  return out;
}

/// Results of one specimen and assay that differ are a conflict, not two findings.
bool contradicted(const Counted& one, const std::vector<Counted>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Counted& other) {
    return other.entry->specimen == one.entry->specimen && other.entry->assay == one.entry->assay &&
           other.entry->result != one.entry->result;
  });
}

Truth is_positive(const Counted& one, const std::vector<Counted>& all) {
  if (!one.doubt.empty() || contradicted(one, all)) return Truth::unknown;
  if (one.entry->result == "positive") return Truth::yes;
  return one.entry->result == "negative" ? Truth::no : Truth::unknown; // low is neither
}

bool recorded_in(const std::string& specimen, const std::vector<Counted>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Counted& one) {
    return one.entry->specimen == specimen || one.entry->specimen.empty();
  });
}

/// Disease of the patient that could be tested there; marrow always can.
bool has_disease_in(const std::string& specimen, const Case& of) {
  const Extramedullary& emd = of.patient.extramedullary;
  if (specimen == "lesion") return emd.state == "present" || !emd.lesions.empty();
  if (specimen == "csf")
    return of.patient.cns.state == "leptomeningeal" || of.patient.cns.state == "suspected";
  return specimen == "marrow";
}

/// Specimens that count, could be tested and were not: negative in one says nothing about another.
Causes untested(const Asked& asked, const std::vector<Counted>& all) {
  std::vector<std::string> where = asked.filter.specimens;
  if (where.empty()) where = {"marrow", "lesion"};
  Causes out;
  for (const std::string& specimen : where)
    if (!recorded_in(specimen, all) && has_disease_in(specimen, asked.of))
      out.add({CauseKind::missing, asked.fact() + "_in_" + specimen,
               specimen == "lesion" ? "lesion_histology" : "marrow"});
  return out;
}

/// What the strongest of several values may be.
struct Strongest {
  double low = 0, high = 0;
  void add(const Range& range) {
    low = std::max(low, range.low.value_or(0));
    high = std::max(high, range.high.value_or(100));
  }
};

using Groups = std::map<std::pair<std::string, std::string>, std::vector<double>>;

} // namespace

Readings read_antigen(const AntigenFilter& filter, const SampleConditions& sample, const Case& of) {
  const Asked asked{filter, sample, of};
  Causes old, open;
  const auto all = counted(asked, old);
  if (all.empty()) {
    const Finding nothing = nothing_counts(asked, old);
    return {not_known(nothing.causes.items().front(), nothing.why)};
  }
  Groups groups;
  Strongest weakest_day, strongest_day; // differ when one specimen and assay has two values
  Reading out;
  std::vector<std::string> said;
  for (const Counted& one : all) {
    out.facts.push_back(fact_of(*one.entry, of));
    said.push_back(out.facts.back().says);
    open.merge(one.doubt);
    if (!one.entry->percent) open.add({CauseKind::missing, asked.fact() + "_percent", asked.document()});
    if (one.entry->percent && one.doubt.empty()) {
      groups[{one.entry->specimen, one.entry->assay}].push_back(*one.entry->percent);
    } else {
      weakest_day.add({0, 100});
      strongest_day.add({0, 100});
    }
  }
  for (const auto& [key, values] : groups) {
    weakest_day.add(Range::exactly(*std::min_element(values.begin(), values.end())));
    strongest_day.add(Range::exactly(*std::max_element(values.begin(), values.end())));
  }
  if (const Causes elsewhere = untested(asked, all); !elsewhere.empty()) {
    open.merge(elsewhere);
    weakest_day.add({0, 100});
    strongest_day.add({0, 100});
  }
  out.name = asked.fact();
  out.document = asked.document();
  out.says = join(said, "; ");
  Readings both_days;
  for (const Strongest& day : {weakest_day, strongest_day}) {
    out.range = {day.low, day.high};
    out.causes = compare_values(day.low, day.high) == std::weak_ordering::equivalent ? Causes() : open;
    both_days.push_back(out);
    if (compare_values(weakest_day.low, strongest_day.low) == std::weak_ordering::equivalent) break;
    out.facts.clear();
    out.says = "or, by another result of that day, " + number_text(strongest_day.low) + " %";
  }
  return both_days;
}

Finding find(const criteria::AntigenStateTest& test, const Case& of) {
  const Asked asked{test.filter, test.sample, of};
  Causes old;
  const auto all = counted(asked, old);
  if (all.empty()) return nothing_counts(asked, old);
  Finding out;
  out.truth = Truth::no;
  std::vector<std::string> said;
  for (const Counted& one : all) {
    const Truth positive = is_positive(one, all);
    out.truth = either(out.truth, positive);
    out.facts.push_back(fact_of(*one.entry, of));
    said.push_back(out.facts.back().says);
    if (positive != Truth::unknown) continue;
    out.causes.merge(one.doubt);
    if (one.doubt.empty())
      out.causes.add({contradicted(one, all) ? CauseKind::conflict : CauseKind::imprecise, asked.fact(),
                      asked.document()});
  }
  const Causes elsewhere = untested(asked, all);
  if (out.truth != Truth::yes && !elsewhere.empty()) {
    out.truth = Truth::unknown;
    out.causes.merge(elsewhere);
    said.emplace_back("not tested wherever there may be disease");
  }
  if (test.result == "negative") out.truth = negate(out.truth);
  if (out.truth != Truth::unknown) out.causes = {};
  out.why = join(said, "; ") + "; asked " + test.result;
  return out;
}

} // namespace cartwright
