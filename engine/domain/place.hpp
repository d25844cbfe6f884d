// Distance between two places on the earth.
#pragma once

namespace cartwright {

struct Coordinates {
  double latitude = 0, longitude = 0; ///< degrees
  bool operator==(const Coordinates&) const = default;
};

/// Great-circle distance in kilometres (haversine, mean earth radius 6371.0088 km).
double distance_km(Coordinates from, Coordinates to);

} // namespace cartwright
