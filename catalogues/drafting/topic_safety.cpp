// Other cancers with their exceptions, hypersensitivity, toxicity that has not gone.
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

bool is_cancer(const Vocabulary& vocabulary, ConceptId id) {
  const auto cancer = vocabulary.known("other_cancer", ConceptKind::condition);
  return cancer && vocabulary[id].kind == ConceptKind::condition && vocabulary.is_a(id, *cancer);
}

struct Exceptions {
  std::vector<std::string> ids;
  bool unread = false; ///< something else is excepted too
};

/// "incidental histologic finding of prostate cancer (T1a or T1b)", "low risk prostate cancer".
bool found_early(const Cursor& cursor) {
  static constexpr std::string_view signs[] = {"incidental", "localized", "localised", "early",   "low",
                                               "tnm",        "t1a",       "t1b",       "gleason", "indolent"};
  const std::size_t from = cursor.place() > 5 ? cursor.place() - 5 : 0;
  const std::size_t to = std::min(cursor.pieces().size(), cursor.place() + 5);
  for (std::size_t i = from; i < to; ++i)
    for (const std::string_view sign : signs)
      if (cursor.pieces()[i].text.find(sign) != std::string::npos) return true;
  return false;
}

/// Everything behind "except": cancers by name; treated, cured, localised are how they are meant. Stops at
/// another "unless" and at a window.
void read_exceptions(Cursor& cursor, Exceptions& out) {
  bool first = true;
  while (!cursor.done()) {
    if (!first && cursor.at("unless")) return;
    if (Cursor probe = cursor; read_window(probe)) return;
    first = false;
    const auto id = cursor.concept_here(ConceptKind::condition);
    if (id && is_cancer(cursor.vocabulary(), *id)) {
      std::string word = cursor.vocabulary()[*id].id;
      if (word == "carcinoma_in_situ" && cursor.at_word("cervix", 1)) word = "cervical_carcinoma_in_situ";
      if (word == "prostate_cancer" && found_early(cursor)) word = "localised_prostate_cancer";
      if (std::find(out.ids.begin(), out.ids.end(), word) == out.ids.end()) out.ids.push_back(word);
    } else if (cursor.at_word("breast") &&
               std::find(out.ids.begin(), out.ids.end(), "cervical_carcinoma_in_situ") != out.ids.end()) {
      out.ids.emplace_back("breast_carcinoma_in_situ"); // "carcinoma in situ of the cervix or breast"
    } else if (cursor.at_any({"or",
                              "and",
                              ",",
                              "/",
                              "(",
                              ")",
                              ":",
                              "-",
                              "skin_words",
                              "cured",
                              "soft",
                              "malignancy",
                              "treatment",
                              "known",
                              "which",
                              "with",
                              "prior",
                              "either",
                              "such_as",
                              "including",
                              "by",
                              "received",
                              "other_than_mm",
                              "adequate",
                              "for",
                              "active",
                              "during",
                              "except",
                              "unless",
                              "no_recurrence",
                              "surgery",
                              "radiotherapy",
                              "not",
                              "requiring",
                              "unstable",
                              "history",
                              "after",
                              "other",
                              "significant",
                              "however",
                              "excluded",
                              "allowed",
                              "only",
                              "treated",
                              "reference",
                              "echo"}) ||
               cursor.at_word("cell") || cursor.at_word("situ") || cursor.at_word("cervix") ||
               cursor.at_word("skin") || cursor.at_word("low") || cursor.at_word("grade") ||
               cursor.at_word("risk") || cursor.at_word("stage") || cursor.at_word("early") ||
               cursor.at_word("limited") || cursor.at_word("completely") || cursor.at_word("biopsy") ||
               cursor.at_word("disease") || cursor.at_word("type") || cursor.at_word("removed") ||
               cursor.at_word("cancer")) {
    } else if (cursor.at_any({".", ";"})) {
      break;
    } else {
      out.unread = true;
    }
    cursor.step();
  }
}

