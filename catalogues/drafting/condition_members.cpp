#include "catalogues/drafting/condition_members.hpp"

#include <algorithm>

#include "catalogues/drafting/drugs.hpp"
#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

bool neuropathy(const std::string& id) {
  return id.find("neuropathy") != std::string::npos;
}

namespace {

bool chronic_form(const Cursor& cursor, std::size_t by) {
  const auto id = cursor.concept_here(ConceptKind::condition, by);
  return id && cursor.vocabulary()[*id].id.starts_with("chronic_");
}

void read_manner(Cursor& cursor, Manner& manner) {
  while (true) {
    if (cursor.at_any({"history", "prior"}) ||
        (cursor.at("received") &&
         (cursor.at_concept("organ_transplant", 1) || cursor.at_concept("splenectomy", 1))))
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
    else if (cursor.at("soft") && cursor.peek().text == "acute" && cursor.at("or", 1) &&
             chronic_form(cursor, 2))
      manner.either = true, cursor.step(); // "acute or chronic GVHD"
    else if (cursor.at("soft") && cursor.left() > 1)
      manner.other = cursor.peek().text;
    else if (cursor.at_any({"or", "and", "/"}) &&
             cursor.at_any({"history", "prior", "active", "known", "uncontrolled", "significant"}, 1))
      manner.known = true;
    else if (!cursor.at_any({"either", "other", "requiring_none", "with"}) &&
             !(cursor.at("reference") &&
               (cursor.peek().text.starts_with("diagnos") || cursor.peek().text == "current")) &&
             !(cursor.at("requiring") && (cursor.at_concept("immunosuppression_needed", 1) ||
                                          cursor.at_concept("anticoagulation_needed", 1))) &&
             !(cursor.at("or") && manner.uncontrolled &&
               cursor.at_concept("clinically_significant_cardiovascular_disease", 1)))
      break;
    cursor.step();
  }
}

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

std::string condition_test(const ConditionMember& member, const Context& context) {
  const std::optional<Window>& window = member.window ? member.window : context.window;
  const std::string option = member.grade;
  if (window && !window->later) return "had(" + member.condition + "; " + within(*window) + option + ")";
  if (member.condition == "organ_transplant" || member.condition == "splenectomy")
    return "had(" + member.condition + option + ")"; // once done it stays so
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
  if (tag == "nyha") cursor.skip({"reference", "grade", "by_definition"});
  comparison_here();
  cursor.skip({tag, "grade"});
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
bool read_heart_failure(Cursor& cursor, ConditionMember& member) {
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
  if (degree && cursor.at("nyha")) cursor.step(); // "class III or IV of the NYHA classification"
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

bool read_named(Cursor& cursor, ConditionMember& member) {
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
  const std::string_view chronic = "chronic_";
  if (member.manner.either && member.condition.starts_with(chronic))
    member.condition = member.condition.substr(chronic.size());
  if (member.condition == "multiple_myeloma" || member.condition.starts_with("hypersensitivity"))
    return false;
  const bool infection = member.condition == "infection" || member.condition == "uncontrolled_infection";
  if (infection && cursor.at_any({"by", "with", "due", "by_definition"}, 1)) return false; // by what?
  member.manner.history = member.manner.history || cursor.peek().text.starts_with("history");
  if (member.condition == "infection") {
    member.manner.active = member.manner.active || cursor.peek().text.find("active") != std::string::npos;
    if (member.manner.other == "systemic") member.manner.other.clear();
  }
  if (member.manner.other == "complicated") member.manner.other.clear(); // "complicated with": has it too
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

/// "non-secretory myeloma" in a list of forms that bar.
bool read_secretion(Cursor& cursor, ConditionMember& member) {
  const std::string& text = cursor.peek().text;
  if (!cursor.at("non_secretory") || text.find("oligo") != std::string::npos ||
      text.find("measurable") != std::string::npos)
    return false;
  member.rule = test("secretory is non_secretory");
  cursor.step();
  if (cursor.at_concept("multiple_myeloma")) cursor.step();
  cursor.accept_word("disease");
  return true;
}

/// "peripheral neuropathy or neuropathic pain, grade 2 or higher": one finding in two words.
void skip_other_neuropathy(Cursor& cursor, ConditionMember& member) {
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

void read_behind(Cursor& cursor, ConditionMember& member) {
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
             cursor.at_word("oral", by) ||
             (cursor.peek(by).concepts.size() > 0 && cursor.at_concept("systemic_anticancer", by)))
        ++by;
      const std::span<const Piece> said = cursor.rest().subspan(1, by - 1);
      const bool systemic =
          cursor.peek().text.find("treatment") != std::string::npos ||
          (cursor.rest().size() > 1 && (mentions_any(said, {"antimicrobial", "treatment"}) || by > 1));
      const bool oral =
          std::any_of(said.begin(), said.end(), [](const Piece& piece) { return piece.text == "oral"; });
      if (systemic) {
        while (by > 1 && cursor.at_any({"or", ",", "and"}, by - 1))
          --by;
        member.condition = mentions(said, "intravenous") && !oral ? "infection_needing_iv_treatment"
                                                                  : "infection_needing_systemic_treatment";
        cursor.back_to(cursor.place() + by);
      }
    }
    if (cursor.place() == here) return;
  }
}

} // namespace

void finish(ConditionMember& member, const Context& context) {
  if (member.condition.empty()) return;
  const auto own = own_form(member.condition);
  if (member.doubt == "recent" && member.window) member.doubt.clear(); // the window says how recent
  Expression rule =
      test(own && !member.manner.history && !member.window ? *own : condition_test(member, context));
  if (!member.doubt.empty()) rule = all_of({std::move(rule), judged(member.doubt)});
  member.rule = std::move(rule);
}

bool read_member(Cursor& cursor, ConditionMember& member) {
  const std::size_t start = cursor.place();
  read_manner(cursor, member.manner);
  if (read_secretion(cursor, member)) return true;
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

} // namespace cartwright::drafting
