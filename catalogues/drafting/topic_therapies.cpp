// Exposure, washouts, refractoriness and progression.
#include "catalogues/drafting/drugs.hpp"
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

Expression exposures(const DrugList& list); // of topic_lines.cpp

namespace {

/// One washout over all drugs of the list; several where a drug carries its own options.
Expression washouts(const std::vector<Drug>& drugs, const Window& window) {
  const bool plain = std::all_of(drugs.begin(), drugs.end(),
                                 [](const Drug& drug) { return drug.phrase.find(';') == std::string::npos; });
  if (plain) return test(washout(union_of(drugs), window));
  std::vector<Expression> parts;
  for (const Drug& drug : drugs)
    parts.push_back(test(washout(drug.phrase, window)));
  return all_of(std::move(parts));
}

/// What must lie back so long: in a bar the therapy that is too near.
Element windowed(const std::vector<Drug>& drugs, const Window& window, const Context& context) {
  Expression rule = washouts(drugs, window);
  double confidence = window.anchor.empty() ? 0.85 : 0.95;
  if (drugs.front().phrase == "anti_myeloma" || drugs.front().phrase == "systemic_anticancer")
    confidence -= 0.02;
  if (context.bars() && !window.later) rule = not_of(std::move(rule));
  return {std::move(rule), confidence};
}

struct ReceivedDrugs {
  DrugList list;
  bool received = false;
};

/// ", except thalidomide": of the classes before it.
void read_excepted_drugs(Cursor& cursor, DrugList& list) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "("});
  const bool open = cursor.place() > start && cursor.pieces()[cursor.place() - 1].tag == "(";
  if (!cursor.accept("except")) return cursor.back_to(start);
  cursor.skip({"for", "prior", "received"});
  const auto excepted = read_drugs(cursor);
  const bool names =
      excepted && std::all_of(excepted->drugs.begin(), excepted->drugs.end(), [](const Drug& drug) {
        return drug.options.empty() && drug.phrase.find_first_of(" ;") == std::string::npos;
      });
  if (!names || (open && !cursor.accept(")"))) return cursor.back_to(start);
  std::string words;
  for (const Drug& drug : excepted->drugs)
    words += (words.empty() ? "; except " : " or ") + drug.phrase;
  const std::size_t behind = cursor.place();
  cursor.skip({","});
  if (!cursor.accept("received")) cursor.back_to(behind);
  for (Drug& drug : list.drugs)
    if (!drug.phrase.starts_with("target") && cursor.vocabulary().known(drug.phrase, ConceptKind::drug_class))
      drug.phrase += words;
}

/// "Prior lines of therapy must include ...".
void skip_regimens(Cursor& cursor) {
  const std::size_t start = cursor.place();
  while (cursor.at_any({"therapy_line", "treatment", "of_therapy", "or", "known"}) ||
         cursor.at_concept("anti_myeloma"))
    cursor.step();
  if (start == 0 || !cursor.accept("including")) cursor.back_to(start);
}

std::optional<ReceivedDrugs> read_received(Cursor& cursor) {
  ReceivedDrugs out;
  while (cursor.at_any({"received", "prior", "history", "during", "treatment", "known", "other",
                        "at_least_one", "with", "either", "to"}) ||
         (cursor.at_concept("systemic_anticancer") && cursor.at("with", 1)) ||
         (cursor.at("or") && cursor.at("received", 1)) || (cursor.at("which") && cursor.at("received", 1)) ||
         (cursor.peek().text == "following" && cursor.at(":", 1)) ||
         (cursor.at(":") && cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].text == "following") ||
         (cursor.at("treatment") && cursor.at("which", 1))) {
    out.received = out.received || cursor.at_any({"received", "prior", "history"});
    cursor.step();
  }
  skip_regimens(cursor);
  auto list = read_drugs(cursor);
  if (!list) return std::nullopt;
  out.list = std::move(*list);
  out.received = cursor.accept("received") || out.received;
  if (cursor.at("prior") && !cursor.at("to", 1)) out.received = cursor.accept("prior") || out.received;
  cursor.skip({"treatment", "of_therapy"});
  read_excepted_drugs(cursor, out.list);
  return out;
}

/// "maintenance therapy", "consolidation": what for, not what.
std::optional<std::string> read_intent(Cursor& cursor) {
  static constexpr std::pair<std::string_view, std::string_view> intents[] = {
      {"maintenance_word", "maintenance"},
      {"consolidation_word", "consolidation"},
      {"induction_word", "induction"}};
  const std::size_t start = cursor.place();
  cursor.skip({"received", "prior"});
  if (cursor.at_concept("multiple_myeloma")) cursor.step();
  for (const auto& [tag, word] : intents)
    if (cursor.at(tag) && cursor.place() > start) {
      cursor.step();
      cursor.skip({"treatment"});
      if (cursor.done() || cursor.at_any({".", ",", ";", "or", "and"}))
        return "exposed(anti_myeloma; as " + std::string(word) + ")";
    }
  cursor.back_to(start);
  return std::nullopt;
}

