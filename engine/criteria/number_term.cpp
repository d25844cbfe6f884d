#include "engine/criteria/number_term.hpp"

#include <algorithm>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

const Unit* unit_named(const char* symbol) {
  return find_unit(symbol);
}

std::optional<LineFilter> read_lines(const WrittenTest& written, std::string& text, const Checking& checking);

std::optional<LesionKind> read_lesion_kind(PhraseReader& reader, const Checking& checking) {
  reader.accept_word("lesion");
  const auto word =
      one_of(reader.take(), "kind of lesion", {"any", "paraskeletal", "extraosseous"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  return *word == "any"            ? LesionKind::any
         : *word == "paraskeletal" ? LesionKind::paraskeletal
                                   : LesionKind::extraosseous;
}

std::optional<ReadTerm> read_lesion(const WrittenTest& written, const Checking& checking) {
  ReadTerm out;
  const std::string& head = written.head.text;
  PhraseReader reader(written.arguments.front());
  const auto kind = read_lesion_kind(reader, checking);
  bool whole = kind.has_value();
  std::string option;
  for (const Phrase& phrase : std::span(written.arguments).subspan(1)) {
    PhraseReader words(phrase);
    const bool by = words.accept_word("by") && head == "largest";
    const auto diameter =
        by ? one_of(words.take(), "diameter", {"longest", "shortest"}, checking) : std::nullopt;
    if (!by)
      checking.error(phrase.span, ProblemCode::malformed, "this option has no meaning here",
                     "largest takes by longest or by shortest");
    whole = whole && diameter && words.finished(checking);
    if (diameter && *diameter == "shortest") option = "; by shortest";
  }
  if (!whole) return std::nullopt;
  out.term.kind = head == "largest"  ? NumberKind::largest_lesion
                  : head == "number" ? NumberKind::lesion_count
                                     : NumberKind::sum_of_products;
  out.term.lesion = *kind;
  out.term.shortest_diameter = !option.empty();
  out.text = head + "(lesion " + std::string(word(*kind)) + option + ")";
  out.scale.unit = head == "largest" ? unit_named("mm") : head == "number" ? nullptr : unit_named("cm2");
  return out;
}

std::optional<AntigenFilter> read_antigen(const WrittenTest& written, std::string& text,
                                          const Checking& checking) {
  AntigenFilter out;
  PhraseReader reader(written.arguments.front());
  const auto id = resolve(reader.take(), ConceptKind::antigen, "antigen", checking);
  bool whole = id && reader.finished(checking);
  if (id) {
    out.antigen = *id;
    text = "antigen(" + checking.vocabulary[*id].id;
  }
  for (const Phrase& phrase : std::span(written.arguments).subspan(1)) {
    PhraseReader words(phrase);
    const bool by = words.accept_word("by"), in = !by && words.accept_word("in");
    if (!by && !in) {
      checking.error(phrase.span, ProblemCode::malformed, "this option has no meaning here",
                     "write by flow or IHC, or in marrow or lesion");
      whole = false;
      continue;
    }
    const auto words_read =
        by ? read_choices(words, "assay", {"flow", "IHC"}, checking)
           : read_choices(words, "specimen", {"marrow", "lesion", "csf", "blood"}, checking);
    whole = whole && words_read;
    if (words_read) {
      (by ? out.assays : out.specimens) = *words_read;
      text += (by ? "; by " : "; in ") + join(*words_read, " or ");
    }
  }
  text += ")";
  if (!whole) return std::nullopt;
  return out;
}

std::optional<ReadTerm> read_kidney(const WrittenTest& written, const Checking& checking) {
  ReadTerm out;
  const bool clearance = written.head.text == "creatinine_clearance";
  out.term.kind = clearance ? NumberKind::creatinine_clearance : NumberKind::egfr;
  out.term.method = "any";
  if (!written.arguments.empty()) {
    PhraseReader reader(written.arguments.front());
    const std::vector<std::string> methods =
        clearance ? std::vector<std::string>{"cockcroft_gault", "measured", "any"}
                  : std::vector<std::string>{"ckd_epi_2021", "mdrd", "any"};
    const auto method = one_of(reader.take(), "method", methods, checking);
    if (!method || !reader.finished(checking)) return std::nullopt;
    out.term.method = *method;
  }
  out.text = written.head.text + "(" + out.term.method + ")";
  out.scale.unit = unit_named(clearance ? "mL/min" : "mL/min/1.73m2");
  out.scale.high = 300;
  return out;
}

std::optional<ReadTerm> read_measurement(const WrittenTest& written, const Checking& checking) {
  const auto id = resolve(written.head, ConceptKind::measurement, "measurement", checking);
  if (!id) return std::nullopt;
  ReadTerm out;
  out.term.kind = NumberKind::measurement;
  out.term.subject = *id;
  out.text = checking.vocabulary[*id].id;
  const auto& facts = checking.vocabulary[*id].measurement;
  if (!facts || facts->unit == nullptr) {
    checking.error(written.head.span, ProblemCode::unknown_unit,
                   "the vocabulary states no unit for " + out.text, "mend measurements.json");
    return std::nullopt;
  }
  out.scale.measurement = &*facts;
  out.scale.unit = facts->unit->dimension == Dimension::number ? nullptr : facts->unit;
  out.scale.ratio = true;
  return out;
}

struct PlainTerm {
  std::string_view head;
  NumberKind kind;
  const char* unit; ///< null: a bare number
  double high;
  bool ratio;
};
constexpr PlainTerm plain_terms[] = {
    {"age", NumberKind::age, "y", 130, false},
    {"weight", NumberKind::weight, "kg", 400, false},
    {"height", NumberKind::height, "cm", 250, false},
    {"ecog", NumberKind::ecog, nullptr, 5, false},
    {"kps", NumberKind::kps, nullptr, 100, false},
    {"involved_flc", NumberKind::involved_flc, "mg/L", 1e6, false},
    {"dflc", NumberKind::dflc, "mg/L", 1e6, false},
    {"flc_ratio", NumberKind::flc_ratio, nullptr, 1e6, true},
    {"involved_uninvolved_ratio", NumberKind::involved_ratio, nullptr, 1e6, false},
    {"iss", NumberKind::iss, nullptr, 3, false},
    {"r_iss", NumberKind::r_iss, nullptr, 3, false},
    {"r2_iss", NumberKind::r2_iss, nullptr, 4, false},
    {"car_hematotox", NumberKind::car_hematotox, nullptr, 7, false},
    {"circulating_plasma_cells", NumberKind::circulating_plasma_cells, "%", 100, false},
};

/// `circulating_plasma_cells(absolute)`
std::optional<ReadTerm> read_circulating(const WrittenTest& written, const Checking& checking) {
  PhraseReader reader(written.arguments.front());
  const auto word = one_of(reader.take(), "measure of circulating plasma cells", {"absolute"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  ReadTerm out;
  out.term.kind = NumberKind::circulating_absolute;
  out.text = std::string(cartwright::criteria::word(out.term.kind));
  out.scale.unit = unit_named("10^9/L");
  out.scale.high = 1000;
  return out;
}

std::optional<ReadTerm> read_term(const WrittenTest& written, const Checking& checking) {
  const std::string& head = written.head.text;
  if (head == "circulating_plasma_cells" && written.has_arguments) return read_circulating(written, checking);
  for (const PlainTerm& plain : plain_terms)
    if (plain.head == head) {
      ReadTerm out;
      out.term.kind = plain.kind;
      out.text = head;
      out.scale = {plain.unit == nullptr ? nullptr : unit_named(plain.unit), nullptr, 0, plain.high,
                   plain.ratio};
      out.scale.stages = plain.kind == NumberKind::iss || plain.kind == NumberKind::r_iss ||
                         plain.kind == NumberKind::r2_iss;
      return out;
    }
  if (head == "largest" || head == "number" || head == "sum_of_products")
    return read_lesion(written, checking);
  if (head == "creatinine_clearance" || head == "egfr") return read_kidney(written, checking);
  if (head == "lines") {
    ReadTerm out;
    out.term.kind = NumberKind::lines;
    out.scale.high = 60;
    const auto filter = read_lines(written, out.text, checking);
    if (!filter) return std::nullopt;
    out.term.line = *filter;
    return out;
  }
  if (head == "antigen") {
    ReadTerm out;
    out.term.kind = NumberKind::antigen_percent;
    out.scale.unit = unit_named("%");
    out.scale.high = 100;
    const auto filter = read_antigen(written, out.text, checking);
    if (!filter) return std::nullopt;
    out.term.antigen = *filter;
    return out;
  }
  return read_measurement(written, checking);
}

/// `where: cycles >= 1 or best_response = PD`, in either order.
bool read_where(PhraseReader& reader, LineFilter& out, std::string& text, const Checking& checking) {
  do {
    if (reader.accept_word("cycles")) {
      const auto cycles = read_at_least(reader, checking);
      if (!cycles) return false;
      out.min_cycles = cycles;
    } else if (reader.accept_word("best_response") && reader.accept_symbol("=")) {
      const Token token = reader.take();
      out.or_best_response = parse_response(token.text);
      if (!out.or_best_response) {
        checking.unknown_word(token, "response", {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"});
        return false;
      }
    } else {
      checking.error(reader.span(), ProblemCode::malformed, "this condition on lines is not known",
                     "write where: cycles >= 1 or best_response = PD");
      return false;
    }
  } while (reader.accept_word("or"));
  text = "where: cycles >= " + std::to_string(out.min_cycles.value_or(0));
  if (out.or_best_response) text += " or best_response = " + std::string(word(*out.or_best_response));
  if (!out.min_cycles) {
    checking.error(reader.whole(), ProblemCode::malformed, "a least number of cycles is missing",
                   "write where: cycles >= 1 or best_response = PD");
    return false;
  }
  return reader.finished(checking);
}

std::optional<LineFilter> read_lines(const WrittenTest& written, std::string& text,
                                     const Checking& checking) {
  LineFilter out;
  std::vector<std::string> parts;
  std::vector<Phrase> drug;
  bool whole = true;
  for (const Phrase& phrase : written.arguments) {
    PhraseReader reader(phrase);
    if (reader.accept_word("where") && reader.accept_symbol(":")) {
      std::string part;
      whole = read_where(reader, out, part, checking) && whole;
      parts.push_back(part);
    } else if (phrase.tokens.size() > 2 && starts_with_word(phrase, "of") && phrase.tokens[1].text == ":") {
      drug.push_back(phrase);
      drug.back().tokens.erase(drug.back().tokens.begin(), drug.back().tokens.begin() + 2);
    } else if (!drug.empty()) {
      drug.push_back(phrase);
    } else {
      checking.error(phrase.span, ProblemCode::malformed, "this condition on lines is not known",
                     "write lines(of: PI) or lines(where: cycles >= 1)");
      whole = false;
    }
  }
  if (!drug.empty()) {
    std::vector<const Phrase*> others;
    out.of = read_drugs(drug, others, checking);
    whole = no_others(others, "write lines(of: PI; by antibody; where: cycles >= 1)", checking) && out.of &&
            whole;
    if (out.of) parts.insert(parts.begin(), "of: " + out.of->text);
  }
  if (!whole) return std::nullopt;
  text = parts.empty() ? "lines" : "lines(" + join(parts, "; ") + ")";
  return out;
}

} // namespace

bool is_number_term(std::string_view head) {
  for (const PlainTerm& plain : plain_terms)
    if (plain.head == head) return true;
  for (const std::string_view known :
       {"largest", "number", "sum_of_products", "creatinine_clearance", "egfr", "lines", "antigen"})
    if (known == head) return true;
  return false;
}

std::optional<ReadTerm> read_number_term(const WrittenTest& written, const Checking& checking) {
  return read_term(written, checking);
}

} // namespace cartwright::criteria
