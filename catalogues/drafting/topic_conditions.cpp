// Conditions of the vocabulary, one or a list, with their manner, grade and window.
#include "catalogues/drafting/condition_members.hpp"
#include "catalogues/drafting/conditions.hpp"
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

namespace cartwright::drafting {

namespace {

/// How far a topic that has more to say about this than a name would read; the place itself when none does.
std::size_t other_topic_end(const Cursor& cursor) {
  static constexpr Topic topics[] = {read_virus, read_infection, read_nervous_system, read_other_cancer,
                                     read_transplant};
  Context bars;
  bars.exclusion = true;
  std::size_t end = cursor.place();
  for (const Topic topic : topics) {
    Cursor probe = cursor;
    if (topic(probe, bars)) end = std::max(end, probe.place());
  }
  return end;
}

/// Words between two commas that name something the vocabulary does not hold.
std::optional<ConditionMember> unknown_member(Cursor& cursor) {
  const std::size_t start = cursor.place();
  std::size_t words = 0;
  if (cursor.at("by_definition") || other_topic_end(cursor) > start) return std::nullopt;
  while (!cursor.done() && !cursor.at_any({",", "or", ";", "."})) {
    if (cursor.at_any({"not", "except", "unless", "allowed", "excluded", "and", "however", "(", "within",
                       "provided", "which"}) ||
        cursor.at_number() || cursor.at_period()) {
      cursor.back_to(start);
      return std::nullopt;
    }
    ++words;
    cursor.step();
  }
  if (words == 0 || words > 7) {
    cursor.back_to(start);
    return std::nullopt;
  }
  ConditionMember out;
  out.rule = judged(words_of(cursor.pieces().subspan(start, cursor.place() - start)));
  return out;
}

bool is_event(const std::string& id, const Vocabulary& vocabulary) {
  const auto known = vocabulary.known(id, ConceptKind::condition);
  const auto event = vocabulary.known("acute_event", ConceptKind::condition);
  if (known && event && vocabulary.is_a(*known, *event)) return true;
  static constexpr std::string_view events[] = {"myocardial_infarction",
                                                "stroke",
                                                "transient_ischaemic_attack",
                                                "acute_coronary_syndrome",
                                                "unstable_angina",
                                                "pulmonary_embolism",
                                                "deep_vein_thrombosis",
                                                "seizures",
                                                "coronary_angioplasty_or_stent",
                                                "coronary_bypass",
                                                "thromboembolism",
                                                "venous_thrombosis",
                                                "arterial_thrombosis",
                                                "intracranial_haemorrhage",
                                                "uncontrolled_angina",
                                                "angina",
                                                "coronary_revascularisation",
                                                "cerebrovascular_disease",
                                                "ventricular_arrhythmia",
                                                "major_surgery",
                                                "major_trauma",
                                                "bleeding",
                                                "ischaemic_stroke",
                                                "epilepsy",
                                                "hypertensive_crisis"};
  return std::find(std::begin(events), std::end(events), id) != std::end(events);
}

/// A window at the end of a list counts for all of it, unless an earlier member has one of its own or is a
/// state.
void spread_window(std::vector<ConditionMember>& members, const Vocabulary& vocabulary, bool& doubtful) {
  std::optional<Window> later;
  bool first = true;
  for (std::size_t i = members.size(); i > 0; --i) {
    ConditionMember& member = members[i - 1];
    if (member.window) {
      later = member.window;
      first = false;
      continue;
    }
    if (!later || member.condition.empty()) continue;
    const bool history = members.front().manner.history;
    if (history || is_event(member.condition, vocabulary) || neuropathy(member.condition) ||
        member.condition.starts_with("uncontrolled_")) {
      member.window = later;
    } else {
      doubtful = true;
      later.reset();
    }
  }
  (void)first;
}

} // namespace

std::optional<ConditionList> read_condition_list(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  std::vector<ConditionMember> members;
  Manner carried;
  std::size_t end = start;
  std::size_t unknown = 0;
  while (true) {
    if (!members.empty()) {
      bool joined = false;
      while (cursor.at_any({",", "or", "and", "/", "either"})) {
        joined = true;
        cursor.step();
      }
      if (!joined) break;
    }
    ConditionMember member;
    member.manner = carried;
    if (!members.empty()) member.manner.significant = member.manner.symptomatic = false;
    const std::size_t before = cursor.place();
    const bool read = read_member(cursor, member);
    if (read && !members.empty()) { // "..., active hepatitis B or C virus infection"
      Cursor probe = cursor;
      probe.back_to(before);
      if (other_topic_end(probe) > cursor.place()) break;
    }
    if (read) {
      carried = member.manner;
      carried.other.clear();
      carried.near_uncontrolled = carried.near_uncontrolled || member.condition.starts_with("uncontrolled_");
      if (member.manner.history && !members.empty() && !members.front().manner.history)
        carried.history = true;
      members.push_back(std::move(member));
      end = cursor.place();
      continue;
    }
    auto other = members.empty() ? std::nullopt : unknown_member(cursor);
    if (!other) break;
    ++unknown;
    members.push_back(std::move(*other));
    end = cursor.place();
  }
  cursor.back_to(members.empty() ? start : end);
  if (members.empty()) return std::nullopt;
  bool doubtful = false;
  if (members.front().front)
    for (ConditionMember& member : members)
      if (!member.window) {
        member.window = members.front().window;
        if (members.front().manner.other == "recent" && member.doubt.empty()) member.manner.other.clear();
      }
  spread_window(members, cursor.vocabulary(), doubtful);
  ConditionList out;
  for (ConditionMember& member : members) {
    const bool timeless = context.bars() && !member.window && !member.manner.history;
    if (timeless && context.tail_window && is_event(member.condition, cursor.vocabulary()))
      member.window = context.tail_window;
    finish(member, context);
    out.rules.push_back(std::move(member.rule));
  }
  out.confidence =
      0.93 - (doubtful ? 0.15 : 0) - 0.05 * static_cast<double>(std::min<std::size_t>(unknown, 4));
  return out;
}

namespace {

/// "uncontrolled illness including A, B or C", "cardiac disease such as A": the examples bar, and so does
/// what they stand for.
std::optional<Element> read_examples(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  constexpr std::size_t longest = 9;
  std::size_t lead = 0;
  while (lead < longest && lead < cursor.left() && !cursor.at_any({"such_as", "including"}, lead)) {
    if (cursor.at_any({",", ";", ".", "or", "and", "(", "not", "except", "unless", "infection", "malignancy"},
                      lead) &&
        !(cursor.at_any({"or", "and"}, lead) &&
          cursor.at_any({"active", "uncontrolled", "significant", "prior", "history"}, lead + 1)) &&
        !(cursor.at(",", lead) &&
          cursor.at_any({"such_as", "including", "uncontrolled", "significant", "active"}, lead + 1)))
      return std::nullopt;
    ++lead;
  }
  if (lead == 0 || !cursor.at_any({"such_as", "including"}, lead)) return std::nullopt;
  const std::span<const Piece> said = cursor.rest().first(lead);
  if (mentions(said, "due")) return std::nullopt; // "renal failure due to causes such as ..."
  const bool history = mentions_any(said, {"history", "prior"});
  Expression general = judged(words_of(said));
  Cursor before(said, cursor.vocabulary());
  while (before.at_any({","}))
    before.step();
  const auto named = read_condition_list(before, context);
  const bool vague =
      named && named->rules.size() == 1 && named->rules.front().text == "has(serious_concomitant_disease)";
  before.skip({","});
  if (named && before.done() && !vague) general = any_of(std::vector<Expression>(named->rules));
  cursor.back_to(start + lead + 1);
  cursor.skip({":", ",", "such_as", "including"});
  auto list = read_condition_list(cursor, context);
  if (!list || list->rules.empty() || std::none_of(list->rules.begin(), list->rules.end(), has_test)) {
    cursor.back_to(start);
    return std::nullopt;
  }
  if (history)
    for (Expression& rule : list->rules)
      if (rule.kind == ExpressionKind::test && rule.text.starts_with("has("))
        rule.text = "had(" + rule.text.substr(4);
  list->rules.push_back(std::move(general));
  return Element{any_of(std::move(list->rules)), 0.8};
}

} // namespace

std::optional<Element> read_conditions(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (!context.bars() || mentions(cursor.pieces(), "contraception")) return std::nullopt;
  if (auto out = read_examples(cursor, context)) return out;
  cursor.back_to(start);
  std::optional<Window> window = read_window(cursor); // "Within 6 months before enrolment: ..."
  Context own = context;
  if (window) {
    own.window = window;
    cursor.skip({":", ",", "received"});
  }
  cursor.skip({"either", "which"});
  auto list = read_condition_list(cursor, own);
  if (!list) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return Element{any_of(std::move(list->rules)), list->confidence};
}

} // namespace cartwright::drafting
