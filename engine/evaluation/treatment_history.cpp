#include "engine/evaluation/treatment_history.hpp"

#include "engine/evaluation/line_counter.hpp"

namespace cartwright {

TreatmentHistory derive_history(const Patient& patient, const Vocabulary& vocabulary, Day known_by) {
  return LineCounter(patient, vocabulary, known_by).run();
}

} // namespace cartwright
