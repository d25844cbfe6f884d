// The diagnosis and its kin: myeloma newly found or relapsed, leukaemia, amyloidosis, the nervous system,
// antigens.
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

void skip_references(Cursor& cursor) {
  while (true) {
    const std::size_t here = cursor.place();
    cursor.skip({"by_definition", "imwg", "reference", "by"});
    if (cursor.at("(") && cursor.at_any({"imwg", "reference", "by_definition"}, 1)) {
      std::size_t end = 1;
      while (end < cursor.left() && !cursor.at(")", end))
        ++end;
      const std::span<const Piece> inside = cursor.rest().subspan(1, end - 1);
      const bool only_reference = std::all_of(inside.begin(), inside.end(), [](const Piece& piece) {
        return piece.tag == "imwg" || piece.tag == "reference" || piece.tag == "by_definition" ||
               piece.kind == PieceKind::number || piece.tag == "," || piece.tag == "[" || piece.tag == "by";
      });
      if (only_reference && end < cursor.left()) cursor.back_to(cursor.place() + end + 1);
    }
    if (cursor.at_number() && cursor.peek().value > 1990 && cursor.peek().value < 2040) cursor.step();
    if (cursor.place() == here) return;
  }
}

struct Status {
  bool relapsed = false, fresh = false;
};

Status read_status(Cursor& cursor) {
  Status out;
  while (!cursor.done()) {
    if (cursor.at_any({"rr", "relapsed"}) ||
        (cursor.at("refractory") && cursor.peek().text.find("fail") == std::string::npos)) {
      out.relapsed = true;
    } else if (cursor.at("newly_diagnosed")) {
      out.fresh = true;
    } else if (cursor.at("progression") && (out.relapsed || cursor.at_concept("multiple_myeloma", 1))) {
      out.relapsed = true;
    } else if (cursor.at("known") && cursor.peek().text == "new") {
      out.fresh = true;
    } else if (!(cursor.at_any(
                     {"known", "active", "which", "with", "either", "symptomatic", "measurable_none"}) ||
                 (cursor.at_any({"and", "or", "/", ",", "("}) &&
                  cursor.at_any({"relapsed", "refractory", "rr", "progression", "or", "and"}, 1)) ||
                 (cursor.at(")") && out.relapsed))) {
      break;
    }
    cursor.step();
  }
  return out;
}

} // namespace

/// "relapsed or refractory multiple myeloma by IMWG criteria", "diagnosis of MM".
std::optional<Element> read_disease(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (context.bars()) return std::nullopt;
  cursor.skip({"prior", "history"});
  const std::size_t before_criteria = cursor.place();
  skip_references(cursor);
  if (cursor.place() > before_criteria) cursor.skip({"for"}); // "meeting criteria for symptomatic myeloma"
  Status status = read_status(cursor);
  bool named = false;
  std::string condition = "multiple_myeloma";
  if (cursor.accept("rrmm")) {
    named = status.relapsed = true;
  } else if (const auto id = cursor.concept_here(ConceptKind::condition)) {
    const std::string& word = cursor.vocabulary()[*id].id;
    if (word != "multiple_myeloma" && word != "smouldering_myeloma" &&
        word != "high_risk_smouldering_myeloma")
      return give_up();
    condition = word;
    named = true;
    cursor.step();
  }
  if (named && cursor.at("(") && cursor.at(")", 2) &&
      (cursor.at("rrmm", 1) || cursor.at_concept("multiple_myeloma", 1) ||
       cursor.peek(1).kind == PieceKind::word))
    cursor.back_to(cursor.place() + 3);
  const std::size_t behind = cursor.place();
  skip_references(cursor);
  if (named) { // "MM with relapsed and/or refractory disease", "myeloma that is relapsed or refractory"
    const std::size_t here = cursor.place();
    cursor.skip({"with", "which"});
    const Status later = read_status(cursor);
    if (later.relapsed || later.fresh) {
      status.relapsed = status.relapsed || later.relapsed;
      status.fresh = status.fresh || later.fresh;
      cursor.accept_word("disease");
      skip_references(cursor);
      const bool more = cursor.at_any({"to", "after", "during"}) && !cursor.at_number(1);
      if (later.relapsed && more) cursor.back_to(here), status = Status{};
    } else {
      cursor.back_to(here);
    }
  } else {
    if (!status.relapsed || !cursor.accept_word("disease")) return give_up();
    skip_references(cursor);
  }
  (void)behind;
  std::vector<Expression> parts;
  if (named) parts.push_back(test("diagnosis is " + condition));
  if (status.relapsed) parts.push_back(test("status is relapsed_refractory"));
  if (status.fresh && !status.relapsed) parts.push_back(test("status is newly_diagnosed"));
  return Element{all_of(std::move(parts)), 0.93};
}

namespace {

bool meningeal(const std::string& text) {
  return text.find("mening") != std::string::npos;
}
bool metastasis(const std::string& text) {
  return text.find("metasta") != std::string::npos || text.find("carcinomatous") != std::string::npos;
}

void skip_of_myeloma(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({"by", "with", "due", "for", "from", "(", "active"});
  if (cursor.at_concept("multiple_myeloma") || cursor.at("malignancy") ||
      cursor.at_concept("plasma_cell_disorder")) {
    cursor.step();
    cursor.accept_word("disease");
    if (start < cursor.pieces().size() && cursor.pieces()[start].tag == "(") cursor.accept(")");
    return;
  }
  cursor.back_to(start);
}

} // namespace

