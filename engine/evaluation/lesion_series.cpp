// Lesions measured on several days: the sum of their products, day by day.
#include <algorithm>
#include <map>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/series.hpp"

namespace cartwright {

namespace {

using criteria::LesionKind;

struct DayOfLesions {
  std::vector<const Lesion*> lesions;
  bool whole = true; ///< every lesion has two diameters and surely counts
};

Truth of_kind(const Lesion& lesion, LesionKind kind) {
  if (kind == LesionKind::any) return Truth::yes;
  if (!lesion.contiguous_with_bone) return Truth::unknown;
  return truth_of(*lesion.contiguous_with_bone == (kind == LesionKind::paraskeletal));
}

double product_cm2(const Lesion& lesion) {
  constexpr double mm2_per_cm2 = 100;
  const auto [shortest, longest] = std::minmax_element(lesion.size_mm.begin(), lesion.size_mm.end());
  return *shortest * *longest / mm2_per_cm2;
}

SeriesPoint point_of(const PartialDate& date, const DayOfLesions& day) {
  SeriesPoint out;
  out.date = date;
  std::vector<std::string> sites;
  double sum = 0;
  for (const Lesion* lesion : day.lesions) {
    sites.push_back(lesion->site.empty() ? "lesion" : lesion->site);
    if (day.whole) sum += product_cm2(*lesion);
  }
  std::sort(sites.begin(), sites.end());
  out.set = join(sites, ", ");
  out.fact = {day.lesions.front()->where,
              out.set + (day.whole ? " " + number_text(sum) + " cm2" : "") + " on " + date.text()};
  if (day.whole) out.value = sum;
  if (!day.whole) out.doubt = Cause{CauseKind::missing, "lesion_size", "pet_ct_mri"};
  return out;
}

} // namespace

Series series_of_lesions(LesionKind kind, const Case& of) {
  Series out;
  out.name = "extramedullary_lesions";
  out.document = "pet_ct_mri";
  std::map<PartialDate, DayOfLesions> days;
  for (const Lesion& lesion : of.patient.extramedullary.lesions) {
    const Truth counts = of_kind(lesion, kind);
    if (!lesion.date || !known(lesion.date, of) || counts == Truth::no) continue;
    DayOfLesions& day = days[*lesion.date];
    day.lesions.push_back(&lesion);
    day.whole = day.whole && counts == Truth::yes && !lesion.uncertain && lesion.size_mm.size() >= 2;
  }
  for (const auto& [date, day] : days)
    out.points.push_back(point_of(date, day));
  return out;
}

} // namespace cartwright
