// Transplants, radiotherapy, surgery, plasma exchange, vaccines, support and steroid doses.
#include "catalogues/drafting/drugs.hpp"
#include "catalogues/drafting/topics.hpp"

#include <cmath>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct Kinds {
  bool autologous = false, allogeneic = false, named = false, twice = false;
};

/// "autologous or allogeneic stem cell transplantation (ASCT)".
Kinds read_kinds(Cursor& cursor) {
  Kinds out;
  bool transplant = false;
  while (!cursor.done()) {
    if (cursor.accept("autologous")) {
      out.autologous = true;
    } else if (cursor.accept("allogeneic")) {
      out.allogeneic = true;
    } else if (cursor.accept("asct")) {
      out.autologous = transplant = true;
    } else if (cursor.accept("allosct")) {
      out.allogeneic = transplant = true;
    } else if (cursor.accept("transplant")) {
      transplant = true;
    } else if (cursor.at("(") && cursor.at(")", 2) &&
               cursor.at_any({"asct", "allosct", "transplant", "allogeneic", "autologous"}, 1)) {
      cursor.back_to(cursor.place() + 3);
    } else if (cursor.at("(") && cursor.at(")", 2) && transplant && cursor.peek(1).kind == PieceKind::word) {
      cursor.back_to(cursor.place() + 3);
    } else if (!transplant && cursor.at("tandem")) {
      out.twice = out.twice || cursor.peek().text == "double" || cursor.peek().text == "tandem";
      cursor.step();
    } else if (!transplant && cursor.at("(") && cursor.at("tandem", 1)) {
      cursor.step();
    } else if (!transplant && cursor.at_any({"either", "(", ")", "/", "or", "and", "for"}) &&
               (out.autologous || out.allogeneic || cursor.at_any({"either"}) || out.twice)) {
      cursor.step();
    } else {
      break;
    }
  }
  out.named = transplant;
  return out;
}

Expression transplant_rule(const Kinds& kinds, const std::optional<Window>& window, const Context& context) {
  std::vector<Expression> parts;
  const auto add = [&](const std::string& kind) {
    if (!window)
      return parts.push_back(test("had_transplant(" + kind + (kinds.twice ? "; number >= 2)" : ")")));
    Expression rule = test(washout("transplant " + kind, *window));
    parts.push_back(context.bars() && !window->later ? not_of(std::move(rule)) : std::move(rule));
  };
  if (kinds.autologous) add("autologous");
  if (kinds.allogeneic) add("allogeneic");
  if (parts.empty()) {
    if (window) {
      add("autologous");
      add("allogeneic");
    } else {
      add("any");
    }
  }
  return window && !context.bars() ? all_of(std::move(parts)) : any_of(std::move(parts));
}

} // namespace

std::optional<Element> read_transplant(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  std::optional<Window> window = read_window(cursor);
  if (window && window->later && !context.bars())
    cursor.skip({"elapsed", "since", "after", "from", "last"}); // "at least 90 days since ..."
  cursor.skip({":"});
  bool received = false;
  while (cursor.at_any({"received", "prior", "history", "either", "other", "known", "during", "treatment"})) {
    received = received || cursor.at_any({"received", "prior", "history"});
    cursor.step();
  }
  const Kinds kinds = read_kinds(cursor);
  if (!kinds.named) return give_up();
  if (cursor.at("received")) {
    cursor.step();
    received = true;
  }
  if (cursor.at("provided") && cursor.at_any({"<", "<=", "within"}, 1))
    cursor.step(); // "if < 12 weeks before"
  if (!window) window = read_window(cursor);
  if (!window) window = context.window;
  if (!window && context.bars() && !received) window = context.tail_window;
  if (!received && !window && !context.bars()) return give_up();
  if (window && !context.bars() && !window->later) return give_up(); // a recent transplant that is asked for
  if (!kinds.autologous && !kinds.allogeneic && !context.bars()) return give_up();
  return Element{transplant_rule(kinds, window, context), window && window->anchor.empty() ? 0.88 : 0.95};
}

