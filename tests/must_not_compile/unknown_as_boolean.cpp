// must fail with: could not convert|cannot convert|no match
#include "engine/domain/truth.hpp"

bool passes(cartwright::Truth truth) {
#ifdef WITHOUT_THE_MISTAKE
  return truth == cartwright::Truth::yes;
#else
  if (truth) return true;
  return false;
#endif
}