std::optional<Element> read_nervous_system(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (!context.bars()) return std::nullopt;
  bool history = false, suspected = false, brain = false, lining = false, spread = false;
  std::size_t end = start;
  while (!cursor.done()) {
    if (cursor.at_any({"history", "prior"}))
      history = true;
    else if (cursor.at_any({"known", "active", "symptomatic", "either", "significant"}))
      suspected = suspected || cursor.peek().text.find("suspected") != std::string::npos;
    else if (cursor.at("cns_involvement") ||
             (cursor.at("cns") && (cursor.at("involvement", 1) || cursor.at_concept("multiple_myeloma", 1) ||
                                   cursor.at_any({"or", "/"}, 1)))) {
      const std::string& text = cursor.peek().text;
      const bool both = meningeal(text) && text.find("central") != std::string::npos;
      (meningeal(text) && !both ? lining : brain) = true;
      spread = spread || metastasis(text);
      const bool partial = cursor.at("cns") && cursor.at_any({"or", "/"}, 1);
      cursor.step();
      if (partial && !(cursor.at_any({"cns", "cns_involvement"}, 1))) return give_up();
      cursor.accept("involvement");
      if (cursor.at("(") && cursor.at("cns", 1) && cursor.at(")", 2)) cursor.back_to(cursor.place() + 3);
      if (cursor.at("involvement")) cursor.step();
      skip_of_myeloma(cursor);
      end = cursor.place();
      continue;
    } else if (cursor.at_any({"or", "and", "/"}) && end == start && suspected &&
               cursor.at_any({"cns_involvement", "cns"}, 1)) { // "suspected or documented"
    } else if (cursor.at(",") && end == start && cursor.at_any({"or", "and"}, 1)) {
    } else if (cursor.at_any({"or", "and", "/"}) && end == start &&
               cursor.at_any({"history", "prior", "active", "known", "symptomatic"}, 1)) {
    } else if (cursor.at_any({",", "or", "and", "/"}) && end > start) {
      std::size_t by = 1;
      while (cursor.at_any({"known", "active", "symptomatic", "history", "prior", "or", "and", "soft"}, by))
        ++by;
      if (!cursor.at_any({"cns_involvement", "cns"}, by)) break;
    } else
      break;
    cursor.step();
  }
  if (end == start) return give_up();
  cursor.back_to(end);
  std::vector<Expression> parts;
  if (brain) parts.push_back(test("cns(any)"));
  if (lining) parts.push_back(test("cns(leptomeningeal)"));
  if (history) parts.push_back(test("had(cns_myeloma)"));
  (void)suspected;
  return Element{any_of(std::move(parts)), spread ? 0.8 : 0.93};
}

/// "BCMA positive by flow cytometry or immunohistochemistry", ">= 50 % BCMA expression on plasma cells".
std::optional<Element> read_antigen(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (context.bars()) return std::nullopt;
  std::string antigen;
  bool positive = false, expression = false;
  std::vector<std::string> assays;
  std::optional<Interval> share;
  for (std::size_t i = 0; i < 40 && !cursor.done() && !cursor.at_any({".", ";"}); ++i) {
    if (const auto id = cursor.concept_here(ConceptKind::antigen)) {
      const std::string& name = cursor.vocabulary()[*id].id;
      if (!antigen.empty() && antigen != name && name != "CD138") break;
      if (antigen.empty()) antigen = name;
    } else if (cursor.at_any({"positive", "+"})) {
      positive = true;
    } else if (cursor.at("expression")) {
      expression = true;
    } else if (cursor.at("flow")) {
      assays.emplace_back("flow");
    } else if (cursor.at("ihc")) {
      assays.emplace_back("IHC");
    } else if (const std::size_t here = cursor.place(); true) {
      auto interval = read_interval(cursor);
      if (interval && interval->unit == "%" && interval->op != "in") {
        if (interval->op == "=") interval->op = ">=";
        share = interval;
        continue;
      }
      cursor.back_to(here);
      const bool known = cursor.at_any({"by_definition",
                                        "by",
                                        "or",
                                        "and",
                                        "/",
                                        ",",
                                        "(",
                                        ")",
                                        "in_marrow",
                                        "plasma_cell_word",
                                        "known",
                                        "during",
                                        "with",
                                        "for",
                                        "which",
                                        "either",
                                        "prior",
                                        "reference",
                                        "malignancy",
                                        "serology",
                                        "excretion",
                                        "plasmacytoma",
                                        "at_least_one"}) ||
                         cursor.at_concept("multiple_myeloma") || cursor.peek().kind == PieceKind::word;
      if (!known || (antigen.empty() && i > 8)) break;
    }
    cursor.step();
  }
  const bool fits = !antigen.empty() && (positive || expression || share) && cursor.done() && start == 0;
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  std::string name = "antigen(" + antigen;
  if (!assays.empty()) {
    std::sort(assays.begin(), assays.end());
    assays.erase(std::unique(assays.begin(), assays.end()), assays.end());
    std::reverse(assays.begin(), assays.end());
    name += "; by " + assays.front() + (assays.size() > 1 ? " or " + assays.back() : "");
  }
  name += ")";
  return Element{test(share ? comparison(name, *share) : name + " is positive"), 0.8};
}

} // namespace cartwright::drafting
