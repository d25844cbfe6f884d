// Conditions of the vocabulary, one or a list, with their manner, grade and window.
#include "catalogues/drafting/conditions.hpp"
#include "catalogues/drafting/drugs.hpp"
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct Manner {
  bool history = false, active = false, known = false, uncontrolled = false, significant = false,
       symptomatic = false;
  bool near_uncontrolled = false; ///< "uncontrolled hypertension or diabetes": said of the one before
  std::string other;              ///< adjectives that no rule can say
};

void read_manner(Cursor& cursor, Manner& manner) {
  while (true) {
    if (cursor.at_any({"history", "prior"}))
      manner.history = true;
    else if (cursor.at("active"))
      manner.active = true;
    else if (cursor.at("uncontrolled"))
      manner.uncontrolled = true;
    else if (cursor.at("unstable"))
      manner.uncontrolled = true;
    else if (cursor.at("significant"))
      manner.significant = true;
    else if (cursor.at("symptomatic"))
      manner.symptomatic = true;
    else if (cursor.at("known"))
      manner.known = true;
    else if (cursor.at("soft") && cursor.at_any({"or", "and", "/"}, 1) && cursor.at("soft", 2))
      cursor.back_to(cursor.place() + 2), manner.other.clear(); // "acute or chronic": either
    else if (cursor.at("soft") && cursor.left() > 1)
      manner.other = cursor.peek().text;
    else if (cursor.at_any({"or", "and", "/"}) &&
             cursor.at_any({"history", "prior", "active", "known", "uncontrolled", "significant"}, 1))
      manner.known = true;
    else if (!cursor.at_any({"either", "other", "requiring_none", "with"}) &&
             !(cursor.at("reference") && cursor.peek().text.starts_with("diagnos")))
      break;
    cursor.step();
  }
}

struct Member {
  Expression rule;
  std::string condition; ///< empty for one that is no word of the vocabulary
  Manner manner;
  std::optional<Window> window;
  bool front = false; ///< its window stands before it, and before all that follow
  std::string grade;  ///< "; grade >= 2"
  std::string doubt;  ///< what a person has to see
};

/// A narrower word of the vocabulary for "uncontrolled X", "severe X", "active X".
std::string qualified(const Cursor& cursor, const std::string& id, const Manner& manner, bool& covered) {
  const Vocabulary& vocabulary = cursor.vocabulary();
  const auto known = [&](const std::string& word) {
    return vocabulary.known(word, ConceptKind::condition).has_value();
  };
  covered = true;
  if (manner.near_uncontrolled && !manner.uncontrolled && known("uncontrolled_" + id))
    return "uncontrolled_" + id;
  if (manner.uncontrolled) {
    if (known("uncontrolled_" + id)) return "uncontrolled_" + id;
    if (id == "arrhythmia" || id == "ventricular_arrhythmia") return "clinically_significant_" + id;
    if (id == "angina") return "uncontrolled_angina";
    if (id.starts_with("uncontrolled_") || id.starts_with("unstable_") ||
        id.starts_with("clinically_significant_") || id.starts_with("severe_"))
      return id;
    covered = false;
  }
  if (manner.significant) {
    for (const char* prefix : {"clinically_significant_", "severe_", "serious_", "major_"})
      if (known(prefix + id)) return prefix + id;
    covered = id.starts_with("clinically_significant_") || id.starts_with("severe_") ||
              id.starts_with("serious_") || id.starts_with("major_") || id == "myocardial_infarction" ||
              id == "stroke";
  }
  if (manner.symptomatic) {
    if (known("symptomatic_" + id)) return "symptomatic_" + id;
    covered = id.starts_with("symptomatic_") || id == "unstable_angina";
  }
  return id;
}

bool takes_active(const std::string& id) {
  return id.find("infection") != std::string::npos || id == "gvhd" || id.find("gvhd") != std::string::npos ||
         id.find("hepatitis") != std::string::npos || id == "bleeding" || id == "haemolytic_anaemia" ||
         id.find("autoimmune") != std::string::npos || id == "tuberculosis";
}

