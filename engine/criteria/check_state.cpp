// The disease and the person as recorded: no arithmetic, words that stay apart.
#include <algorithm>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

std::optional<Test> check_emd(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const auto word = one_of(
      reader.take(), "kind of extramedullary disease",
      {"any", "paraskeletal", "extraosseous", "measurable", "biopsy_proven", "threatens_organ"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  const EmdKind kind = *word == "any"             ? EmdKind::any
                       : *word == "paraskeletal"  ? EmdKind::paraskeletal
                       : *word == "extraosseous"  ? EmdKind::extraosseous
                       : *word == "measurable"    ? EmdKind::measurable
                       : *word == "biopsy_proven" ? EmdKind::biopsy_proven
                                                  : EmdKind::threatens_organ;
  return Test{EmdTest{kind}, "emd(" + *word + ")"};
}

std::optional<Test> check_cns(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  if (reader.accept_word("any") && reader.done()) return Test{CnsTest{}, "cns(any)"};
  PhraseReader words(written.arguments.front());
  const auto modes =
      read_choices(words, "state of the central nervous system",
                   {"suspected", "paraskeletal_compression", "leptomeningeal", "parenchymal"}, checking);
  if (!modes) return std::nullopt;
  return Test{CnsTest{*modes}, "cns(" + join(*modes, " or ") + ")"};
}

std::optional<Test> check_pcl(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const auto word = one_of(reader.take(), "definition of plasma cell leukaemia",
                           {"5_percent", "20_percent", "any"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  return Test{PclTest{*word}, "pcl(" + *word + ")"};
}

struct FieldRow {
  std::string_view head;
  WordField field;
  std::vector<std::string> words; ///< empty: see check_word
};

const std::vector<FieldRow>& fields() {
  static const std::vector<FieldRow> rows = {
      {"diagnosis", WordField::diagnosis, {}},
      {"status", WordField::status, {"newly_diagnosed", "relapsed_refractory", "in_response", "smouldering"}},
      {"isotype", WordField::isotype, {"IgG", "IgA", "IgM", "IgD", "IgE", "light_chain", "non_secretory"}},
      {"light_chain", WordField::light_chain, {"kappa", "lambda"}},
      {"sex", WordField::sex, {"female", "male"}},
      {"country", WordField::country, {}},
      {"secretory", WordField::secretory, {"secretory", "light_chain_only", "non_secretory"}},
      {"plasma_cell_leukemia", WordField::plasma_cell_leukemia, {"none", "primary", "secondary"}},
      {"amyloidosis", WordField::amyloidosis, {"none", "al", "localised"}},
      {"poems", WordField::poems, {"none", "present"}},
      {"tempo", WordField::tempo, {"slow", "moderate", "rapid"}},
      {"current_response", WordField::current_response, {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"}}};
  return rows;
}

bool is_country(const std::string& text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// One word of the list, in the spelling that the profile uses.
bool read_field_word(const Token& token, const FieldRow& row, WordTest& out, const Checking& checking) {
  if (row.field == WordField::diagnosis) {
    const auto id = resolve(token, ConceptKind::condition, "diagnosis", checking);
    if (id) {
      out.concepts.push_back(*id);
      out.words.push_back(checking.vocabulary[*id].id);
    }
    return id.has_value();
  }
  if (row.field == WordField::country) {
    if (!is_country(token.text))
      checking.error(token.span, ProblemCode::unknown_word, "\"" + token.text + "\" is not a country",
                     "write two capital letters after ISO 3166: CN");
    out.words.push_back(token.text);
    return is_country(token.text);
  }
  const auto word = one_of(token, std::string(row.head), row.words, checking);
  if (word) out.words.push_back(*word);
  return word.has_value();
}

/// `current_response < VGPR`
std::optional<Test> compare_response(const WrittenTest& written, Op op, const Checking& checking) {
  PhraseReader reader(written.operand.front());
  const auto word = one_of(reader.take(), "response", fields().back().words, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  return Test{CurrentResponseTest{op, *parse_response(*word)},
              "current_response " + std::string(symbol(op)) + " " + *word};
}

std::optional<Test> check_word(const WrittenTest& written, const FieldRow& row, const Checking& checking) {
  if (!shape_fits(written, {false, false, true}, checking)) return std::nullopt;
  if (const auto op = op_of(written.relation); op && row.field == WordField::current_response)
    return compare_response(written, *op, checking);
  if (written.relation != Relation::is && written.relation != Relation::is_not) {
    checking.error(written.relation_span, ProblemCode::wrong_type,
                   "\"" + std::string(row.head) + "\" is a word, not a number",
                   "write " + std::string(row.head) + " is ...");
    return std::nullopt;
  }
  WordTest out;
  out.field = row.field;
  PhraseReader reader(written.operand.front());
  const auto tokens = read_alternatives(reader, checking);
  bool whole = !tokens.empty();
  for (const Token& token : tokens)
    whole = read_field_word(token, row, out, checking) && whole;
  if (!whole) return std::nullopt;
  std::sort(out.words.begin(), out.words.end());
  std::sort(out.concepts.begin(), out.concepts.end());
  const std::string text = std::string(row.head) + " is " + join(out.words, " or ");
  return Test{std::move(out), text};
}

bool read_markers(const Phrase& phrase, MarkerTest& out, std::string& text, const Checking& checking) {
  PhraseReader reader(phrase);
  PhraseReader ahead = reader;
  std::vector<std::string> names;
  const bool several = ahead.accept_word("any") && ahead.accept_word("of") && ahead.accept_symbol("{");
  if (several) reader = ahead;
  do {
    const auto id = resolve(reader.take(), ConceptKind::marker, "marker", checking);
    if (!id) return false;
    out.markers.push_back(*id);
    names.push_back(checking.vocabulary[*id].id);
  } while (several && reader.accept_symbol(";"));
  if (several) reader.accept_symbol("}");
  text = several ? "any of {" + join(names, "; ") + "}" : names.front();
  return reader.finished(checking);
}

std::optional<Test> check_marker(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  MarkerTest out;
  std::string text;
  bool whole = read_markers(written.arguments.front(), out, text, checking);
  for (const Phrase& phrase : std::span(written.arguments).subspan(1)) {
    PhraseReader reader(phrase);
    const bool clone = reader.accept_word("clone");
    const bool strictly = clone && reader.accept_symbol(">");
    const auto percent = clone && (strictly || reader.accept_symbol(">=")) ? reader.number() : std::nullopt;
    if (!percent || *percent > 100 || !reader.accept_word("%") || !reader.done()) {
      checking.error(phrase.span, ProblemCode::malformed, "the size of the clone is not understood",
                     "write marker(del(17p); clone >= 20 %)");
      whole = false;
      continue;
    }
    out.clone_op = strictly ? Op::greater : Op::at_least;
    out.clone_percent = *percent;
    text += "; clone " + std::string(symbol(*out.clone_op)) + " " + number_text(*percent) + " %";
  }
  if (!whole) return std::nullopt;
  return Test{std::move(out), "marker(" + text + ")"};
}

std::optional<Test> check_infection(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  if (written.arguments.size() < 2 ||
      (written.relation != Relation::is && written.relation != Relation::is_not)) {
    checking.error(written.head.span, ProblemCode::malformed, "organism, test and result are expected",
                   "write test(HBV; HBsAg) is positive");
    return std::nullopt;
  }
  InfectionResultTest out;
  PhraseReader organism(written.arguments[0]), test(written.arguments[1]), result(written.operand.front());
  const auto named = one_of(
      organism.take(), "organism",
      {"HBV", "HCV", "HIV", "HTLV", "syphilis", "CMV", "EBV", "TB", "HEV", "HAV", "SARS_CoV_2"}, checking);
  const auto assay =
      one_of(test.take(), "test", {"HBsAg", "HBeAg", "anti_HBc", "DNA", "antibody", "RNA", "antigen", "IGRA"},
             checking);
  const auto word = one_of(result.take(), "result", {"positive", "negative"}, checking);
  bool whole = named && assay && word && organism.finished(checking) && test.finished(checking) &&
               result.finished(checking);
  for (const Phrase& phrase : std::span(written.arguments).subspan(2)) {
    PhraseReader option(phrase);
    if (option.accept_word("within")) {
      out.within = read_period(option, checking);
      whole = whole && out.within && option.finished(checking);
    } else {
      whole = no_others({&phrase}, "test takes within 30 d", checking);
    }
  }
  if (!whole) return std::nullopt;
  out.organism = *named;
  out.test = *assay == "anti_HBc" ? "anti-HBc" : *assay;
  out.result = *word;
  const std::string option = out.within ? "; within " + cartwright::text_of(*out.within) : "";
  return Test{out, "test(" + *named + "; " + *assay + option + ") is " + *word};
}

/// "within 7 d" as the second phrase; nothing after a problem.
std::optional<Period> required_within(const WrittenTest& written, const std::string& example,
                                      const Checking& checking) {
  if (written.arguments.size() == 2) {
    PhraseReader reader(written.arguments[1]);
    if (reader.accept_word("within")) {
      const auto period = read_period(reader, checking);
      return period && reader.finished(checking) ? period : std::nullopt;
    }
  }
  checking.error(written.head.span, ProblemCode::missing_key, "within which period is not said",
                 "write " + example);
  return std::nullopt;
}

std::optional<Test> check_support(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const auto kind = one_of(reader.take(), "kind of support", support_kinds(), checking);
  const auto period = required_within(written, "support(g_csf; within 7 d)", checking);
  if (!kind || !period || !reader.finished(checking)) return std::nullopt;
  return Test{SupportTest{*kind, *period},
              "support(" + *kind + "; within " + cartwright::text_of(*period) + ")"};
}

std::optional<Test> check_steroid(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const bool from = reader.accept_word("from");
  const auto dose = from || reader.accept_word("above") ? reader.number() : std::nullopt;
  const Token unit = reader.take();
  const auto period = required_within(written, "steroid(above 10 mg/d; within 14 d)", checking);
  if (!dose || unit.text != "mg/d" || !reader.done()) {
    checking.error(written.arguments.front().span, ProblemCode::wrong_unit,
                   "the dose of prednisone a day is not understood",
                   "write steroid(above 10 mg/d; within 14 d)");
    return std::nullopt;
  }
  if (!period || !dose) return std::nullopt;
  return Test{SteroidTest{*dose, *period, from}, std::string("steroid(") + (from ? "from " : "above ") +
                                                     number_text(*dose) + " mg/d; within " +
                                                     cartwright::text_of(*period) + ")"};
}

std::optional<Test> check_ecog_due_to(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const auto words = read_choices(reader, "reason", {"bone_pain", "local_myeloma_symptoms"}, checking);
  if (!words) return std::nullopt;
  return Test{EcogDueToTest{*words}, "ecog_due_to(" + join(*words, " or ") + ")"};
}

std::optional<PersonState> person_state(std::string_view head) {
  if (head == "pregnant") return PersonState::pregnant;
  if (head == "lactating") return PersonState::lactating;
  if (head == "child_bearing_potential") return PersonState::child_bearing_potential;
  if (head == "fit_to_fly") return PersonState::fit_to_fly;
  return std::nullopt;
}

using Check = std::optional<Test> (*)(const WrittenTest&, const Checking&);
struct Form {
  std::string_view head;
  Check check;
};
constexpr Form forms[] = {{"emd", check_emd},
                          {"cns", check_cns},
                          {"pcl", check_pcl},
                          {"marker", check_marker},
                          {"has", check_condition},
                          {"had", check_condition},
                          {"active", check_condition},
                          {"test", check_infection},
                          {"support", check_support},
                          {"steroid", check_steroid},
                          {"ecog_due_to", check_ecog_due_to},
                          {"mrd", check_residual_disease},
                          {"hla", check_hla}};

} // namespace

bool is_state_head(const std::string& head) {
  const bool form =
      std::any_of(std::begin(forms), std::end(forms), [&](const Form& each) { return each.head == head; });
  const bool field =
      std::any_of(fields().begin(), fields().end(), [&](const FieldRow& row) { return row.head == head; });
  return form || field || person_state(head);
}

std::optional<Test> check_state(const WrittenTest& written, const Checking& checking) {
  for (const Form& form : forms)
    if (form.head == written.head.text) return form.check(written, checking);
  for (const FieldRow& row : fields())
    if (row.head == written.head.text) return check_word(written, row, checking);
  const auto state = person_state(written.head.text);
  if (!state || !shape_fits(written, {false, false, false}, checking)) return std::nullopt;
  return Test{PersonTest{*state}, written.head.text};
}

std::vector<std::string> known_heads(const Vocabulary& vocabulary) {
  std::vector<std::string> out = {"age",
                                  "weight",
                                  "ecog",
                                  "kps",
                                  "lines",
                                  "creatinine_clearance",
                                  "egfr",
                                  "antigen",
                                  "largest",
                                  "sum_of_products",
                                  "number",
                                  "involved_flc",
                                  "dflc",
                                  "flc_ratio",
                                  "involved_uninvolved_ratio",
                                  "iss",
                                  "r_iss",
                                  "r2_iss",
                                  "car_hematotox",
                                  "circulating_plasma_cells",
                                  "height",
                                  "change",
                                  "trend",
                                  "nadir",
                                  "dose",
                                  "exposed",
                                  "refractory",
                                  "intolerant",
                                  "washout",
                                  "best_response",
                                  "last_therapy",
                                  "progressed",
                                  "relapsed",
                                  "had_transplant",
                                  "time_since",
                                  "pregnant",
                                  "lactating",
                                  "child_bearing_potential",
                                  "fit_to_fly",
                                  "judgement",
                                  "not_public",
                                  "not_evaluated"};
  for (const Form& form : forms)
    out.emplace_back(form.head);
  for (const FieldRow& row : fields())
    out.emplace_back(row.head);
  for (const ConceptId id : vocabulary.all(ConceptKind::measurement))
    out.push_back(vocabulary[id].id);
  return out;
}

} // namespace cartwright::criteria