/// "unless free of disease for 5 years": the window in other words.
std::optional<Window> read_free_interval(Cursor& cursor) {
  const std::size_t start = cursor.place();
  bool free = false;
  for (std::size_t i = 0; i < 14 && !cursor.done() && !cursor.at("."); ++i) {
    free = free || cursor.at_any({"no_recurrence", "cured", "not"}) ||
           (cursor.at("unstable") && cursor.peek().text == "stable");
    const std::size_t here = cursor.place();
    cursor.skip({">=", ">", "for", "within", "+>="});
    if (cursor.at_period()) {
      const auto period = read_period_text(cursor);
      if (period && free) {
        cursor.skip({"+>=", "before", "prior", "ago", "after"});
        if (!cursor.done()) read_anchor(cursor);
        return Window{*period, "", false, false};
      }
    }
    cursor.back_to(here + 1);
  }
  cursor.back_to(start);
  return std::nullopt;
}

} // namespace

/// "another malignancy within 3 years, except treated basal cell carcinoma".
std::optional<Element> read_other_cancer(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (!context.bars()) return std::nullopt;
  bool history = false, active = false, named = false, doubt = false;
  std::optional<Window> window = read_window(cursor);
  Exceptions exceptions;
  while (!cursor.done() && !named) {
    if (cursor.at_any({"history", "prior"}))
      history = true;
    else if (cursor.at("active") || (cursor.at("uncontrolled")))
      active = true;
    else if (cursor.at("malignancy")) {
      named = true;
      const std::string& text = cursor.peek().text;
      if (text == "tumor" && cursor.place() == start) return give_up(); // the tumour under study
      active = active || text.find("active") != std::string::npos;
      history =
          history || text.find("prior") != std::string::npos || text.find("previous") != std::string::npos;
    } else if (!cursor.at_any({"known", "other", "with", ":", "soft", "either", "significant", "received",
                               "or", "and", "treatment", "requiring", "for"}) &&
               !cursor.at_word("metastatic") && !cursor.at_word("second"))
      return give_up();
    cursor.step();
  }
  if (!named) return give_up();
  bool excepted = false;
  while (!cursor.done() && !cursor.at_any({".", ";"})) {
    if (cursor.at_any({"other_than_mm"}) ||
        (cursor.at("except") && cursor.at_concept("multiple_myeloma", 1)) ||
        (cursor.at("(") && cursor.at("other_than_mm", 1))) {
      cursor.step();
      if (cursor.at_concept("multiple_myeloma")) cursor.step();
      cursor.accept(")");
      continue;
    }
    if (cursor.at("or") && cursor.at_any({"prior", "known", "history"}, 1) &&
        mentions(cursor.rest().subspan(1, std::min<std::size_t>(5, cursor.left() - 1)), "malignancy"))
      return give_up();                                               // two criteria in one
    if (cursor.at("life_expectancy") || cursor.at_word("survival")) { // its figure is no window
      doubt = true;
      while (!cursor.done() && !cursor.at_any({",", ";", ".", "except", "unless"}))
        cursor.step();
      continue;
    }
    if (!window)
      if (auto read = read_window(cursor)) {
        window = read;
        continue;
      }
    if (cursor.at("including") &&
        cursor.concept_here(ConceptKind::condition, 1)) { // "including MDS": one of them
      cursor.back_to(cursor.place() + 2);
      if (cursor.at("(") && cursor.at(")", 2)) cursor.back_to(cursor.place() + 3);
      continue;
    }
    if (cursor.at_any({"except", "unless", "which", "however", "(", "not", "other", "provided"}) ||
        cursor.at_any({"cured", "no_recurrence"})) {
      const std::size_t here = cursor.place();
      excepted = true;
      const bool unless =
          cursor.at_any({"unless", "provided", "not"}) ||
          (cursor.at("except") && cursor.at_any({"provided", "no_recurrence", "cured", "when"}, 1));
      if (unless && !window) {
        const std::size_t probe = cursor.place();
        cursor.step();
        if (auto free = read_free_interval(cursor)) {
          window = free;
          history = true;
          continue;
        }
        cursor.back_to(probe);
      }
      cursor.back_to(here + 1);
      read_exceptions(cursor, exceptions);
      continue;
    }
    if (cursor.at_any(
            {",",           "and",        "or",         "with",        "known",  "treatment", "requiring",
             "received",    "for",        ")",          "progression", "active", "soft",      "by_definition",
             "during",      "skin_words", "malignancy", "history",     "prior",  "in",        "therapy_line",
             "involvement", "other",      "that"})) {
      if (cursor.at("requiring") || cursor.at("progression")) doubt = true;
      cursor.step();
      continue;
    }
    doubt = true;
    if (cursor.peek().kind == PieceKind::number || cursor.peek().kind == PieceKind::period) return give_up();
    cursor.step();
  }
  if (excepted && exceptions.ids.empty()) doubt = true;
  std::string options;
  if (window && !window->later) options += "; " + within(*window);
  std::string except;
  for (const std::string& id : exceptions.ids)
    except += (except.empty() ? "; except " : " or ") + id;
  const bool past = history || (window && !window->later);
  const std::string condition = active && !past ? "active_other_cancer" : "other_cancer";
  Expression rule = test((past ? "had(" : "has(") + condition + options + except + ")");
  double confidence = 0.9;
  if (doubt || exceptions.unread) {
    rule = all_of({std::move(rule), judged("none of the further exceptions of the text applies")});
    confidence = 0.75;
  }
  return Element{std::move(rule), confidence};
}

