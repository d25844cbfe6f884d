#include "catalogues/drafting/drugs.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

std::size_t closing(const Cursor& cursor) {
  int depth = 0;
  for (std::size_t by = 0; by < cursor.left(); ++by) {
    if (cursor.at("(", by)) ++depth;
    if (cursor.at(")", by) && --depth == 0) return by;
  }
  return cursor.left();
}

std::optional<std::string> product_kind(const Cursor& cursor) {
  const auto id = cursor.concept_here(ConceptKind::drug_class);
  if (!id) return std::nullopt;
  const std::string& name = cursor.vocabulary()[*id].id;
  static constexpr std::string_view kinds[] = {"car_t",        "bispecific",        "adc",
                                               "trispecific",  "allogeneic_car_t",  "monoclonal_antibody",
                                               "cell_therapy", "t_cell_redirecting"};
  return std::find(std::begin(kinds), std::end(kinds), name) != std::end(kinds) ? std::optional(name)
                                                                                : std::nullopt;
}

/// What `by` accepts in the language.
std::string by_word(const std::string& kind) {
  if (kind == "monoclonal_antibody") return "antibody";
  if (kind == "car_t") return "car_t or allogeneic_car_t";
  return kind;
}

void skip_treatment_words(Cursor& cursor) {
  cursor.skip({"treatment", "targeting", "class"});
}

/// Antigens one after another: "BCMA", "BCMA or GPRC5D".
std::vector<std::string> antigens_here(Cursor& cursor) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t here = cursor.place();
    if (!out.empty() && !cursor.accept_any({"or", "/", "and"})) break;
    cursor.skip({"anti"});
    const auto id = cursor.concept_here(ConceptKind::antigen);
    if (!id) {
      cursor.back_to(here);
      break;
    }
    out.push_back(cursor.vocabulary()[*id].id);
    cursor.step();
    if (cursor.at("(") && cursor.at(")", 2) && cursor.concept_here(ConceptKind::antigen, 1)) { // "(BCMA)"
      cursor.step();
      cursor.step();
      cursor.step();
    }
    if (!cursor.at_any({"or", "/"}) ||
        !Cursor(cursor.rest().subspan(1), cursor.vocabulary()).concept_here(ConceptKind::antigen))
      break;
  }
  return out;
}

std::string aimed(const std::vector<std::string>& antigens, const std::string& kind) {
  std::string out;
  for (const std::string& antigen : antigens)
    out += (out.empty() ? "" : "; ") + ("target " + antigen);
  if (antigens.size() > 1) out = "any of {" + out + "}";
  return kind.empty() ? out : out + "; by " + by_word(kind);
}

/// "anti-BCMA CAR-T", "BCMA-targeted therapy", "CAR-T targeting BCMA".
std::optional<std::string> read_aimed(Cursor& cursor) {
  const std::size_t start = cursor.place();
  const auto kind_first = product_kind(cursor);
  if (kind_first) {
    cursor.step();
    skip_examples(cursor);
    if (cursor.accept("targeting")) {
      cursor.skip({"anti", "targeting"});
      const auto antigens = antigens_here(cursor);
      if (!antigens.empty()) return aimed(antigens, *kind_first);
    }
    cursor.back_to(start);
    return std::nullopt;
  }
  const bool anti = cursor.accept_any({"anti", "targeting"});
  const auto antigens = antigens_here(cursor);
  if (cursor.at("-") && cursor.at("targeting", 1)) cursor.step();
  if (antigens.empty()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  const bool aims = cursor.accept("targeting");
  cursor.skip({"targeting", "known"});
  const auto kind = product_kind(cursor);
  if (kind || cursor.at_concept("targeted_therapy")) {
    cursor.step();
  } else if (!cursor.accept("treatment") && !anti && !aims) {
    cursor.back_to(start);
    return std::nullopt;
  }
  skip_treatment_words(cursor);
  return aimed(antigens, kind ? *kind : "");
}

std::optional<std::string> read_named(Cursor& cursor) {
  if (cursor.at("first_dose") &&
      cursor.peek().text.starts_with("investigational")) { // "investigational product"
    cursor.step();
    return "investigational";
  }
  for (const ConceptKind kind : {ConceptKind::drug_class, ConceptKind::agent})
    if (const auto id = cursor.concept_here(kind)) {
      cursor.step();
      return cursor.vocabulary()[*id].id;
    }
  return std::nullopt;
}

/// "cycles >= 2" before the drug: "at least 2 cycles of".
std::string read_cycles(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({"known"});
  const auto interval = read_interval(cursor);
  if (interval && cursor.accept("cycle") && interval->unit.empty() && !interval->period) {
    cursor.skip({"treatment", "of_therapy", "with", "by"});
    if (interval->op == ">=") return "; cycles >= " + number_text(interval->low);
    if (interval->op == ">") return "; cycles >= " + number_text(interval->low + 1);
    if (interval->op == "=") return "; cycles >= " + number_text(interval->low);
  }
  cursor.back_to(start);
  return "";
}

/// How many are asked for: "one", "at least one", "any".
void skip_one(Cursor& cursor) {
  while (true) {
    const std::size_t here = cursor.place();
    cursor.skip({"at_least_one", "either", "both", "other", "prior", "class", "known", "with", "treatment"});
    if (cursor.at(">=")) cursor.step();
    if (cursor.place() > here && !cursor.at_number() && !cursor.peek().concepts.empty() &&
        cursor.pieces()[cursor.place() - 1].tag == ">=")
      continue; // "at least a proteasome inhibitor"
    if (cursor.at_number() && cursor.peek().value == 1 && cursor.peek().unit.empty())
      cursor.step();
    else if (cursor.place() > here && cursor.pieces()[cursor.place() - 1].tag == ">=")
      cursor.back_to(cursor.place() - 1);
    cursor.skip({"class", "treatment"});
    if (cursor.place() == here) break;
  }
}

} // namespace