/// "at least 2 weeks must have elapsed since the last chemotherapy, before apheresis".
bool skip_elapsed(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({"elapsed", "since", "after", "from", "last", "dose", ",", "for"});
  return cursor.place() > start;
}

/// "... before apheresis" behind the drug.
void read_late_anchor(Cursor& cursor, Window& window) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "before", "prior", "planned", "for", "to"});
  const auto anchor = cursor.place() > start ? read_anchor(cursor) : std::nullopt;
  if (anchor)
    window.anchor = *anchor;
  else
    cursor.back_to(start);
}

bool investigational(const DrugList& list) {
  return std::any_of(list.drugs.begin(), list.drugs.end(),
                     [](const Drug& drug) { return drug.phrase == "investigational"; });
}

} // namespace

/// "The last dose of antibody therapy must be at least 30 days from enrolment".
std::optional<Element> read_last_dose(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (!context.bars() && cursor.accept("last") && cursor.accept("dose")) {
    cursor.skip({"of_therapy", "prior"});
    const auto list = read_drugs(cursor);
    cursor.skip({"received", "elapsed"});
    const auto window = list ? read_window(cursor) : std::nullopt;
    if (window && window->later) return windowed(list->drugs, *window, context);
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// "Prior treatment with A or B", "received a PI and an IMiD", "monoclonal antibody within 21 days of the
/// first dose".
std::optional<Element> read_exposure(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (const auto rule = read_intent(cursor)) return Element{test(*rule), 0.9};
  if (auto last = read_last_dose(cursor, context)) return last;
  const bool off = !context.bars() && cursor.accept_word("off"); // "off other therapy for one month"
  std::optional<Window> window = read_window(cursor); // "Within 14 days before the first dose: ..."
  if (window && window->later && !context.bars()) skip_elapsed(cursor);
  if (window) cursor.skip({":", ",", "received"});
  const auto received = read_received(cursor);
  if (!received) return give_up();
  const DrugList& list = received->list;
  if (!window) window = read_window(cursor);
  if (off && !window) return give_up();
  if (off) window->later = true;
  if (window && window->anchor.empty() && window->later) read_late_anchor(cursor, *window);
  if (!window) window = context.window;
  if (!window && context.bars()) window = context.tail_window;
  if (cursor.at_any({"refractory", "progression", "expression"})) return give_up();
  if (window) {
    if (context.bars() && list.all && list.drugs.size() > 1) { // "A and B within 2 weeks" bars each
    }
    if (!context.bars() && !window->later && context.window) return give_up();
    if (!context.bars() && !window->later) { // an inclusion that asks for a recent therapy
      if (!received->received) return give_up();
      std::vector<Expression> parts;
      for (const Drug& drug : list.drugs)
        parts.push_back(test("time_since(last dose " + drug.phrase + ") <= " + window->period));
      return Element{list.all ? all_of(std::move(parts)) : any_of(std::move(parts)), 0.7};
    }
    return windowed(list.drugs, *window, context);
  }
  if (!received->received && cursor.place() == start) return give_up();
  if (cursor.at(":")) return give_up(); // a name in front of what is said
  if (!received->received && !context.bars() && !cursor.done() &&
      !cursor.at_any({",", "or", "and", ";", ".", "("}))
    return give_up(); // "CAR-T cells are detectable": said of a drug, not that it was given
  if (investigational(list)) return give_up(); // "an investigational drug", ever: nobody means that
  const bool broad = std::any_of(list.drugs.begin(), list.drugs.end(), [](const Drug& drug) {
    return drug.phrase == "anti_myeloma" || drug.phrase == "systemic_anticancer" || drug.phrase == "steroid";
  });
  if (broad && context.bars()) return give_up();
  if (!received->received && context.bars() && !cursor.done() &&
      !cursor.at_any({",", "or", "and", ";", ".", "("}))
    return give_up();
  DrugList each = list;
  each.all = each.all && (!context.bars() || each.together); // "gene therapy, including CAR-T": either bars
  return Element{exposures(each), received->received ? 0.93 : 0.85};
}

namespace {

bool skip_to_last(Cursor& cursor) {
  const std::size_t start = cursor.place();
  bool last = false;
  while (cursor.at_any({"last", "prior", "treatment", "therapy_line", "of_therapy", "dose", "combination"}) ||
         cursor.at_concept("anti_myeloma") || cursor.at_concept("systemic_anticancer")) {
    last = last || cursor.at("last");
    cursor.step();
  }
  if (!last) cursor.back_to(start);
  return last;
}

/// "within 60 days of", "on or within 60 days after": the period alone.
std::optional<std::string> nearness(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip(
      {"during", "or", "received", "treatment", "and", "/", "prior", ",", "/", "therapy_line", "with"});
  cursor.skip({"within", "<="});
  const bool near = cursor.place() > start && cursor.at_period();
  const auto period = near ? read_period_text(cursor) : std::nullopt;
  if (!period) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.skip({"after", "from", "before", "prior", "since", "to"});
  return period;
}

} // namespace

/// "intolerant to bortezomib": stopped for toxicity; no dose is looked at.
std::optional<Element> read_intolerance(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  cursor.skip({"known", "prior", "history"});
  if (cursor.accept_word("intolerant") || cursor.accept_word("intolerance")) {
    cursor.skip({"to", "of", "prior", "either"});
    const auto list = read_drugs(cursor);
    if (list) {
      if (cursor.at("(") && cursor.at("such_as", 1)) {
        const std::span<const Piece> rest = cursor.rest();
        const auto close =
            std::find_if(rest.begin(), rest.end(), [](const Piece& piece) { return piece.tag == ")"; });
        if (close != rest.end())
          cursor.back_to(cursor.place() + static_cast<std::size_t>(close - rest.begin()) + 1);
      }
      std::vector<Expression> parts;
      for (const Drug& drug : list->drugs)
        parts.push_back(test("intolerant(" + drug.phrase + ")"));
      const bool all = list->all && !context.bars();
      return Element{all ? all_of(std::move(parts)) : any_of(std::move(parts)), 0.85};
    }
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// "refractory to a PI and an IMiD", "refractory to the last line".
std::optional<Element> read_refractory(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  cursor.skip({"known"});
  if (cursor.accept("triple_refractory")) return Element{test("triple_class_refractory"), 0.85};
  if (cursor.accept("double_refractory_word")) return Element{test("double_refractory"), 0.75};
  if (!cursor.accept("refractory")) return give_up();
  cursor.skip({"to", "both", "at_least_one", "prior", "either"});
  if (skip_to_last(cursor)) return Element{test("refractory(anti_myeloma; in last_line)"), 0.85};
  const auto list = read_drugs(cursor);
  if (!list) return give_up();
  std::vector<Expression> parts;
  for (const Drug& drug : list->drugs) {
    if (drug.phrase == "anti_myeloma" || drug.phrase == "systemic_anticancer") return give_up();
    parts.push_back(test("refractory(" + drug.phrase + ")"));
  }
  const bool all = list->all && !context.bars();
  return Element{all ? all_of(std::move(parts)) : any_of(std::move(parts)), 0.9};
}

/// "progression on or within 60 days of the last therapy", "progressed after the last regimen".
std::optional<Element> read_progression(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  cursor.skip({"known", "active", "received"});
  if (!cursor.accept("progression") && !cursor.accept("relapsed")) return give_up();
  cursor.skip({"reference", "imwg", "by_definition", "(", ")"});
  const std::size_t here = cursor.place();
  std::string period;
  bool timed = false;
  if (const auto near = nearness(cursor)) {
    period = *near;
    timed = true;
  }
  cursor.skip({"during", "or", "after", "to", "received", "and", "with", "/", "before", "of_therapy"});
  if (skip_to_last(cursor)) {
    if (!timed)
      if (const auto near = nearness(cursor)) timed = true, period = *near;
    if (cursor.at_any({"for", "with"}) && cursor.concept_here(ConceptKind::condition, 1))
      cursor.back_to(cursor.place() + 2);
    if (timed) return Element{test("progressed(within " + period + " of last_therapy)"), 0.92};
    return Element{test("progressed(after last_therapy)"), 0.9};
  }
  const bool linked = cursor.place() > here;
  const auto list = linked ? read_drugs(cursor) : std::nullopt;
  if (!list) return give_up();
  if (!timed && list->drugs.size() == 1 && list->drugs.front().phrase == "anti_myeloma")
    return Element{test("progressed(after last_therapy)"), 0.75};
  std::vector<Expression> parts;
  for (const Drug& drug : list->drugs) {
    if (drug.phrase == "anti_myeloma" || drug.phrase == "systemic_anticancer" ||
        drug.phrase == "investigational")
      return give_up();
    parts.push_back(test("progressed(on " + drug.phrase + (timed ? "; within " + period : "") + ")"));
  }
  const bool all = list->all && !context.bars();
  return Element{all ? all_of(std::move(parts)) : any_of(std::move(parts)), 0.8};
}

} // namespace cartwright::drafting
