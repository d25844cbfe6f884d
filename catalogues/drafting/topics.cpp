// The topics in the order they are asked.
#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

namespace {

constexpr Topic topics[] = {read_age,
                            read_performance,
                            read_pregnancy,
                            read_measurable,
                            read_laboratory,
                            read_steroid_dose,
                            read_virus,
                            read_infection,
                            read_other_cancer,
                            read_hypersensitivity,
                            read_toxicity,
                            read_nervous_system,
                            read_transplant,
                            read_procedure,
                            read_response,
                            read_refractory,
                            read_progression,
                            read_lines,
                            read_disease,
                            read_antigen,
                            read_exposure,
                            read_conditions,
                            read_circulating,
                            read_negative_tests,
                            read_intolerance,
                            read_form,
                            read_immunosuppression};

} // namespace

std::optional<Element> read_element(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  std::optional<Element> best;
  std::size_t end = start;
  for (const Topic topic : topics) {
    cursor.back_to(start);
    auto element = topic(cursor, context);
    if (element && cursor.place() > end) {
      end = cursor.place();
      best = std::move(element);
    }
  }
  cursor.back_to(end);
  return best;
}

bool reads_as_rule(Cursor cursor, const Context& context) {
  const std::size_t start = cursor.place();
  for (const Topic topic : topics) {
    cursor.back_to(start);
    if (const auto element = topic(cursor, context); element && has_test(element->rule)) return true;
  }
  return false;
}

} // namespace cartwright::drafting
