// Reading the phrases inside the brackets of a test. Every reader reports what is wrong and gives nothing
// then.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/criteria/checking.hpp"

namespace cartwright::criteria {

/// Walks one phrase.
class PhraseReader {
public:
  explicit PhraseReader(const Phrase& phrase) : phrase_(&phrase) {}
  bool done() const { return at_ >= phrase_->tokens.size(); }
  const Token& peek() const;
  const Token& take();
  bool accept_word(std::string_view text);
  bool accept_symbol(std::string_view text);
  std::optional<double> number();
  Span span() const { return done() ? phrase_->span : peek().span; }
  Span whole() const { return phrase_->span; }
  /// Reports what is left over; true when nothing is.
  bool finished(const Checking& checking) const;

private:
  const Phrase* phrase_;
  std::size_t at_ = 0;
};

bool starts_with_word(const Phrase& phrase, std::string_view word);

/// "14 d"
std::optional<Period> read_period(PhraseReader& reader, const Checking& checking);
/// "28 d", "5 half_lives", "min(28 d, 5 half_lives)"
std::optional<Interval> read_interval(PhraseReader& reader, const Checking& checking);
std::string text_of(const Interval& interval);
/// "a or b or c"
std::vector<Token> read_alternatives(PhraseReader& reader, const Checking& checking);
/// The alternatives, each one of `allowed`.
std::optional<std::vector<std::string>> read_choices(PhraseReader& reader, const std::string& what,
                                                     const std::vector<std::string>& allowed,
                                                     const Checking& checking);
/// One word of `allowed`, exactly as the profile spells it.
std::optional<std::string> one_of(const Token& token, const std::string& what,
                                  const std::vector<std::string>& allowed, const Checking& checking);
std::optional<ConceptId> resolve(const Token& token, std::span<const ConceptKind> kinds,
                                 const std::string& what, const Checking& checking);
std::optional<ConceptId> resolve(const Token& token, ConceptKind kind, const std::string& what,
                                 const Checking& checking);
std::optional<Op> op_of(Relation relation);
/// "cycles >= 2" with the word already taken: an operator and a whole number.
std::optional<std::int32_t> read_at_least(PhraseReader& reader, const Checking& checking);

/// The drug phrase that begins `phrases`; those that belong to the test itself are handed back in `others`.
std::optional<DrugSet> read_drugs(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                  const Checking& checking);
std::optional<Event> read_event(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                const Checking& checking);
std::optional<SampleConditions> read_conditions(std::span<const Phrase> phrases, const Checking& checking);
std::string text_of(const SampleConditions& conditions);

/// True when the test has neither arguments nor conditions nor relation that its head does not take.
struct Takes {
  bool arguments = false, conditions = false, relation = false;
};
bool shape_fits(const WrittenTest& written, Takes takes, const Checking& checking);
/// Reports phrases that nothing asked for.
bool no_others(const std::vector<const Phrase*>& others, const std::string& hint, const Checking& checking);

/// Kinds of support events of a profile.
const std::vector<std::string>& support_kinds();

} // namespace cartwright::criteria
