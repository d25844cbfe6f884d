// Infections and viruses: active, uncontrolled, known and positive tests stay apart.
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

namespace cartwright::drafting {

namespace {

struct Assay {
  std::string_view tag, organism, test;
};

constexpr Assay assays[] = {
    {"hbsag", "HBV", "HBsAg"},     {"hbcab", "HBV", "anti_HBc"}, {"hbv_dna", "HBV", "DNA"},
    {"hcv_ab", "HCV", "antibody"}, {"hcv_rna", "HCV", "RNA"},    {"hiv_ab", "HIV", "antibody"},
    {"cmv_dna", "CMV", "DNA"},     {"ebv_dna", "EBV", "DNA"},    {"syphilis", "syphilis", "antibody"},
    {"htlv", "HTLV", "antibody"}};

const Assay* assay_here(const Cursor& cursor) {
  for (const Assay& assay : assays)
    if (cursor.at(assay.tag)) return &assay;
  return nullptr;
}

std::string result_of(const Assay& assay, bool positive) {
  return "test(" + std::string(assay.organism) + "; " + std::string(assay.test) + ") is " +
         (positive ? "positive" : "negative");
}

void skip_parenthesis(Cursor& cursor) {
  if (!cursor.at("(")) return;
  std::size_t end = 1;
  while (end < cursor.left() && !cursor.at(")", end))
    ++end;
  if (end < cursor.left()) cursor.back_to(cursor.place() + end + 1);
}

/// A virus by name, whose infection is a condition.
struct Virus {
  std::string_view tag, known, active;
};
constexpr Virus viruses[] = {{"hiv", "hiv_infection", ""},
                             {"hbv", "hepatitis_b", "active_hepatitis_b"},
                             {"hcv", "hepatitis_c", "active_hepatitis_c"},
                             {"aids", "aids", ""},
                             {"syphilis", "syphilis", ""},
                             {"cmv", "cmv_infection", "cmv_infection"},
                             {"ebv", "ebv_infection", "ebv_infection"},
                             {"htlv", "htlv_infection", ""},
                             {"tuberculosis", "tuberculosis", "tuberculosis"},
                             {"hav", "hepatitis_a", "hepatitis_a"}};

/// A concept of the vocabulary that says virus and manner at once: "active hepatitis B".
const Virus* virus_concept(const Cursor& cursor, bool& active) {
  static constexpr std::pair<std::string_view, std::size_t> names[] = {
      {"hiv_infection", 0},      {"active_hepatitis_b", 1}, {"hepatitis_b", 1},
      {"active_hepatitis_c", 2}, {"hepatitis_c", 2},        {"hepatitis_a", 9}};
  for (const auto& [name, at] : names)
    if (cursor.at_concept(name)) {
      active = active || name.starts_with("active_");
      return &viruses[at];
    }
  return nullptr;
}

const Virus* virus_here(const Cursor& cursor) {
  for (const Virus& virus : viruses)
    if (cursor.at(virus.tag)) return &virus;
  return nullptr;
}

/// "hepatitis B or C", "hepatitis B, C": the second letter alone.
const Virus* virus_letter(const Cursor& cursor) {
  if (cursor.at("virus_b")) return &viruses[1];
  if (cursor.at("virus_c")) return &viruses[2];
  return nullptr;
}

} // namespace

/// Assays with results: "HBsAg positive", "positive HCV antibody with positive HCV RNA", "HBV DNA above the
/// limit".
std::optional<Element> read_virus(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (!context.bars()) return std::nullopt;
  std::vector<Expression> either, together;
  bool positive_before = false, pending_and = false;
  std::vector<const Assay*> waiting;
  std::size_t end = start;
  std::size_t group = 0; ///< where the results of one virus and one "positive" begin
  std::string_view organism;
  const auto settle = [&](const Assay& assay, bool positive) {
    Expression rule = test(result_of(assay, positive));
    if (pending_and && !either.empty()) { // "HBsAg or HBcAb positive, and HBV DNA detectable"
      std::vector<Expression> before(
          std::make_move_iterator(either.begin() + static_cast<std::ptrdiff_t>(group)),
          std::make_move_iterator(either.end()));
      either.resize(group);
      either.push_back(all_of({any_of(std::move(before)), std::move(rule)}));
    } else {
      if (assay.organism != organism) group = either.size();
      organism = assay.organism;
      either.push_back(std::move(rule));
    }
    pending_and = false;
  };
  for (std::size_t i = 0; i < 60 && !cursor.done(); ++i) {
    if (cursor.at("positive")) {
      positive_before = true;
      if (!pending_and) group = either.size();
      for (const Assay* assay : waiting)
        settle(*assay, true);
      if (!waiting.empty()) {
        positive_before = false;
        end = cursor.place() + 1;
      }
      waiting.clear();
    } else if (cursor.at("negative")) {
      if (waiting.size() != 1) break;
      settle(*waiting.front(), false);
      waiting.clear();
      end = cursor.place() + 1;
    } else if (const Assay* assay = assay_here(cursor)) {
      if (positive_before) {
        settle(*assay, true);
        end = cursor.place() + 1;
      } else {
        waiting.push_back(assay);
      }
    } else if (cursor.at_any({"or", ",", ";", "/"})) {
      pending_and = false;
      if (cursor.at(",") || cursor.at(";"))
        positive_before =
            positive_before && assay_here(Cursor(cursor.rest().subspan(1), cursor.vocabulary()));
    } else if (cursor.at_any({"and", "with", "unless"})) {
      if (cursor.at("unless")) break;
      const std::span<const Piece> next =
          cursor.rest().subspan(1, std::min<std::size_t>(3, cursor.left() - 1));
      const auto named = std::find_if(next.begin(), next.end(), [&](const Piece& piece) {
        return assay_here(Cursor(std::span(&piece, 1), cursor.vocabulary())) != nullptr;
      });
      const bool same_virus = named != next.end() && (named->tag == "hbv_dna" || named->tag == "hcv_rna");
      pending_and = !either.empty() && same_virus;
      positive_before = positive_before && !pending_and;
    } else if (cursor.at("(")) {
      const std::size_t open = cursor.place();
      skip_parenthesis(cursor);
      if (cursor.place() == open || mentions_any(cursor.pieces().subspan(open, cursor.place() - open),
                                                 {"allowed", "except", "unless"})) {
        cursor.back_to(open);
        break; // an exception is no aside
      }
      if (!waiting.empty() || !either.empty()) end = std::max(end, waiting.empty() ? cursor.place() : end);
      continue;
    } else if (!cursor.at_any({"known", "serology", "hbv", "hcv", "hiv", "by", "for", "active", "either",
                               "prior", "by_definition", "history", "to", "which"}) &&
               !cursor.at_word("blood") && !cursor.at_word("antigen") && !cursor.at_word("test") &&
               !cursor.at_word("in") && !cursor.at_word("peripheral")) {
      break;
    }
    cursor.step();
  }
  const bool bare_presence = cursor.done() && either.empty() && start < cursor.pieces().size() &&
                             cursor.pieces()[start].text == "presence of";
  if (bare_presence) { // "presence of HBsAg or HCV antibody"
    for (const Assay* assay : waiting)
      settle(*assay, true);
    waiting.clear();
    end = cursor.place();
  }
  if (either.empty() || !waiting.empty()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.back_to(end);
  return Element{any_of(std::move(either)), 0.88};
}

namespace {

struct Manner {
  bool active = false, history = false, known = false, uncontrolled = false, positive = false;
};

Manner read_manner(Cursor& cursor) {
  Manner out;
  while (true) {
    if (cursor.at("active") || (cursor.at("known") && cursor.peek().text.find("active") != std::string::npos))
      out.active = true;
    else if (cursor.at("uncontrolled"))
      out.uncontrolled = true;
    else if (cursor.at_any({"history", "prior"}))
      out.history = true;
    else if (cursor.at("positive"))
      out.positive = true;
    else if (cursor.at("known"))
      out.known = true;
    else if (cursor.at("infection") &&
             cursor.at_any({"with", "by", "by_definition", "due"}, 1)) { // "active infection with HIV"
      out.known = true;
      out.active = out.active || cursor.peek().text.find("active") != std::string::npos;
      cursor.step();
    } else if (cursor.at("or") && cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].tag == "soft") {
      out.known = true; // "acute or chronic hepatitis C"
    } else if ((cursor.at("viral") || cursor.at_concept("viral_infection")) &&
               cursor.at_any({"with", "by"}, 1)) { // "active viral infection with HIV"
      out.known = true;
      cursor.step();
    } else if (cursor.at("or") && cursor.at("serology", 1) && out.positive) { // "positive serology or PCR"
    } else if (cursor.at(",") && out.known &&
               (cursor.at("active", 1) || cursor.at_concept("active_hepatitis_b", 1) ||
                cursor.at_concept("active_hepatitis_c", 1))) { // "known, active hepatitis B"
    } else if (cursor.at_any({"or", "/", "and"}) &&
               (cursor.at_any({"active", "known", "positive", "history", "prior"}, 1) ||
                cursor.at_concept("viral_infection", 1)) &&
               (out.active || out.known || out.positive || out.history))
      cursor.step(), out.active = out.active || cursor.at("active") || cursor.at_concept("viral_infection");
    else if (!cursor.at_any({"serology", "for", "either", "infection_none", "with", "to"}) &&
             !(cursor.at("soft") && (cursor.peek().text == "chronic" || cursor.peek().text == "acute")))
      break;
    cursor.step();
  }
  return out;
}

Expression virus_rule(const Virus& virus, const Manner& manner) {
  const bool active =
      (manner.active || manner.uncontrolled) && !manner.positive && !virus.active.empty() && !manner.history;
  std::string id(active ? virus.active : virus.known);
  if (virus.tag == "hiv" && manner.uncontrolled) id = "uncontrolled_hiv";
  return test((manner.history ? "had(" : "has(") + id + ")");
}

/// "confirmed by PCR", "(HIV 1/2 antibodies)", "infection".
void skip_behind_virus(Cursor& cursor) {
  while (true) {
    const std::size_t here = cursor.place();
    if (cursor.at("infection") || cursor.at("positive") || cursor.at("serology") || cursor.at("virus_word") ||
        cursor.at("viral") || cursor.at_word("virus"))
      cursor.step();
    if (cursor.at("(")) {
      std::size_t end = 1;
      bool plain = true;
      while (end < cursor.left() && !cursor.at(")", end)) {
        plain = plain && !cursor.at_any({"except", "unless", "allowed", "not"}, end);
        ++end;
      }
      if (plain && end < cursor.left() && end < 20) cursor.back_to(cursor.place() + end + 1);
    }
    if (cursor.at("by_definition") && cursor.at("serology", 1)) cursor.back_to(cursor.place() + 2);
    if (cursor.place() == here) return;
  }
}

} // namespace

/// "uncontrolled bacterial, viral or fungal infection", "active viral infection requiring treatment".
std::optional<Element> read_organisms(Cursor& cursor) {
  const std::size_t start = cursor.place();
  bool active = false, uncontrolled = false, needing = false, intravenous = false, oral = false,
       organism = false, named = false;
  while (!cursor.done()) {
    if (cursor.at("active"))
      active = true;
    else if (cursor.at("uncontrolled") || (cursor.at_concept("uncontrolled_infection") && !organism))
      uncontrolled = true, named = named || cursor.at_concept("uncontrolled_infection");
    else if (cursor.at_concept("serious_infection") && !organism)
      uncontrolled = named = true;
    else if (cursor.at_any({"bacterial", "viral", "fungal", "mycobacterial", "parasitic"}))
      organism = true, named = named || cursor.peek().text.find("infection") != std::string::npos;
    else if (cursor.at("infection"))
      named = true;
    else if (cursor.at(",") &&
             (cursor.at_concept("serious_infection", 1) || cursor.at_concept("uncontrolled_infection", 1))) {
    } else if (cursor.at_any({"or", "and", ",", "/"}) &&
               (cursor.at_any({"bacterial", "viral", "fungal", "mycobacterial", "parasitic", "infection",
                               "other", "active", "uncontrolled", "or", "and"},
                              1))) {
    } else if (!cursor.at_any({"known", "soft", "significant", "either", "other", "with", "serious_none"}) ||
               named)
      break;
    cursor.step();
  }
  while (!cursor.done() && named) { // what makes it a bar
    const std::size_t here = cursor.place();
    cursor.skip({"which", ",", "or"});
    if (cursor.accept("uncontrolled"))
      uncontrolled = true;
    else if (cursor.accept("requiring")) {
      needing = true;
      while (
          cursor.at_any({"antimicrobial", "treatment", "intravenous", "soft", "active", "with", "or", "/"}) ||
          cursor.at_concept("systemic_anticancer") || cursor.at_word("oral")) {
        oral = oral || cursor.at_word("oral");
        intravenous = intravenous || cursor.at("intravenous");
        cursor.step();
      }
    } else if (cursor.at("not") && cursor.at_word("responding", 1)) {
      uncontrolled = true;
      cursor.back_to(cursor.place() + 2);
      cursor.skip({"to", "antimicrobial", "treatment"});
    } else {
      cursor.back_to(here);
      break;
    }
  }
  const bool fits = (named || organism) && (active || uncontrolled || needing) && (organism || uncontrolled);
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  const std::string treated = intravenous && !oral ? "has(infection_needing_iv_treatment)"
                                                   : "has(infection_needing_systemic_treatment)";
  if (needing && !uncontrolled)
    if (const auto window = read_window(cursor); window && !window->later)
      return Element{test("had(" + treated.substr(4, treated.size() - 5) + "; " + within(*window) + ")"),
                     0.88};
  return Element{test(uncontrolled ? "has(uncontrolled_infection)"
                      : needing    ? treated
                                   : "active(infection)"),
                 0.88};
}

/// "active hepatitis B or C", "known HIV infection", "history of HIV, hepatitis B, or hepatitis C".
std::optional<Element> read_infection(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (!context.bars()) return std::nullopt;
  if (auto out = read_organisms(cursor)) return out;
  std::vector<Expression> parts;
  Manner manner = read_manner(cursor);
  std::size_t end = start;
  while (true) {
    if (!parts.empty()) {
      bool joined = false;
      while (cursor.at_any({",", "or", "and", "/"})) {
        joined = true;
        cursor.step();
      }
      if (!joined) break;
      const Manner own = read_manner(cursor);
      if (own.active || own.history || own.known || own.uncontrolled || own.positive) manner = own;
    }
    if (cursor.at("hepatitis") || cursor.at_concept("hepatitis_a"))
      manner.active = manner.active || cursor.peek().text.find("active") != std::string::npos;
    const Virus* virus = virus_here(cursor);
    if (virus == nullptr && (virus = virus_concept(cursor, manner.active)) != nullptr && !parts.empty() &&
        manner.active)
      manner.positive = false; // "seropositive for A, or active B"
    if (virus == nullptr && !parts.empty()) virus = virus_letter(cursor);
    if (virus == nullptr && cursor.at("hepatitis") && cursor.at_any({"virus_b", "virus_c"}, 1)) {
      cursor.step();
      virus = virus_letter(cursor);
    }
    if (virus == nullptr && cursor.at("hepatitis") && cursor.at("(", 1)) { // "active hepatitis (B or C)"
      cursor.back_to(cursor.place() + 2);
      virus = virus_letter(cursor);
    }
    if (virus == nullptr) break;
    cursor.step();
    skip_behind_virus(cursor);
    if (virus->tag == "hiv" && manner.active && !manner.known && parts.empty()) manner.active = true;
    parts.push_back(virus_rule(*virus, manner));
    end = cursor.place();
  }
  if (parts.empty()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.back_to(end);
  cursor.skip({")"});
  return Element{any_of(std::move(parts)), 0.92};
}

} // namespace cartwright::drafting
