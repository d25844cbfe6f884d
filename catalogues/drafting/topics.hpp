// The topics of eligibility text. Each reads one statement where the cursor stands and takes it, or leaves
// the cursor where it was. An exclusion's statement is what excludes.
#pragma once

#include <optional>
#include <string>

#include "catalogues/drafting/amounts.hpp"
#include "catalogues/drafting/cursor.hpp"
#include "catalogues/drafting/expression.hpp"

namespace cartwright::drafting {

struct Context {
  bool exclusion = false;
  bool negated = false;              ///< under a "no": lists read as in an exclusion
  std::string sample_window;         ///< "7 d" when the lead asks for samples so fresh
  std::optional<Window> window;      ///< said once for the whole list, by its lead
  std::optional<Window> tail_window; ///< said once, at the end of a list of therapies and procedures
  bool bars() const { return exclusion != negated; } ///< the statement is one that must not hold
};

struct Element {
  Expression rule;
  double confidence = 0.95;
};

using Topic = std::optional<Element> (*)(Cursor&, const Context&);

std::optional<Element> read_age(Cursor& cursor, const Context& context);
std::optional<Element> read_performance(Cursor& cursor, const Context& context);
std::optional<Element> read_pregnancy(Cursor& cursor, const Context& context);
std::optional<Element> read_laboratory(Cursor& cursor, const Context& context);
std::optional<Element> read_measurable(Cursor& cursor, const Context& context);
std::optional<Element> read_disease(Cursor& cursor, const Context& context);
std::optional<Element> read_nervous_system(Cursor& cursor, const Context& context);
std::optional<Element> read_antigen(Cursor& cursor, const Context& context);
std::optional<Element> read_lines(Cursor& cursor, const Context& context);
std::optional<Element> read_exposure(Cursor& cursor, const Context& context);
std::optional<Element> read_refractory(Cursor& cursor, const Context& context);
std::optional<Element> read_intolerance(Cursor& cursor, const Context& context);
std::optional<Element> read_progression(Cursor& cursor, const Context& context);
std::optional<Element> read_response(Cursor& cursor, const Context& context);
std::optional<Element> read_transplant(Cursor& cursor, const Context& context);
std::optional<Element> read_procedure(Cursor& cursor, const Context& context);
std::optional<Element> read_steroid_dose(Cursor& cursor, const Context& context);
std::optional<Element> read_infection(Cursor& cursor, const Context& context);
std::optional<Element> read_virus(Cursor& cursor, const Context& context);
std::optional<Element> read_other_cancer(Cursor& cursor, const Context& context);
std::optional<Element> read_hypersensitivity(Cursor& cursor, const Context& context);
std::optional<Element> read_toxicity(Cursor& cursor, const Context& context);
std::optional<Element> read_circulating(Cursor& cursor, const Context& context);
std::optional<Element> read_form(Cursor& cursor, const Context& context);
std::optional<Element> read_immunosuppression(Cursor& cursor, const Context& context);
std::optional<Element> read_negative_tests(Cursor& cursor, const Context& context);
std::optional<Element> read_conditions(Cursor& cursor, const Context& context);

/// The topic that takes most of what stands here.
std::optional<Element> read_element(Cursor& cursor, const Context& context);
/// Whether a topic reads something here that can be evaluated.
bool reads_as_rule(Cursor cursor, const Context& context);

/// A window in the past as the language says it; an empty anchor is the first dose.
std::string washout(const std::string& what, const Window& window);
/// "within 6 mo" as an option of had(...).
std::string within(const Window& window);
inline Expression judged(std::string text) {
  return statement(ExpressionKind::judgement, std::move(text));
}
inline Expression unread(std::string text) {
  return statement(ExpressionKind::not_evaluated, std::move(text));
}

} // namespace cartwright::drafting