std::string condition_test(const Member& member, const Context& context) {
  const std::optional<Window>& window = member.window ? member.window : context.window;
  const std::string option = member.grade;
  if (window && !window->later) return "had(" + member.condition + "; " + within(*window) + option + ")";
  if (member.manner.history) return "had(" + member.condition + option + ")";
  if (member.manner.active && takes_active(member.condition))
    return "active(" + member.condition + option + ")";
  return "has(" + member.condition + option + ")";
}

/// The few that the language says in another way.
std::optional<std::string> own_form(const std::string& id) {
  if (id == "plasma_cell_leukemia") return "pcl(any)";
  return std::nullopt;
}

void finish(Member& member, const Context& context) {
  if (member.condition.empty()) return;
  const auto own = own_form(member.condition);
  if (member.doubt == "recent" && member.window) member.doubt.clear(); // the window says how recent
  Expression rule =
      test(own && !member.manner.history && !member.window ? *own : condition_test(member, context));
  if (!member.doubt.empty()) rule = all_of({std::move(rule), judged(member.doubt)});
  member.rule = std::move(rule);
}

std::optional<std::string> roman_or_number(Cursor& cursor) {
  static constexpr std::string_view tags[] = {"roman_1", "roman_2", "roman_3", "roman_4"};
  for (std::size_t i = 0; i < 4; ++i)
    if (cursor.accept(tags[i])) return std::to_string(i + 1);
  if (cursor.at("intravenous") && cursor.peek().text == "iv") return cursor.step(), "4";
  if (cursor.at_number() && cursor.peek().unit.empty() && cursor.peek().value <= 5) {
    const std::string out = number_text(cursor.peek().value);
    cursor.step();
    return out;
  }
  return std::nullopt;
}

struct Degree {
  int low = 0, high = 0; ///< high 9 is open
};

/// ">= grade 2", "grade 3 or higher", "class III or IV", "> class II".
std::optional<Degree> read_degree(Cursor& cursor, std::string_view tag) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Degree> {
    cursor.back_to(start);
    return std::nullopt;
  };
  cursor.skip({"(", ",", "with", "which", "by_definition", "known", "soft"});
  std::string op;
  const auto comparison_here = [&] {
    for (const std::string_view each : {">=", ">", "<=", "<"})
      if (op.empty() && cursor.accept(each)) op = std::string(each);
  };
  comparison_here();
  if (!cursor.accept(tag)) return give_up();
  cursor.skip({tag, "(", ")"});
  comparison_here();
  cursor.skip({tag});
  const auto first = roman_or_number(cursor);
  if (!first) return give_up();
  Degree out{std::stoi(*first), std::stoi(*first)};
  const std::size_t behind = cursor.place();
  cursor.skip({",", tag});
  bool more = cursor.accept("+>=");
  if (!more && cursor.accept_any({"or", "-", "to", "and", "/"})) {
    cursor.skip({"or", tag, ","});
    const auto second = roman_or_number(cursor);
    if (second)
      out.high = std::stoi(*second);
    else
      cursor.back_to(behind);
    if (second && cursor.at("or") && (cursor.at("roman_4", 1)))
      cursor.back_to(cursor.place() + 2), out.high = 4;
  } else if (!more) {
    cursor.back_to(behind);
  }
  if (op == ">=" || more) out.high = 9;
  if (op == ">") out.low += 1, out.high = 9;
  if (op == "<" || op == "<=") return give_up();
  const bool open = start < cursor.pieces().size() && mentions(cursor.pieces().subspan(start, 1), "(");
  if (open) cursor.accept(")");
  return out;
}

std::optional<std::string> heart_failure_class(const Degree& degree) {
  if (degree.low == 3) return "heart_failure_nyha_3_4";
  if (degree.low == 2 && degree.high != 2) return "heart_failure_nyha_2_or_higher";
  if (degree.low == 4) return "heart_failure_nyha_4";
  return std::nullopt;
}

