#include "engine/criteria/phrase.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/domain/text.hpp"

namespace cartwright::criteria {

void Checking::unknown_word(const Token& token, const std::string& what,
                            const std::vector<std::string>& known) const {
  constexpr std::size_t few = 14;
  const auto near = nearest(token.text, known);
  std::string hint = known.size() <= few ? "known: " + join(known, ", ")
                     : near.empty()      ? ""
                                         : "nearest: " + join_or(near);
  error(token.span, ProblemCode::unknown_word, "\"" + token.text + "\" is not a known " + what, hint);
}

const Token& PhraseReader::peek() const {
  static const Token none;
  return done() ? none : phrase_->tokens[at_];
}

const Token& PhraseReader::take() {
  const Token& token = peek();
  if (!done()) ++at_;
  return token;
}

bool PhraseReader::accept_word(std::string_view text) {
  const bool fits =
      !done() && (peek().kind == TokenKind::word || peek().kind == TokenKind::unit) && peek().text == text;
  if (fits) ++at_;
  return fits;
}

bool PhraseReader::accept_symbol(std::string_view text) {
  const bool fits = !done() && peek().kind == TokenKind::symbol && peek().text == text;
  if (fits) ++at_;
  return fits;
}

std::optional<double> PhraseReader::number() {
  if (done() || peek().kind != TokenKind::number) return std::nullopt;
  const std::string& text = peek().text;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  ++at_;
  return value;
}

bool PhraseReader::finished(const Checking& checking) const {
  if (done()) return true;
  checking.error(peek().span, ProblemCode::malformed, "\"" + peek().text + "\" is left over here",
                 "options are separated by semicolons");
  return false;
}

bool starts_with_word(const Phrase& phrase, std::string_view word) {
  return !phrase.tokens.empty() && phrase.tokens.front().kind == TokenKind::word &&
         phrase.tokens.front().text == word;
}

namespace {

std::optional<PeriodUnit> period_unit(std::string_view text) {
  struct Row {
    std::string_view word;
    PeriodUnit unit;
  };
  constexpr Row rows[] = {
      {"d", PeriodUnit::days},    {"day", PeriodUnit::days},     {"days", PeriodUnit::days},
      {"wk", PeriodUnit::weeks},  {"week", PeriodUnit::weeks},   {"weeks", PeriodUnit::weeks},
      {"mo", PeriodUnit::months}, {"month", PeriodUnit::months}, {"months", PeriodUnit::months},
      {"y", PeriodUnit::years},   {"year", PeriodUnit::years},   {"years", PeriodUnit::years}};
  for (const Row& row : rows)
    if (row.word == text) return row.unit;
  return std::nullopt;
}

void period_expected(Span span, const Checking& checking) {
  checking.error(span, ProblemCode::wrong_type, "a period is expected here",
                 "write a whole number and d, wk, mo or y: 14 d");
}

} // namespace

std::optional<Period> read_period(PhraseReader& reader, const Checking& checking) {
  const Span span = reader.span();
  const auto value = reader.number();
  constexpr double longest = 36500;
  if (!value || *value != std::floor(*value) || *value > longest || reader.done()) {
    period_expected(span, checking);
    return std::nullopt;
  }
  const Token unit = reader.take();
  const auto kind = period_unit(unit.text);
  if (!kind) {
    checking.error(unit.span, ProblemCode::unknown_unit, "\"" + unit.text + "\" is not a unit of time",
                   "use d, wk, mo or y");
    return std::nullopt;
  }
  return Period{static_cast<std::int32_t>(*value), *kind};
}

namespace {

/// Adds one part of an interval; false after a problem.
bool read_part(PhraseReader& reader, Interval& interval, const Checking& checking) {
  PhraseReader ahead = reader;
  const auto value = ahead.number();
  if (value && ahead.accept_word("half_lives")) {
    interval.half_lives = *value;
    reader = ahead;
    return true;
  }
  const auto period = read_period(reader, checking);
  if (period) interval.fixed = period;
  return period.has_value();
}

} // namespace

std::optional<Interval> read_interval(PhraseReader& reader, const Checking& checking) {
  Interval out;
  const bool shorter = reader.accept_word("min"), longer = !shorter && reader.accept_word("max");
  if (!shorter && !longer) {
    if (!read_part(reader, out, checking)) return std::nullopt;
    return out;
  }
  out.combine = shorter ? Interval::Combine::shorter : Interval::Combine::longer;
  const Span span = reader.span();
  if (!reader.accept_symbol("(") || !read_part(reader, out, checking) || !reader.accept_symbol(",") ||
      !read_part(reader, out, checking) || !reader.accept_symbol(")") || !out.fixed || !out.half_lives) {
    checking.error(span, ProblemCode::malformed, "two lengths are expected here",
                   "write: min(28 d, 5 half_lives)");
    return std::nullopt;
  }
  return out;
}

std::string text_of(const Interval& interval) {
  const std::string fixed = interval.fixed ? cartwright::text_of(*interval.fixed) : "";
  const std::string lives = interval.half_lives ? number_text(*interval.half_lives) + " half_lives" : "";
  if (interval.combine == Interval::Combine::only) return fixed + lives;
  return std::string(interval.combine == Interval::Combine::shorter ? "min(" : "max(") + fixed + ", " +
         lives + ")";
}

std::vector<Token> read_alternatives(PhraseReader& reader, const Checking& checking) {
  std::vector<Token> out;
  do {
    if (reader.done() || reader.peek().kind == TokenKind::symbol || reader.peek().kind == TokenKind::string) {
      checking.error(reader.span(), ProblemCode::malformed, "a word is expected here",
                     "alternatives are written: a or b");
      return {};
    }
    out.push_back(reader.take());
  } while (reader.accept_word("or"));
  if (!reader.finished(checking)) return {};
  return out;
}

std::optional<std::string> one_of(const Token& token, const std::string& what,
                                  const std::vector<std::string>& allowed, const Checking& checking) {
  for (const std::string& word : allowed)
    if (normalised(word) == normalised(token.text)) return word;
  checking.unknown_word(token, what, allowed);
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_choices(PhraseReader& reader, const std::string& what,
                                                     const std::vector<std::string>& allowed,
                                                     const Checking& checking) {
  std::vector<std::string> out;
  bool whole = true;
  for (const Token& token : read_alternatives(reader, checking)) {
    const auto word = one_of(token, what, allowed, checking);
    whole = whole && word;
    if (word) out.push_back(*word);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.empty() || !whole) return std::nullopt;
  return out;
}

std::optional<ConceptId> resolve(const Token& token, std::span<const ConceptKind> kinds,
                                 const std::string& what, const Checking& checking) {
  const Lookup found = checking.vocabulary.find(token.text, kinds);
  if (found.state == Lookup::State::found) return found.concept_id;
  if (found.state == Lookup::State::ambiguous)
    checking.error(token.span, ProblemCode::ambiguous_word, "\"" + token.text + "\" has several meanings",
                   "say which: " + join_or(found.choices));
  else
    checking.error(token.span, ProblemCode::unknown_word, "\"" + token.text + "\" is not a known " + what,
                   found.choices.empty() ? "" : "nearest: " + join_or(found.choices));
  return std::nullopt;
}

std::optional<ConceptId> resolve(const Token& token, ConceptKind kind, const std::string& what,
                                 const Checking& checking) {
  return resolve(token, std::span(&kind, 1), what, checking);
}

std::optional<Op> op_of(Relation relation) {
  switch (relation) {
  case Relation::equal:
    return Op::equal;
  case Relation::not_equal:
    return Op::not_equal;
  case Relation::less:
    return Op::less;
  case Relation::at_most:
    return Op::at_most;
  case Relation::greater:
    return Op::greater;
  case Relation::at_least:
    return Op::at_least;
  default:
    return std::nullopt;
  }
}

std::optional<std::int32_t> read_at_least(PhraseReader& reader, const Checking& checking) {
  const Span span = reader.span();
  const bool strictly = reader.accept_symbol(">");
  const bool fits = strictly || reader.accept_symbol(">=");
  const auto value = fits ? reader.number() : std::nullopt;
  constexpr double most = 1000;
  if (!value || *value != std::floor(*value) || *value > most) {
    checking.error(span, ProblemCode::malformed, "a least count is expected here", "write: >= 2");
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*value) + (strictly ? 1 : 0);
}

bool shape_fits(const WrittenTest& written, Takes takes, const Checking& checking) {
  const std::string& head = written.head.text;
  bool fits = true;
  const auto refuse = [&](Span span, const std::string& message, const std::string& hint) {
    checking.error(span, ProblemCode::malformed, "\"" + head + "\" " + message, hint);
    fits = false;
  };
  if (takes.arguments && written.arguments.empty())
    refuse(written.head.span, "needs to say of what", "write it in parentheses: " + head + "(...)");
  if (!takes.arguments && written.has_arguments)
    refuse(written.head.span, "takes nothing in parentheses", "leave them out");
  if (!takes.conditions && !written.conditions.empty())
    refuse(written.conditions.front().span, "takes no conditions on samples",
           "leave the square brackets out");
  if (takes.relation && written.relation == Relation::none)
    refuse(written.head.span, "has to be compared with something", "add a comparison");
  if (!takes.relation && written.relation != Relation::none)
    refuse(written.relation_span, "is itself a yes or no", "leave the comparison out");
  return fits;
}

bool no_others(const std::vector<const Phrase*>& others, const std::string& hint, const Checking& checking) {
  for (const Phrase* phrase : others)
    checking.error(phrase->span, ProblemCode::malformed, "this option has no meaning here", hint);
  return others.empty();
}

const std::vector<std::string>& support_kinds() {
  static const std::vector<std::string> kinds = {"platelet_transfusion",
                                                 "red_cell_transfusion",
                                                 "g_csf",
                                                 "pegylated_g_csf",
                                                 "epo",
                                                 "immunoglobulin",
                                                 "plasma_exchange",
                                                 "systemic_steroid",
                                                 "dialysis",
                                                 "oxygen",
                                                 "live_vaccine"};
  return kinds;
}

namespace {

bool read_condition(const Phrase& phrase, SampleConditions& out, const Checking& checking) {
  PhraseReader reader(phrase);
  if (reader.accept_word("within")) {
    const auto period = read_period(reader, checking);
    if (period) out.within = period;
    return period && reader.finished(checking);
  }
  if (reader.accept_word("no")) {
    const auto kind = one_of(reader.take(), "kind of support", support_kinds(), checking);
    const auto period = kind ? read_period(reader, checking) : std::nullopt;
    if (period) out.support_free.push_back({*kind, *period});
    return period && reader.finished(checking);
  }
  if (reader.accept_word("by")) {
    for (const Token& token : read_alternatives(reader, checking))
      out.methods.push_back(lower(token.text));
    std::sort(out.methods.begin(), out.methods.end());
    return !out.methods.empty();
  }
  if (reader.accept_word("at")) {
    const auto word = one_of(reader.take(), "time of a sample", {"diagnosis", "relapse"}, checking);
    out.at = word.value_or("");
    return word && reader.finished(checking);
  }
  checking.error(phrase.span, ProblemCode::malformed, "this condition on samples is not known",
                 "write within 14 d, no platelet_transfusion 7 d, by echo or MUGA, or at diagnosis");
  return false;
}

} // namespace

std::optional<SampleConditions> read_conditions(std::span<const Phrase> phrases, const Checking& checking) {
  SampleConditions out;
  bool whole = true;
  for (const Phrase& phrase : phrases)
    whole = read_condition(phrase, out, checking) && whole;
  std::sort(out.support_free.begin(), out.support_free.end(),
            [](const auto& a, const auto& b) { return a.kind < b.kind; });
  if (!whole) return std::nullopt;
  return out;
}

std::string text_of(const SampleConditions& conditions) {
  std::vector<std::string> parts;
  if (conditions.within) parts.push_back("within " + cartwright::text_of(*conditions.within));
  for (const auto& free : conditions.support_free)
    parts.push_back("no " + free.kind + " " + cartwright::text_of(free.period));
  if (!conditions.methods.empty()) parts.push_back("by " + join(conditions.methods, " or "));
  if (!conditions.at.empty()) parts.push_back("at " + conditions.at);
  return parts.empty() ? "" : "[" + join(parts, "; ") + "]";
}

} // namespace cartwright::criteria