namespace {

/// "analogues", "agents", "in": nothing that one could be allergic to.
bool idle_word(const Piece& piece) {
  static constexpr std::string_view words[] = {
      "in",          "analog",        "analogue",     "analogues",   "agent",     "agents",
      "drug",        "drugs",         "compound",     "compounds",   "similar",   "chemical",
      "composition", "biologic",      "used",         "sensitivity", "substance", "acid",
      "etc",         "manufacturing", "compositions", "product",     "products"};
  return piece.kind == PieceKind::word &&
         std::find(std::begin(words), std::end(words), piece.text) != std::end(words);
}

std::string allergy_of(const Cursor& cursor, const std::string& id) {
  static constexpr std::pair<std::string_view, std::string_view> classes[] = {
      {"IMiD", "imid"},
      {"PI", "proteasome_inhibitor"},
      {"monoclonal_antibody", "antibody"},
      {"steroid", "dexamethasone"}};
  std::string word = "hypersensitivity_" + id;
  for (const auto& [name, ending] : classes)
    if (id == name) word = "hypersensitivity_" + std::string(ending);
  return cursor.vocabulary().known(word, ConceptKind::condition) ? word : "";
}

} // namespace

/// "hypersensitivity to bortezomib, boron or mannitol", "allergy to any component of the study drug".
std::optional<Element> read_hypersensitivity(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (!context.bars()) return std::nullopt;
  while (cursor.at_any({"history", "prior", "known", "significant", "either", "soft", "active", "such_as"}))
    cursor.step();
  const auto named = [&]() -> std::string { // "hypersensitivity to dexamethasone" is a name of the vocabulary
    const auto id = cursor.concept_here(ConceptKind::condition);
    return id && cursor.vocabulary()[*id].id.starts_with("hypersensitivity_") ? cursor.vocabulary()[*id].id
                                                                              : "";
  };
  std::vector<Expression> parts;
  if (const std::string whole = named(); !whole.empty()) {
    parts.push_back(test("had(" + whole + ")"));
    cursor.step();
  } else if (!cursor.at_concept("hypersensitivity")) {
    return give_up();
  }
  const auto reaction = [&](std::size_t by) {
    return cursor.at_concept("hypersensitivity", by) || cursor.at_concept("severe_hypersensitivity", by) ||
           cursor.at_concept("anaphylaxis", by) || cursor.at_concept("severe_drug_rash", by) ||
           cursor.at_concept("stevens_johnson_syndrome", by) || cursor.at_word("intolerance", by) ||
           cursor.at_word("contraindication", by) || cursor.at_word("intolerant", by) ||
           cursor.at_word("reaction", by);
  };
  while (reaction(0) ||
         (cursor.at_any({"or", ",", "and", "/", "other", "significant", "history", "known"}) &&
          (reaction(1) || (cursor.at_any({"or", "and", "other", "significant", "history"}, 1) &&
                           (reaction(2) || reaction(3))))))
    cursor.step();
  while (cursor.at("(")) { // "(grade 3 or higher)"
    std::size_t end = 1;
    while (end < cursor.left() && !cursor.at(")", end))
      ++end;
    if (end >= cursor.left()) return give_up();
    cursor.back_to(cursor.place() + end + 1);
  }
  cursor.skip({"due", "with"});
  if (!cursor.accept_any({"to", "by", "with", "for", "against"}) && parts.empty() && cursor.place() > 0 &&
      cursor.pieces()[cursor.place() - 1].tag != "due")
    return give_up();
  std::vector<Piece> unknown;
  const auto flush = [&] {
    if (!unknown.empty()) parts.push_back(judged("hypersensitivity to " + words_of(unknown)));
    unknown.clear();
  };
  while (!cursor.done() && !cursor.at_any({".", ";", "unless", "except", "however", "provided"})) {
    std::string word;
    const bool composition = cursor.at_concept("immunotherapy") && cursor.peek().text.starts_with("biologic");
    for (const ConceptId id : cursor.peek().concepts)
      if (word.empty() && !composition) word = allergy_of(cursor, cursor.vocabulary()[id].id);
    if (cursor.at_word("dex")) word = "hypersensitivity_dexamethasone";
    if (word.empty() && cursor.peek().kind == PieceKind::word &&
        cursor.vocabulary().known("hypersensitivity_" + cursor.peek().text, ConceptKind::condition))
      word = "hypersensitivity_" + cursor.peek().text;
    const bool study = cursor.at_any({"first_dose", "study_drug"}) || cursor.at_concept("investigational") ||
                       cursor.at_word("excipient") || cursor.at_word("component") ||
                       cursor.at_word("ingredient") || cursor.at_word("formulation");
    if (!word.empty()) {
      flush();
      parts.push_back(test("had(" + word + ")"));
    } else if (study) {
      parts.push_back(test("had(hypersensitivity_study_drug)"));
    } else if (cursor.at_any({",", "or", "and", "/", "(", ")"})) {
      flush();
    } else if (cursor.at_any({"either",    "known",     "to",           "other",         "such_as",
                              "including", "treatment", "at_least_one", "by_definition", "prior",
                              "which",     "class",     "combination",  "used",          "with",
                              "received",  "enrolment", "for",          "during",        "its"}) ||
               composition || idle_word(cursor.peek())) {
    } else {
      unknown.push_back(cursor.peek());
    }
    cursor.step();
  }
  flush();
  if (parts.empty() && cursor.done() && cursor.pieces().back().tag == "treatment")
    parts.push_back(test("had(hypersensitivity_study_drug)")); // "to any of the treatments"
  if (parts.empty()) return give_up();
  const bool has_rule = std::any_of(parts.begin(), parts.end(), has_test);
  if (!has_rule) return Element{any_of(std::move(parts)), 0.6};
  return Element{any_of(std::move(parts)), 0.85};
}

