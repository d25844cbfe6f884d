// Conditions: present now, ever, within a period; without some of them; of a grade.
#include <algorithm>
#include <cmath>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

constexpr double highest_grade = 5;

bool read_except(PhraseReader& reader, ConditionTest& out, std::string& text, const Checking& checking) {
  const auto tokens = read_alternatives(reader, checking);
  std::vector<std::string> names;
  bool whole = !tokens.empty();
  for (const Token& token : tokens) {
    const auto id = resolve(token, ConceptKind::condition, "condition", checking);
    whole = whole && id;
    if (!id) continue;
    out.except.push_back(*id);
    names.push_back(checking.vocabulary[*id].id);
  }
  std::sort(out.except.begin(), out.except.end());
  std::sort(names.begin(), names.end());
  text += "; except " + join(names, " or ");
  return whole;
}

bool read_grade(PhraseReader& reader, ConditionTest& out, std::string& text, const Checking& checking) {
  const Span span = reader.span();
  for (const Op op : {Op::at_least, Op::at_most, Op::greater, Op::less, Op::equal})
    if (!out.grade_op && reader.accept_symbol(symbol(op))) out.grade_op = op;
  const auto grade = out.grade_op ? reader.number() : std::nullopt;
  if (!grade || *grade != std::floor(*grade) || *grade > highest_grade) {
    checking.error(span, ProblemCode::malformed, "the grade is not understood",
                   "write has(peripheral_neuropathy; grade >= 2); grades go from 0 to 5");
    return false;
  }
  out.grade = static_cast<std::int32_t>(*grade);
  text += "; grade " + std::string(symbol(*out.grade_op)) + " " + number_text(*grade);
  return reader.finished(checking);
}

bool read_option(const Phrase& phrase, const std::string& head, ConditionTest& out, std::string& text,
                 const Checking& checking) {
  PhraseReader reader(phrase);
  if (head == "had" && !out.within && reader.accept_word("within")) {
    out.within = read_period(reader, checking);
    if (out.within) text += "; within " + cartwright::text_of(*out.within);
    return out.within && reader.finished(checking);
  }
  if (out.except.empty() && reader.accept_word("except")) return read_except(reader, out, text, checking);
  if (!out.grade_op && reader.accept_word("grade")) return read_grade(reader, out, text, checking);
  return no_others({&phrase}, "write except A or B, or grade >= 2; only had(...) takes within 6 mo",
                   checking);
}

} // namespace

std::optional<Test> check_condition(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  const std::string& head = written.head.text;
  PhraseReader reader(written.arguments.front());
  if (head == "active" && reader.accept_word("infection") && reader.done()) {
    if (written.arguments.size() == 1) return Test{ActiveInfectionTest{}, "active(infection)"};
  }
  PhraseReader words(written.arguments.front());
  const auto id = resolve(words.take(), ConceptKind::condition, "condition", checking);
  ConditionTest out;
  out.mode = head == "has" ? ConditionMode::has : head == "had" ? ConditionMode::had : ConditionMode::active;
  bool whole = id && words.finished(checking);
  std::string options;
  for (const Phrase& phrase : std::span(written.arguments).subspan(1))
    whole = read_option(phrase, head, out, options, checking) && whole;
  if (!whole) return std::nullopt;
  out.condition = *id;
  return Test{std::move(out), head + "(" + checking.vocabulary[*id].id + options + ")"};
}

} // namespace cartwright::criteria
