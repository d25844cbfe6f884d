// Infections and the person: words that look alike stay apart.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"

namespace cartwright {

using namespace criteria;

Finding find(const ActiveInfectionTest&, const Case& of) {
  const ActiveInfection& infection = of.patient.active_infection;
  if (infection.state.empty() || !known(infection.date, of))
    return missing("active_infection", "infection_screen",
                   "whether there is an active infection is not recorded");
  const FactUse fact{"active_infection.state", "active infection: " + infection.state + when(infection.date)};
  if (infection.state != "controlled")
    return decided(truth_of(infection.state == "present"), fact.says, {fact});
  Finding out =
      unknown_because({CauseKind::judgement, "active_infection", ""},
                      fact.says + "; whether a controlled infection counts is for the treating team");
  out.facts = {fact};
  return out;
}

namespace {

/// Why the newest results do not count for their age. What may be newer than a young one is young as well.
std::optional<Cause> age_of(const std::vector<const InfectionTest*>& newest, const InfectionResultTest& test,
                            const std::string& fact, const Case& of) {
  if (!test.within) return std::nullopt;
  const Day limit = before(of.samples_as_of, *test.within);
  bool all_old = true;
  for (const InfectionTest* entry : newest)
    may_grow_old(of, entry->date, *test.within);
  for (const InfectionTest* entry : newest) {
    if (entry->date && entry->date->earliest() >= limit) return std::nullopt;
    all_old = all_old && entry->date && entry->date->latest() < limit;
  }
  return Cause{all_old ? CauseKind::stale : CauseKind::imprecise, fact, "infection_screen"};
}

} // namespace

namespace {

/// A recorded HIV infection needs no test: its antibody is positive.
std::optional<Finding> hiv_recorded(const InfectionResultTest& test, const Case& of) {
  const auto hiv = of.vocabulary.known("hiv_infection", ConceptKind::condition);
  if (!hiv || test.organism != "HIV" || normalised(test.test) != "antibody" || test.within)
    return std::nullopt;
  for (const ConditionEntry& entry : of.patient.conditions.items)
    if (of.vocabulary.is_a(entry.condition, *hiv) && entry.state == "present" && !entry.uncertain &&
        known(entry.date, of))
      return decided(truth_of(test.result == "positive"), "HIV infection is recorded" + when(entry.date),
                     {{entry.where, of.vocabulary[entry.condition].label + when(entry.date)}});
  return std::nullopt;
}

} // namespace

Finding find(const InfectionResultTest& test, const Case& of) {
  const std::string fact = test.organism + "_" + test.test, document = "infection_screen";
  const auto newest = may_be_newest(of.patient.infections, of, [&](const InfectionTest& entry) {
    return normalised(entry.agent) == normalised(test.organism) &&
           normalised(entry.test) == normalised(test.test);
  });
  if (newest.empty()) {
    if (auto infected = hiv_recorded(test, of)) return std::move(*infected);
    return missing(fact, document, "no " + test.organism + " " + test.test + " is recorded");
  }
  Finding out;
  std::vector<std::string> said;
  bool uncertain = false, differ = false, untold = false;
  for (const InfectionTest* entry : newest) {
    const std::string result = entry->result.empty() ? "without a clear result" : entry->result;
    said.push_back(test.organism + " " + test.test + " " + result + when(entry->date));
    out.facts.push_back({entry->where, said.back()});
    uncertain = uncertain || entry->uncertain;
    untold = untold || entry->result.empty();
    differ = differ || entry->result != newest.front()->result;
  }
  out.why = join(said, "; ") + "; asked " + test.result;
  if (const auto old = age_of(newest, test, fact, of)) {
    out.causes.add(*old);
    out.why += ", not older than " + in_words(*test.within);
  }
  if (untold) out.causes.add({CauseKind::missing, fact, document});
  if (differ && !untold) out.causes.add({CauseKind::conflict, fact, document});
  if (uncertain) out.causes.add({CauseKind::imprecise, fact, document});
  if (out.causes.empty()) out.truth = truth_of(newest.front()->result == test.result);
  return out;
}

Finding find(const EcogDueToTest& test, const Case& of) {
  const std::string document = "medical_summary";
  const auto newest = may_be_newest(of.patient.performance, of, [](const Performance&) { return true; });
  if (newest.empty()) return missing("ecog", document, "no performance status is recorded");
  Finding out;
  std::vector<std::string> said;
  Truth all = Truth::yes, any = Truth::no;
  for (const Performance* entry : newest) {
    std::string reason = entry->due_to.empty() ? "its reason not recorded" : "due to " + entry->due_to;
    std::replace(reason.begin(), reason.end(), '_', ' ');
    said.push_back(entry->scale + " " + number_text(entry->value) + when(entry->date) + ", " + reason);
    out.facts.push_back({entry->where, said.back()});
    const bool asked = std::find(test.words.begin(), test.words.end(), entry->due_to) != test.words.end();
    const Truth own = entry->due_to.empty() || entry->uncertain ? Truth::unknown : truth_of(asked);
    if (entry->due_to.empty()) out.causes.add({CauseKind::missing, "ecog_due_to", document});
    if (entry->uncertain) out.causes.add({CauseKind::imprecise, "ecog_due_to", document});
    all = both(all, own);
    any = either(any, own);
  }
  if (all == Truth::no && any == Truth::yes) out.causes.add({CauseKind::conflict, "ecog_due_to", document});
  out.truth = out.causes.empty() ? all : Truth::unknown;
  out.why = join(said, "; ") + "; asked due to " + join_or(test.words);
  return out;
}

namespace {

Finding pregnancy(PersonState asked, const Case& of) {
  const Person& person = of.patient.person;
  if (person.sex == "male") return decided(Truth::no, "sex male", {{"person.sex", "sex male"}});
  if (person.pregnancy.empty() || !known(person.pregnancy_date, of))
    return missing("pregnancy", "medical_summary", "the state of pregnancy is not recorded");
  std::string words = person.pregnancy;
  std::replace(words.begin(), words.end(), '_', ' ');
  const FactUse fact{"person.pregnancy.state", "pregnancy: " + words + when(person.pregnancy_date)};
  const bool yes = asked == PersonState::pregnant    ? person.pregnancy == "positive"
                   : asked == PersonState::lactating ? person.pregnancy == "lactating"
                                                     : person.pregnancy != "not_possible";
  return decided(truth_of(yes), fact.says, {fact});
}

} // namespace

Finding find(const PersonTest& test, const Case& of) {
  if (test.state != PersonState::fit_to_fly) return pregnancy(test.state, of);
  const auto& fit = of.patient.travel.fit_to_fly;
  if (!fit) return missing("fit_to_fly", "medical_summary", "whether she is fit to fly is not recorded");
  const std::string says = *fit ? "recorded as fit to fly" : "recorded as not fit to fly";
  return decided(truth_of(*fit), says, {{"travel.fit_to_fly", says}});
}

} // namespace cartwright