/// "not recovered to grade 1 or less from the effects of earlier therapy".
std::optional<Element> read_toxicity(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const std::span<const Piece> rest = cursor.rest();
  const auto named = std::find_if(rest.begin(), rest.end(), [&](const Piece& piece) {
    const bool criteria = &piece > rest.data() + 1 &&
                          ((&piece - 1)->text == "for" || (&piece - 1)->tag == "for") &&
                          (&piece - 2)->text.find("criteria") != std::string::npos;
    return piece.tag == "toxicity" && !criteria;
  });
  if (named == rest.end()) return std::nullopt;
  const bool other_things = std::any_of(rest.begin(), named, [](const Piece& piece) {
    return piece.kind == PieceKind::period;
  }); // "chemotherapy within 2 weeks, or not recovered from its effects"
  if (other_things) return std::nullopt;
  const auto near =
      rest.subspan(0, std::min<std::size_t>(rest.size(), static_cast<std::size_t>(named - rest.begin()) + 8));
  const bool recovered = std::any_of(rest.begin(), rest.end(), [](const Piece& piece) {
    return piece.kind == PieceKind::word &&
           (piece.text == "recovered" || piece.text == "resolved" || piece.text == "resolve" ||
            piece.text == "recover" || piece.text == "resolution" || piece.text == "recovery" ||
            piece.text == "return" || piece.text == "returned");
  });
  const auto around = near.subspan(near.size() > 14 ? near.size() - 14 : 0);
  const bool unresolved = std::any_of(around.begin(), around.end(), [](const Piece& piece) {
    return piece.text == "unresolved" || piece.text == "persistent" || piece.text == "ongoing" ||
           piece.text.find("persisting") != std::string::npos ||
           piece.text.find("residual") != std::string::npos;
  });
  const bool of_treatment = !context.bars() && std::any_of(near.begin(), near.end(), [](const Piece& piece) {
    return piece.tag == "prior" || piece.text.find("related") != std::string::npos;
  }); // "all treatment-related toxicities must be grade 1 or less"
  if (!recovered && !unresolved && !of_treatment) return std::nullopt;
  std::optional<Interval> degree;
  for (Cursor probe = cursor; !probe.done(); probe.step()) {
    if (!probe.at_any({"grade", ">", ">=", "<", "<="})) continue;
    Cursor inner = probe;
    std::string op;
    for (const std::string_view each : {">=", ">", "<=", "<"})
      if (op.empty() && inner.accept(each)) op = std::string(each);
    if (!inner.accept("grade")) continue;
    for (const std::string_view each : {">=", ">", "<=", "<"})
      if (op.empty() && inner.accept(each)) op = std::string(each);
    if (!inner.at_number() || inner.peek().value > 5) continue;
    Interval found{op.empty() ? "=" : op, inner.peek().value, 0, "", std::nullopt};
    inner.step();
    if (inner.accept("+<=")) found.op = "<=";
    if (inner.accept("+>=")) found.op = ">=";
    if (inner.at("or") && inner.at_number(1))
      found.op = "<=", found.low = std::max(found.low, inner.peek(1).value);
    degree = found;
    break;
  }
  if (!degree) {
    cursor.back_to(start);
    return std::nullopt;
  }
  int worst_allowed = static_cast<int>(degree->low);
  if (degree->op == ">=" || (degree->op == "=" && unresolved && !recovered)) worst_allowed -= 1;
  if (degree->op == "<") worst_allowed -= 1;
  const std::string word = worst_allowed < 1    ? "" // any toxicity at all: the vocabulary has no word for it
                           : worst_allowed == 1 ? "unresolved_toxicity_grade_2_or_higher"
                           : worst_allowed == 2 ? "unresolved_toxicity_grade_3_or_higher"
                                                : "";
  if (word.empty()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  const bool excepted = mentions_any(rest, {"except", "unless", "allowed", "however", "provided", "opinion"});
  cursor.back_to(start + rest.size());
  Expression rule = test("has(" + word + ")");
  if (!recovered && !unresolved && degree->op != "<=" && degree->op != "<") {
    cursor.back_to(start);
    return std::nullopt;
  }
  const bool turn = !context.bars() && (recovered || of_treatment);
  if (turn) rule = not_of(std::move(rule));
  if (excepted && turn) rule = any_of({std::move(rule), judged("one of the exceptions of the text applies")});
  if (excepted && !turn)
    rule = all_of({std::move(rule), judged("none of the exceptions of the text applies")});
  return Element{std::move(rule), excepted ? 0.78 : 0.85};
}

} // namespace cartwright::drafting