namespace {

struct Procedure {
  std::string_view tag, term;
  enum class Form : std::uint8_t { washout, support, condition } form;
};

constexpr Procedure procedures[] = {
    {"radiotherapy", "radiotherapy", Procedure::Form::washout},
    {"focal", "radiotherapy", Procedure::Form::washout},
    {"plasmapheresis", "plasma_exchange", Procedure::Form::support},
    {"live_vaccine", "live_vaccine", Procedure::Form::support},
    {"dialysis", "dialysis", Procedure::Form::support},
    {"major_surgery", "major_surgery", Procedure::Form::condition},
    {"trauma", "major_trauma", Procedure::Form::condition},
};

Expression procedure_rule(const Procedure& procedure, const Window& window, const Context& context) {
  const std::string term(procedure.term);
  if (procedure.form == Procedure::Form::condition && context.bars() && !window.later)
    return test("had(" + term + "; " + within(window) + ")");
  if (procedure.form == Procedure::Form::support && context.bars() && !window.later)
    return test("support(" + term + "; " + within(window) + ")");
  const std::string what = procedure.form == Procedure::Form::washout ? term : "support " + term;
  if (procedure.form == Procedure::Form::condition)
    return not_of(test("had(" + term + "; " + within(window) + ")"));
  Expression rule = test(washout(what, window));
  return context.bars() && !window.later ? not_of(std::move(rule)) : std::move(rule);
}

} // namespace

std::optional<Element> read_procedure(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  std::optional<Window> window = read_window(cursor);
  if (window && window->later && !context.bars())
    cursor.skip({"elapsed", "since", "after", "from", "last", "dose", "for"});
  cursor.skip(
      {":", ",", "received", "prior", "history", "known", "other", "during", "requiring", "either", "with"});
  std::vector<const Procedure*> found;
  std::vector<std::optional<Window>> windows;
  std::string excepted;
  while (true) {
    const std::size_t here = cursor.place();
    if (!found.empty()) {
      if (!cursor.accept_any({"or", ",", "/", "and"})) break;
      cursor.skip({"or", "and", "received"});
    }
    const Procedure* match = nullptr;
    for (const Procedure& procedure : procedures)
      if (cursor.accept(procedure.tag)) match = &procedure;
    if (match == nullptr) {
      cursor.back_to(here);
      break;
    }
    skip_examples(cursor);
    if (cursor.at("(") && cursor.at_any({"except", "not"}, 1)) { // "(other than bone-stabilising surgery)"
      std::size_t end = 1;
      while (end < cursor.left() && !cursor.at(")", end))
        ++end;
      if (end < 12 && end < cursor.left()) {
        excepted = words_of(cursor.rest().first(end + 1));
        cursor.back_to(cursor.place() + end + 1);
      }
    }
    if (cursor.at("(") && cursor.at("by_definition", 1)) { // "(as defined by the investigator)"
      std::size_t end = 1;
      while (end < cursor.left() && !cursor.at(")", end))
        ++end;
      if (end < 8) cursor.back_to(cursor.place() + end + 1);
    }
    cursor.skip({"treatment", "received"});
    found.push_back(match);
    windows.push_back(read_window(cursor));
  }
  if (found.empty()) return give_up();
  std::optional<Window> common = window;
  for (const auto& each : windows)
    if (each) common = each;
  if (!common) common = context.window;
  if (!common && context.bars()) common = context.tail_window;
  const bool dialysis = found.size() == 1 && found.front()->tag == "dialysis";
  if (dialysis && !common && context.bars()) return Element{test("has(dialysis_dependence)"), 0.85};
  if (!common) return give_up();
  std::vector<Expression> parts;
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::optional<Window> own = windows[i];
    for (std::size_t j = i; !own && j < windows.size(); ++j)
      own = windows[j];
    parts.push_back(procedure_rule(*found[i], own ? *own : *common, context));
  }
  if (!excepted.empty() && !context.bars()) return give_up();
  Expression rule = context.bars() ? any_of(std::move(parts)) : all_of(std::move(parts));
  if (!excepted.empty()) rule = all_of({std::move(rule), judged(excepted)});
  return Element{std::move(rule), common->anchor.empty() ? 0.9 : 0.95};
}

/// "immunosuppressive therapy within 2 weeks", "receiving systemic immunosuppressants".
std::optional<Element> read_immunosuppression(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (!context.bars()) return std::nullopt;
  bool now = false;
  while (cursor.at_any({"received", "requiring", "known", "soft", "during", "prior"})) {
    now = now || cursor.at_any({"requiring", "during"}) ||
          (cursor.at("received") && cursor.peek().text.find("prior") == std::string::npos);
    cursor.step();
  }
  const bool needs = cursor.place() > start && cursor.pieces()[cursor.place() - 1].tag != "received" &&
                     mentions(cursor.pieces().subspan(start, cursor.place() - start), "requiring");
  if (needs && cursor.at_concept("steroid")) { // "who require systemic steroids or other immunosuppression"
    cursor.step();
    cursor.skip({"treatment"});
    std::vector<Expression> parts = {test("has(glucocorticoid_needed)")};
    if (cursor.accept("or")) {
      cursor.skip({"other"});
      if (!cursor.accept("immunosuppression")) return give_up();
      cursor.skip({"treatment"});
      parts.push_back(test("has(immunosuppression_needed)"));
    }
    if (!cursor.done()) return give_up();
    return Element{any_of(std::move(parts)), 0.9};
  }
  if (!cursor.accept("immunosuppression")) return give_up();
  cursor.skip({"treatment"});
  skip_examples(cursor);
  std::optional<Window> window = read_window(cursor);
  if (!window) window = context.window ? context.window : context.tail_window;
  if (window && !window->later)
    return Element{not_of(test(washout("immunosuppression", *window))), window->anchor.empty() ? 0.85 : 0.9};
  const bool ends = cursor.done() || cursor.at_any({",", ".", ";", "or"});
  if (window || !now || !ends) return give_up();
  return Element{test("has(immunosuppression_needed)"), 0.8};
}