bool skip_examples(Cursor& cursor) {
  bool any = false;
  while (cursor.at("(")) {
    const std::size_t end = closing(cursor);
    if (end >= cursor.left()) break;
    const std::span<const Piece> inside = cursor.rest().subspan(1, end - 1);
    const bool examples = !inside.empty() && (inside[0].tag == "such_as" || inside[0].tag == "including");
    const bool abbreviation =
        inside.size() == 1 && inside[0].kind != PieceKind::number && inside[0].tag != "combination";
    const bool names = !inside.empty() && std::all_of(inside.begin(), inside.end(), [](const Piece& piece) {
      return !piece.concepts.empty() || piece.tag == "," || piece.tag == "or" || piece.tag == "/" ||
             piece.tag == "and" || piece.tag == "such_as" || piece.kind == PieceKind::word ||
             piece.tag == "either" || piece.tag == "combination" || piece.tag == "autologous" ||
             piece.tag == "allogeneic";
    });
    const bool combination = inside.size() <= 2 && !inside.empty() && inside[0].tag == "combination";
    if (!examples && !abbreviation && !names && !combination) break;
    if (mentions_any(inside, {"except", "unless", "not", "within", "excluded"})) break;
    cursor.back_to(cursor.place() + end + 1);
    any = true;
  }
  return any;
}

namespace {

/// ", e.g. bortezomib or carfilzomib" and "such as A, B or C" without parentheses: known names only.
void skip_open_examples(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({","});
  if (!cursor.accept_any({"such_as", "including"})) {
    cursor.back_to(start);
    return;
  }
  cursor.skip({","});
  std::size_t end = start;
  while (cursor.concept_here(ConceptKind::agent) || cursor.concept_here(ConceptKind::drug_class)) {
    cursor.step();
    skip_examples(cursor);
    end = cursor.place();
    if (!cursor.accept_any({",", "or", "/", "and"})) break;
    cursor.skip({"or", "and"});
  }
  cursor.back_to(end);
}

} // namespace

std::optional<Drug> read_drug(Cursor& cursor) {
  const std::size_t start = cursor.place();
  skip_one(cursor);
  std::string options = read_cycles(cursor);
  skip_one(cursor);
  auto phrase = read_aimed(cursor);
  if (!phrase) phrase = read_named(cursor);
  if (!phrase) {
    cursor.back_to(start);
    return std::nullopt;
  }
  skip_examples(cursor);
  cursor.skip({"treatment"});
  if (cursor.at("targeting") && cursor.at("targeting", 1) && cursor.peek(1).text == "target")
    cursor.back_to(cursor.place() + 2); // "directed at any target"
  if (cursor.at("targeting") && cursor.at_concept("multiple_myeloma", 1)) cursor.back_to(cursor.place() + 2);
  if (cursor.accept_run({"with", "therapy_line"}) || cursor.accept_run({"including", "therapy_line"}) ||
      cursor.accept_run({"including", "treatment"})) {
  }
  skip_examples(cursor);
  skip_open_examples(cursor);
  return Drug{*phrase, options};
}

std::string union_of(const std::vector<Drug>& drugs) {
  if (drugs.size() == 1) return drugs.front().phrase;
  std::string out;
  for (const Drug& drug : drugs)
    out += (out.empty() ? "" : "; ") + drug.phrase;
  return "any of {" + out + "}";
}

std::optional<DrugList> read_drugs(Cursor& cursor) {
  DrugList out;
  const std::size_t start = cursor.place();
  cursor.skip({":", ","});
  bool ors = false, ands = false;
  std::size_t end = start;
  while (true) {
    bool or_here = false, and_here = false;
    if (!out.drugs.empty()) {
      bool joined = false;
      while (cursor.at_any({",", "or", "and", "/", ";"})) {
        or_here = or_here || cursor.at("or") || cursor.at("/");
        and_here = and_here || cursor.at("and");
        joined = true;
        cursor.step();
      }
      if (!joined) break;
      cursor.skip({"received", "including", "prior"});
    }
    const auto drug = read_drug(cursor);
    if (!drug) break;
    ors = ors || or_here;
    ands = ands || and_here;
    const bool again = std::any_of(out.drugs.begin(), out.drugs.end(), [&](const Drug& other) {
      return other.phrase == drug->phrase && other.options == drug->options;
    });
    if (!again) out.drugs.push_back(*drug);
    end = cursor.place();
  }
  cursor.back_to(out.drugs.empty() ? start : end);
  if (out.drugs.empty() || (ors && ands)) {
    cursor.back_to(start);
    return std::nullopt;
  }
  out.all = !ors;
  out.together = ands;
  cursor.skip({"combination"});
  if (cursor.at("(") && cursor.at("combination", 1) && cursor.at(")", 2)) cursor.back_to(cursor.place() + 3);
  return out;
}

} // namespace cartwright::drafting
