#include "engine/domain/place.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cartwright {

double distance_km(Coordinates from, Coordinates to) {
  constexpr double earth_radius_km = 6371.0088;
  constexpr double radians = std::numbers::pi / 180;
  const double dlat = (to.latitude - from.latitude) * radians,
               dlon = (to.longitude - from.longitude) * radians;
  const double across = std::pow(std::sin(dlat / 2), 2) + std::cos(from.latitude * radians) *
                                                              std::cos(to.latitude * radians) *
                                                              std::pow(std::sin(dlon / 2), 2);
  return 2 * earth_radius_km * std::asin(std::sqrt(std::clamp(across, 0.0, 1.0)));
}

} // namespace cartwright