/// "class III or IV heart failure", "congestive heart failure (NYHA >= 3)".
bool read_heart_failure(Cursor& cursor, Member& member) {
  const std::size_t start = cursor.place();
  const auto is_failure = [&] {
    const auto id = cursor.concept_here(ConceptKind::condition);
    return id && (cursor.vocabulary()[*id].id == "heart_failure" ||
                  cursor.vocabulary()[*id].id == "symptomatic_heart_failure");
  };
  cursor.skip({"by_definition"});
  std::optional<Degree> degree = read_degree(cursor, "nyha");
  const bool plain_grade = !degree && cursor.at("grade");
  if (plain_grade) degree = read_degree(cursor, "grade");
  cursor.skip({"symptomatic", "by_definition"});
  const bool named = is_failure();
  if (plain_grade && !named) {
    cursor.back_to(start);
    return false;
  }
  if (named) cursor.step();
  if (named && !degree) {
    const std::size_t here = cursor.place();
    cursor.skip({"by_definition", "("});
    degree = read_degree(cursor, "nyha");
    if (!degree)
      cursor.back_to(here);
    else
      cursor.skip({")"});
  }
  if (degree && cursor.at("by_definition") && cursor.at("nyha", 1)) cursor.back_to(cursor.place() + 2);
  if (degree && cursor.at("(") && cursor.at("nyha", 1) && cursor.at(")", 2))
    cursor.back_to(cursor.place() + 3);
  if (degree) cursor.skip({"reference", "symptomatic"});
  const auto word = degree ? heart_failure_class(*degree) : std::nullopt;
  if (!word) {
    cursor.back_to(start);
    return false;
  }
  member.condition = *word;
  return true;
}

bool read_named(Cursor& cursor, Member& member) {
  const auto id = cursor.concept_here(ConceptKind::condition);
  if (!id) {
    if (cursor.at("gvhd"))
      member.condition = "gvhd";
    else if (cursor.at("infection"))
      member.condition = "infection";
    else if (cursor.at("major_surgery"))
      member.condition = "major_surgery";
    else if (cursor.at("trauma"))
      member.condition = "major_trauma";
    else
      return false;
  } else {
    member.condition = cursor.vocabulary()[*id].id;
  }
  if (member.condition == "multiple_myeloma" || member.condition.starts_with("hypersensitivity"))
    return false;
  if (member.condition == "infection" && cursor.at_any({"by", "with", "due", "by_definition"}, 1))
    return false; // by what?
  member.manner.history = member.manner.history || cursor.peek().text.starts_with("history");
  cursor.step();
  while (cursor.accept_word("disease") || cursor.accept_word("disorder") || cursor.accept_word("syndrome") ||
         cursor.accept_word("pectoris") || cursor.accept_word("condition")) {
  }
  for (const char* grade : {"1", "2", "3"}) // a name of the vocabulary that holds its grade
    if (member.condition == "neuropathy_grade_" + std::string(grade) + "_or_higher") {
      member.condition = "peripheral_neuropathy";
      member.grade = "; grade >= " + std::string(grade);
    }
  bool covered = true;
  member.condition = qualified(cursor, member.condition, member.manner, covered);
  if (!covered)
    member.doubt = member.manner.uncontrolled  ? "it is not controlled"
                   : member.manner.symptomatic ? "it gives symptoms"
                                               : "it is clinically significant";
  const std::string narrower = member.manner.other + "_" + member.condition;
  if (cursor.vocabulary().known(narrower, ConceptKind::condition))
    member.condition = narrower;
  else if (!member.manner.other.empty() &&
           !(member.manner.other == "primary" && member.condition == "al_amyloidosis"))
    member.doubt = member.manner.other;
  return true;
}

bool neuropathy(const std::string& id) {
  return id.find("neuropathy") != std::string::npos;
}

/// "peripheral neuropathy or neuropathic pain, grade 2 or higher": one finding in two words.
void skip_other_neuropathy(Cursor& cursor, Member& member) {
  const std::size_t start = cursor.place();
  if (!cursor.accept_any({"or", "and", "/"})) return;
  const auto id = cursor.concept_here(ConceptKind::condition);
  const std::string name = id ? cursor.vocabulary()[*id].id : "";
  if (!cursor.at("pain") && !neuropathy(name)) return cursor.back_to(start);
  cursor.step();
  for (const char* grade : {"1", "2", "3"})
    if (name == "neuropathy_grade_" + std::string(grade) + "_or_higher" && member.grade.empty())
      member.grade = "; grade >= " + std::string(grade);
  const std::size_t behind = cursor.place();
  if (member.grade.empty() && !read_degree(cursor, "grade"))
    return cursor.back_to(start); // two different findings
  cursor.back_to(behind);
}

