// Building findings: which entries speak for or against, what is missing, in one sentence.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

Finding decided(Truth truth, std::string why, std::vector<FactUse> facts = {});
Finding missing(const std::string& fact, const std::string& document, const std::string& why);

/// "Does any entry satisfy this?" over a list that may be open. Entries are added one by one. Facts and
/// sentences are functions, which a bare case does not ask.
class AnyOf {
public:
  explicit AnyOf(const Case& of) : bare_(of.bare) {}

  /// `causes` are needed when truth is unknown.
  template <class TellFact> void add(Truth truth, const TellFact& fact, const Causes& causes) {
    truth_ = either(truth_, truth);
    if (truth == Truth::unknown) causes_.merge(causes);
    if (!bare_) (truth == Truth::yes ? for_ : truth == Truth::no ? against_ : doubtful_).push_back(fact());
  }
  template <class TellFact> void add(Truth truth, const TellFact& fact, const Cause& cause) {
    add(truth, fact, truth == Truth::unknown ? Causes(cause) : Causes());
  }
  /// What is not recorded may satisfy it too.
  void doubt(const Cause& cause) { causes_.add(cause); }
  /// `closed`: the list says that it holds everything that matters. Otherwise the missing cause is `open`.
  /// `say` gives the sentence's beginning when the answer is yes (true) or no.
  template <class Say> Finding conclude(bool closed, const Cause& open, const Say& say) const {
    Finding out = concluded(closed, open);
    if (!bare_) {
      out.facts = facts_of(out.truth);
      out.why = sentence(out.truth, out.truth == Truth::unknown ? "" : say(out.truth == Truth::yes));
    }
    return out;
  }

private:
  Finding concluded(bool closed, const Cause& open) const;
  const std::vector<FactUse>& facts_of(Truth truth) const;
  std::string sentence(Truth truth, const std::string& said) const;

  bool bare_;
  Truth truth_ = Truth::no;
  Causes causes_;
  std::vector<FactUse> for_, doubtful_, against_;
};

/// The fact was recorded for a day up to the day of knowledge; undated facts are known.
bool known(const std::optional<PartialDate>& date, const Case& of);
/// " on 2026-11-18", or " (undated)"
std::string when(const std::optional<PartialDate>& date);
std::string name_of(const Episode& episode, const Vocabulary& vocabulary);
/// In a bare case it says only which entry it is.
FactUse fact_of(const Episode& episode, const Case& of);
/// Given once: its start is its last dose.
bool one_infusion(const Episode& episode, const Vocabulary& vocabulary);
/// The stop, or the infusion of cells; nothing: not recorded or going on.
std::optional<PartialDate> last_dose_of(const Episode& episode, const Vocabulary& vocabulary);
/// The list of lesions is closed: the whole body was mapped, and nothing else was found.
bool no_more_lesions(const Case& of);
/// Nothing outside the list since `day`.
bool closed_since(const Completeness& complete, Day day);

/// Known entries, of those taken, than which no other is surely newer; undated ones always may be the newest.
template <class T, class Take>
std::vector<const T*> may_be_newest(const std::vector<T>& entries, const Case& of, Take take) {
  std::optional<Day> newest;
  for (const T& entry : entries)
    if (entry.date && known(entry.date, of) && take(entry) && (!newest || entry.date->earliest() > *newest))
      newest = entry.date->earliest();
  std::vector<const T*> out;
  for (const T& entry : entries)
    if (known(entry.date, of) && take(entry) && (!entry.date || !newest || entry.date->latest() >= *newest))
      out.push_back(&entry);
  return out;
}

inline const Cause therapies_missing{CauseKind::missing, "therapies", "therapy_record"};

} // namespace cartwright
