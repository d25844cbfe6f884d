#include "engine/evaluation/case.hpp"

namespace cartwright {

Case open_case(const Patient& patient, const Vocabulary& vocabulary, Day as_of) {
  return {patient, vocabulary, as_of, as_of,
          std::make_shared<const TreatmentHistory>(derive_history(patient, vocabulary, as_of))};
}

Case look_ahead(const Case& now, Day later) {
  Case out = now;
  out.as_of = later;
  return out;
}

} // namespace cartwright