/// "systemic steroids > 10 mg of prednisone a day within 14 days", "cumulative dose >= 140 mg within 14
/// days".
std::optional<Element> read_steroid_dose(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  if (!context.bars()) return std::nullopt;
  bool steroid = false, total = false, other_steroid = false, in_dexamethasone = false;
  std::optional<Interval> dose;
  std::optional<Window> window;
  std::size_t end = start;
  for (std::size_t i = 0; i < 40 && !cursor.done(); ++i) {
    const bool agent = cursor.at_concept("steroid") || cursor.at_concept("prednisone") ||
                       cursor.at_concept("dexamethasone") || cursor.at_concept("prednisolone") ||
                       cursor.at_concept("methylprednisolone");
    if (cursor.at_concept("dexamethasone") && dose && !steroid) return give_up();
    const bool spared = cursor.at("(") && cursor.at_any({"except", "not"}, 1); // "(except inhaled steroids)"
    if (spared) {
      std::size_t close = 1;
      while (close < cursor.left() && !cursor.at(")", close))
        ++close;
      if (close < 10) {
        cursor.back_to(std::min(cursor.place() + close + 1, cursor.pieces().size()));
        if (steroid && dose) end = cursor.place();
        continue;
      }
    }
    if (cursor.at_concept("dexamethasone") && dose && steroid && !other_steroid) in_dexamethasone = true;
    other_steroid =
        other_steroid || (agent && !cursor.at_concept("dexamethasone") && !cursor.at_concept("steroid"));
    steroid = steroid || agent;
    total = total || cursor.peek().text.find("cumulative") != std::string::npos ||
            cursor.peek().text.find("total") != std::string::npos;
    if (agent ||
        cursor.at_any({"received", "prior", "treatment", "equivalent", "dose",    "(",           ")",
                       ",",        "or",    "/",         "by",         "with",    "a",           "known",
                       "-",        "to",    "such_as",   "during",     "per_day", "significant", "soft",
                       "+>=",      "other", "which",     "requiring"}) ||
        cursor.at_word("cumulative") || cursor.at_word("equivalent") || cursor.at_word("maximum") ||
        cursor.at_word("total") || cursor.at_word("oral") || cursor.at_word("day") ||
        cursor.at_word("daily")) {
      cursor.step();
      if (steroid && dose) end = cursor.place();
      continue;
    }
    const std::size_t here = cursor.place();
    if (auto read = read_window(cursor)) {
      if (!window) window = read;
      if (steroid && dose) end = cursor.place();
      continue;
    }
    if (auto amount = read_interval(cursor); amount && (amount->unit == "mg/24h" || amount->unit == "mg") &&
                                             (amount->op == ">" || amount->op == ">=")) {
      if (!dose) dose = amount;
      if (steroid) end = cursor.place();
      continue;
    }
    cursor.back_to(here);
    break;
  }
  if (!window) window = context.window;
  const bool fits =
      steroid && dose && window && window->period.find("half") == std::string::npos && !window->later;
  if (!fits || (dose->unit == "mg" && !total)) return give_up();
  while (end > start + 1 &&
         (cursor.pieces()[end - 1].tag == "or" || cursor.pieces()[end - 1].tag == "," ||
          cursor.pieces()[end - 1].tag == "with" || cursor.pieces()[end - 1].tag == "other"))
    --end;
  cursor.back_to(std::max(end, start + 1));
  constexpr double prednisone_in_dexamethasone = 20.0 / 3; // 5 mg prednisone as 0.75 mg dexamethasone
  if (in_dexamethasone) dose->low = std::round(dose->low * prednisone_in_dexamethasone * 10) / 10;
  if (total)
    return Element{test("dose(systemic_steroid; total; " + within(*window) + ") " + dose->op + " " +
                        number_text(dose->low) + " mg"),
                   0.85};
  return Element{test("steroid(" + std::string(dose->op == ">" ? "above " : "from ") +
                      number_text(dose->low) + " mg/d; " + within(*window) + ")"),
                 0.9};
}

} // namespace cartwright::drafting
