// Terms with a number: what is measured, in which unit, against which bound.
#include <algorithm>
#include <cmath>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

/// What a bound of the term must look like.
struct Scale {
  const Unit* unit = nullptr;                    ///< of the term; null: a bare number
  const MeasurementFacts* measurement = nullptr; ///< converts over bridges, knows plausible bounds
  double low = 0, high = 1e12;                   ///< beyond these a bound is impossible
  bool ratio = false;                            ///< may be said to be normal or abnormal
};

struct ReadTerm {
  NumberTerm term;
  std::string text;
  Scale scale;
};

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
    {"ecog", NumberKind::ecog, nullptr, 5, false},
    {"kps", NumberKind::kps, nullptr, 100, false},
    {"involved_flc", NumberKind::involved_flc, "mg/L", 1e6, false},
    {"dflc", NumberKind::dflc, "mg/L", 1e6, false},
    {"flc_ratio", NumberKind::flc_ratio, nullptr, 1e6, true},
    {"circulating_plasma_cells", NumberKind::circulating_plasma_cells, "%", 100, false},
};

std::optional<ReadTerm> read_term(const WrittenTest& written, const Checking& checking) {
  const std::string& head = written.head.text;
  for (const PlainTerm& plain : plain_terms)
    if (plain.head == head) {
      ReadTerm out;
      out.term.kind = plain.kind;
      out.text = head;
      out.scale = {plain.unit == nullptr ? nullptr : unit_named(plain.unit), nullptr, 0, plain.high,
                   plain.ratio};
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

// --- bounds

std::string shown(double value, const Unit* unit) {
  return unit == nullptr ? number_text(value) : Quantity(value, *unit).text();
}

std::optional<double> converted(double value, const Unit& unit, const Scale& scale) {
  if (scale.measurement != nullptr) return to_stored_unit(*scale.measurement, value, unit);
  const auto inside = Quantity(value, unit).in(*scale.unit);
  if (!inside) return std::nullopt;
  return inside->value();
}

void wrong_unit(const Token& token, const Scale& scale, const Checking& checking) {
  const std::string expected = scale.unit == nullptr
                                   ? "this term is a bare number"
                                   : "this term is measured in " + std::string(scale.unit->symbol);
  if (find_unit(token.text) == nullptr)
    checking.error(token.span, ProblemCode::unknown_unit, "\"" + token.text + "\" is not a known unit",
                   expected + (nearest_units(token.text).empty()
                                   ? ""
                                   : "; nearest: " + join_or(nearest_units(token.text))));
  else
    checking.error(token.span, ProblemCode::wrong_unit,
                   "the unit " + token.text + " does not belong to this term", expected);
}

void check_plausible(double value, const Scale& scale, const NumberTerm& term, Span span,
                     const Checking& checking) {
  if (term.kind == NumberKind::involved_flc && value >= 500)
    checking.warning(span, ProblemCode::probable_unit_slip,
                     "a bound of " + number_text(value) +
                         " mg/L on free light chains is five times the usual 100 mg/L or more",
                     "check mg/L against mg/dL; keep the text in rule and the reading in as_read");
  if (scale.measurement == nullptr) return;
  const auto& [unit, bridges, low, high, question, document] = *scale.measurement;
  if ((low && value < *low && value != 0) || (high && value > *high))
    checking.warning(span, ProblemCode::probable_unit_slip,
                     "the bound " + shown(value, unit) + " lies outside what this test can give",
                     "check the unit; keep the text in rule and the reading in as_read");
}

/// One number of a bound in the term's unit; empty after a problem.
std::optional<double> read_value(double value, const Token* unit_token, const Scale& scale,
                                 const NumberTerm& term, Span span, const Checking& checking) {
  std::optional<double> out = value;
  if (scale.unit == nullptr && unit_token != nullptr && find_unit(unit_token->text) != nullptr &&
      find_unit(unit_token->text)->dimension == Dimension::number)
    unit_token = nullptr;
  if (scale.unit == nullptr && unit_token != nullptr) {
    wrong_unit(*unit_token, scale, checking);
    return std::nullopt;
  }
  if (scale.unit != nullptr) {
    if (unit_token == nullptr) {
      checking.error(span, ProblemCode::unknown_unit, "the number has no unit",
                     "this term is measured in " + std::string(scale.unit->symbol));
      return std::nullopt;
    }
    const Unit* unit = find_unit(unit_token->text);
    out = unit == nullptr ? std::nullopt : converted(value, *unit, scale);
    if (!out) {
      wrong_unit(*unit_token, scale, checking);
      return std::nullopt;
    }
  }
  if (*out < scale.low || *out > scale.high) {
    checking.error(span, ProblemCode::impossible_value,
                   "the bound " + shown(*out, scale.unit) + " is beyond what is possible",
                   "possible: " + number_text(scale.low) + " to " + shown(scale.high, scale.unit));
    return std::nullopt;
  }
  check_plausible(*out, scale, term, span, checking);
  return out;
}

/// Multiples of the laboratory's own limit.
std::optional<BoundKind> multiple_of(const Token* unit_token) {
  if (unit_token == nullptr) return std::nullopt;
  const std::string unit = lower(unit_token->text);
  if (unit == "xuln" || unit == "uln") return BoundKind::upper_multiple;
  if (unit == "xlln" || unit == "lln") return BoundKind::lower_multiple;
  return std::nullopt;
}

std::string unit_shown(const Token* token, const Scale& scale) {
  if (token == nullptr || scale.unit == nullptr) return "";
  return find_unit(token->text) == nullptr ? token->text : std::string(find_unit(token->text)->symbol);
}

std::optional<NumberTest> read_bound(const WrittenTest& written, const ReadTerm& term,
                                     const Checking& checking) {
  NumberTest out;
  const Phrase& phrase = written.operand.front();
  PhraseReader reader(phrase);
  const auto value = reader.number();
  const bool range = written.relation == Relation::in_range;
  std::optional<double> upper;
  if (range && reader.accept_symbol("..")) upper = reader.number();
  if (!value || (range && !upper)) {
    checking.error(phrase.span, ProblemCode::wrong_type,
                   range ? "two numbers are expected after \"in\"" : "a number is expected here",
                   range ? "write: in 18..75 y" : "write a number and its unit");
    return std::nullopt;
  }
  const Token* unit = reader.done() ? nullptr : &reader.take();
  if (const auto multiple = multiple_of(unit);
      multiple && !range && term.term.kind == NumberKind::measurement) {
    out.bound = *multiple;
    out.value = *value;
    out.bound_text = number_text(*value) + (*multiple == BoundKind::upper_multiple ? " xULN" : " xLLN");
  } else {
    const auto low = read_value(*value, unit, term.scale, term.term, phrase.span, checking);
    const auto high =
        range ? read_value(*upper, unit, term.scale, term.term, phrase.span, checking) : std::nullopt;
    if (!low || (range && !high)) return std::nullopt;
    if (range && compare_values(*low, *high) == std::weak_ordering::greater) {
      checking.error(phrase.span, ProblemCode::contradiction, "the range ends before it begins",
                     "write the smaller number first");
      return std::nullopt;
    }
    out.value = *low;
    out.upper = high;
    const std::string symbol = unit_shown(unit, term.scale);
    const Unit* known = symbol.empty() ? nullptr : find_unit(symbol);
    out.bound_text = range ? number_text(*value) + ".." + shown(*upper, known) : shown(*value, known);
  }
  out.op = op_of(written.relation).value_or(Op::at_least);
  return out;
}

/// `is normal`, `is abnormal`, and for an antigen `is positive`, `is negative`.
std::optional<Test> read_is(const WrittenTest& written, ReadTerm& term, const Checking& checking) {
  const Phrase& phrase = written.operand.front();
  PhraseReader reader(phrase);
  const std::string conditions = text_of(term.term.sample);
  if (term.term.kind == NumberKind::antigen_percent) {
    const auto word = one_of(reader.take(), "result", {"positive", "negative"}, checking);
    if (!word || !reader.finished(checking)) return std::nullopt;
    return Test{AntigenStateTest{term.term.antigen, *word}, term.text + " is " + *word};
  }
  if (!term.scale.ratio) {
    checking.error(phrase.span, ProblemCode::wrong_type,
                   "\"" + written.head.text + "\" is compared with a number",
                   "write an operator, a number and a unit");
    return std::nullopt;
  }
  const auto word = one_of(reader.take(), "state of a measurement", {"normal", "abnormal"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  NumberTest out;
  out.term = term.term;
  out.bound = *word == "normal" ? BoundKind::normal : BoundKind::abnormal;
  out.bound_text = *word;
  return Test{std::move(out), term.text + conditions + " is " + *word};
}

} // namespace

bool is_number_head(const std::string& head, const Vocabulary& vocabulary) {
  for (const PlainTerm& plain : plain_terms)
    if (plain.head == head) return true;
  for (const std::string_view known :
       {"largest", "number", "sum_of_products", "creatinine_clearance", "egfr", "lines", "antigen"})
    if (known == head) return true;
  return vocabulary.find(head, ConceptKind::measurement).state == Lookup::State::found;
}

std::optional<Test> check_number(const WrittenTest& written, const Checking& checking) {
  const std::string& head = written.head.text;
  const bool needs = head == "largest" || head == "number" || head == "sum_of_products" || head == "antigen";
  const bool may = needs || head == "creatinine_clearance" || head == "egfr" || head == "lines";
  if (!shape_fits(written, {needs || (may && written.has_arguments), true, true}, checking))
    return std::nullopt;
  auto term = read_term(written, checking);
  const auto conditions = read_conditions(written.conditions, checking);
  if (!term || !conditions) return std::nullopt;
  term->term.sample = *conditions;
  const bool sampled = term->term.kind != NumberKind::age && term->term.kind != NumberKind::lines;
  if (!sampled && !written.conditions.empty()) {
    checking.error(written.conditions.front().span, ProblemCode::malformed, "\"" + head + "\" is no sample",
                   "leave the square brackets out");
    return std::nullopt;
  }
  if (written.relation == Relation::is || written.relation == Relation::is_not)
    return read_is(written, *term, checking);
  auto bound = read_bound(written, *term, checking);
  if (!bound) return std::nullopt;
  const std::string relation = bound->upper ? "in" : std::string(symbol(bound->op));
  const std::string text = term->text + text_of(*conditions) + " " + relation + " " + bound->bound_text;
  bound->term = std::move(term->term);
  return Test{std::move(*bound), text};
}

} // namespace cartwright::criteria