void read_behind(Cursor& cursor, Member& member) {
  while (true) {
    const std::size_t here = cursor.place();
    skip_examples(cursor);
    if (neuropathy(member.condition)) skip_other_neuropathy(cursor, member);
    if (const auto degree = read_degree(cursor, "grade"); degree && member.grade.empty()) {
      if (degree->high == 9 || degree->high >= 4)
        member.grade = "; grade >= " + std::to_string(degree->low);
      else if (degree->low == degree->high)
        member.grade = "; grade >= " + std::to_string(degree->low); // "grade 2 neuropathy": that or worse
      else
        member.grade = "; grade >= " + std::to_string(degree->low);
    }
    if (neuropathy(member.condition) && cursor.at("pain")) {
      cursor.step();
      cursor.accept("pain");
      if (member.grade == "; grade >= 2")
        member.condition = "neuropathy_grade_2_with_pain", member.grade.clear();
      else if (member.grade == "; grade >= 1")
        member.condition = "neuropathy_grade_1_with_pain", member.grade.clear();
    }
    if (!member.window)
      if (auto window = read_window(cursor)) member.window = window;
    if (member.condition == "infection") {
      const std::size_t link = cursor.place();
      cursor.skip({",", "which"});
      if (!cursor.at("requiring")) cursor.back_to(link);
    }
    if (member.condition == "infection" && cursor.at("requiring")) {
      std::size_t by = 1;
      while (cursor.at_any({"treatment", "intravenous", "antimicrobial", "active", "or", ",", "(", ")", "and",
                            "soft", "/", "systemic_anticancer"},
                           by) ||
             (cursor.peek(by).concepts.size() > 0 && cursor.at_concept("systemic_anticancer", by)))
        ++by;
      const std::span<const Piece> said = cursor.rest().subspan(1, by - 1);
      const bool systemic =
          cursor.rest().size() > 1 && (mentions_any(said, {"antimicrobial", "treatment"}) || by > 1);
      if (systemic) {
        while (by > 1 && cursor.at_any({"or", ",", "and"}, by - 1))
          --by;
        member.condition = mentions(said, "intravenous") ? "infection_needing_iv_treatment"
                                                         : "infection_needing_systemic_treatment";
        cursor.back_to(cursor.place() + by);
      }
    }
    if (cursor.place() == here) return;
  }
}

bool read_member(Cursor& cursor, Member& member) {
  const std::size_t start = cursor.place();
  read_manner(cursor, member.manner);
  if (read_heart_failure(cursor, member)) {
    read_behind(cursor, member);
    return true;
  }
  if (cursor.at("("))
    if (auto window = read_window(cursor))
      member.window = window, member.front = true; // "recent (within 6 months) infarction"
  const auto degree = read_degree(cursor, "grade");
  if (degree) {
    member.grade = "; grade >= " + std::to_string(degree->low);
    read_manner(cursor, member.manner);
  }
  if (!read_named(cursor, member)) {
    cursor.back_to(start);
    return false;
  }
  read_behind(cursor, member);
  return true;
}

/// How far a topic that has more to say about this than a name would read; the place itself when none does.
std::size_t other_topic_end(const Cursor& cursor) {
  static constexpr Topic topics[] = {read_virus, read_infection, read_nervous_system, read_other_cancer};
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
std::optional<Member> unknown_member(Cursor& cursor) {
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
  Member out;
  out.rule = judged(words_of(cursor.pieces().subspan(start, cursor.place() - start)));
  return out;
}

bool is_event(const std::string& id) {
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
void spread_window(std::vector<Member>& members, bool& doubtful) {
  std::optional<Window> later;
  bool first = true;
  for (std::size_t i = members.size(); i > 0; --i) {
    Member& member = members[i - 1];
    if (member.window) {
      later = member.window;
      first = false;
      continue;
    }
    if (!later || member.condition.empty()) continue;
    const bool history = members.front().manner.history;
    if (history || is_event(member.condition) || neuropathy(member.condition) ||
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
  std::vector<Member> members;
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
    Member member;
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
    for (Member& member : members)
      if (!member.window) {
        member.window = members.front().window;
        if (members.front().manner.other == "recent" && member.doubt.empty()) member.manner.other.clear();
      }
  spread_window(members, doubtful);
  ConditionList out;
  for (Member& member : members) {
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
  if (!context.bars()) return std::nullopt;
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
