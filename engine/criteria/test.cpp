#include "engine/criteria/test.hpp"

namespace cartwright::criteria {

std::string_view symbol(Op op) {
  switch (op) {
  case Op::less:
    return "<";
  case Op::at_most:
    return "<=";
  case Op::equal:
    return "=";
  case Op::not_equal:
    return "!=";
  case Op::at_least:
    return ">=";
  case Op::greater:
    return ">";
  }
  return "";
}

std::string_view word(Position position) {
  switch (position) {
  case Position::anywhere:
    return "";
  case Position::first_line:
    return "first_line";
  case Position::last_line:
    return "last_line";
  case Position::last_therapy:
    return "last_therapy";
  }
  return "";
}

std::string_view word(LesionKind kind) {
  switch (kind) {
  case LesionKind::any:
    return "any";
  case LesionKind::paraskeletal:
    return "paraskeletal";
  case LesionKind::extraosseous:
    return "extraosseous";
  }
  return "";
}

std::string_view word(NumberKind kind) {
  switch (kind) {
  case NumberKind::age:
    return "age";
  case NumberKind::weight:
    return "weight";
  case NumberKind::ecog:
    return "ecog";
  case NumberKind::kps:
    return "kps";
  case NumberKind::lines:
    return "lines";
  case NumberKind::measurement:
    return "measurement";
  case NumberKind::creatinine_clearance:
    return "creatinine_clearance";
  case NumberKind::egfr:
    return "egfr";
  case NumberKind::antigen_percent:
    return "antigen";
  case NumberKind::largest_lesion:
    return "largest";
  case NumberKind::sum_of_products:
    return "sum_of_products";
  case NumberKind::lesion_count:
    return "number";
  case NumberKind::involved_flc:
    return "involved_flc";
  case NumberKind::dflc:
    return "dflc";
  case NumberKind::flc_ratio:
    return "flc_ratio";
  case NumberKind::circulating_plasma_cells:
    return "circulating_plasma_cells";
  case NumberKind::circulating_absolute:
    return "circulating_plasma_cells(absolute)";
  case NumberKind::height:
    return "height";
  case NumberKind::involved_ratio:
    return "involved_uninvolved_ratio";
  case NumberKind::iss:
    return "iss";
  case NumberKind::r_iss:
    return "r_iss";
  case NumberKind::r2_iss:
    return "r2_iss";
  case NumberKind::car_hematotox:
    return "car_hematotox";
  case NumberKind::nadir:
    return "nadir";
  case NumberKind::change:
    return "change";
  case NumberKind::trend:
    return "trend";
  case NumberKind::steroid_total:
  case NumberKind::steroid_highest_daily:
  case NumberKind::steroid_days:
    return "dose";
  }
  return "";
}

} // namespace cartwright::criteria
