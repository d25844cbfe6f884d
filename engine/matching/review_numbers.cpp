#include "engine/matching/review_numbers.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;

struct Row {
  const char *name, *says;
  NumberKind kind;
  const char *method, *unit;
};
constexpr Row rows[] = {
    {"calcium_corrected", "Calcium corrected for albumin (Payne 1973)", NumberKind::measurement, "",
     "mmol/L"},
    {"creatinine_clearance_cockcroft_gault", "Creatinine clearance (Cockcroft-Gault)",
     NumberKind::creatinine_clearance, "cockcroft_gault", "mL/min"},
    {"egfr_ckd_epi_2021", "Estimated GFR (CKD-EPI 2021)", NumberKind::egfr, "ckd_epi_2021", "mL/min/1.73m2"},
    {"egfr_mdrd", "Estimated GFR (MDRD, four variables)", NumberKind::egfr, "mdrd", "mL/min/1.73m2"},
    {"involved_flc", "Involved free light chain", NumberKind::involved_flc, "", "mg/L"},
    {"dflc", "Difference of involved and uninvolved free light chain", NumberKind::dflc, "", "mg/L"},
    {"involved_uninvolved_ratio", "Ratio of involved to uninvolved free light chain",
     NumberKind::involved_ratio, "", ""},
    {"sum_of_products", "Sum of products of the extramedullary lesions", NumberKind::sum_of_products, "",
     "cm2"},
    {"ecog", "ECOG (read from Karnofsky it is a range)", NumberKind::ecog, "", ""},
    {"iss", "ISS at diagnosis (1 to 3)", NumberKind::iss, "", ""},
    {"r_iss", "R-ISS at diagnosis (1 to 3)", NumberKind::r_iss, "", ""},
    {"r2_iss", "R2-ISS at diagnosis (1 to 4)", NumberKind::r2_iss, "", ""},
    {"car_hematotox", "CAR-HEMATOTOX (0 to 1 low, from 2 high)", NumberKind::car_hematotox, "", "points"},
};

std::optional<double> rounded(const std::optional<double>& value) {
  constexpr double hundredth = 100;
  return value ? std::optional(std::round(*value * hundredth) / hundredth) : value;
}

void widen(Range& range, const Range& by) {
  range.low = range.low && by.low ? std::optional(std::min(*range.low, *by.low)) : std::nullopt;
  range.high = range.high && by.high ? std::optional(std::max(*range.high, *by.high)) : std::nullopt;
}

ReviewItem item_of(const Row& row, const Case& of) {
  criteria::NumberTerm term;
  term.kind = row.kind;
  term.method = row.method;
  if (const auto subject = of.vocabulary.known(row.name, ConceptKind::measurement)) term.subject = *subject;
  const Readings readings = read_number(term, of);
  Range range = readings.front().range;
  std::vector<std::string> said;
  ReviewItem out{row.name, row.says, NumberRange{}, "", {}, {}};
  for (const Reading& reading : readings) {
    widen(range, reading.range);
    said.push_back(reading.says);
    out.facts.insert(out.facts.end(), reading.facts.begin(), reading.facts.end());
    out.causes.merge(reading.causes);
  }
  if (out.causes.empty() && range.low != range.high)
    out.causes.add({readings.size() > 1 ? CauseKind::conflict : CauseKind::imprecise, readings.front().name,
                    readings.front().document});
  out.value = NumberRange{rounded(range.low), rounded(range.high), row.unit};
  out.why = join(said, "; ");
  return out;
}

} // namespace

std::vector<ReviewItem> review_numbers(const Case& of) {
  std::vector<ReviewItem> out;
  for (const Row& row : rows)
    if (row.kind != NumberKind::measurement || of.vocabulary.known(row.name, ConceptKind::measurement))
      out.push_back(item_of(row, of));
  return out;
}

} // namespace cartwright
