// must fail with: no match for .operator<.
#include "engine/domain/quantity.hpp"

bool below(const cartwright::Quantity& a, const cartwright::Quantity& b) {
#ifdef WITHOUT_THE_MISTAKE
  const auto converted = a.in(b.unit());
  return converted && converted->value() < b.value();
#else
  return a < b;
#endif
}
