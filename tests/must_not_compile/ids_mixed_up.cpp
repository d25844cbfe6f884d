// must fail with: no match for .operator==.|could not convert|no viable
#include "engine/domain/ids.hpp"

bool same(const cartwright::TrialId& trial, const cartwright::CentreId& centre) {
#ifdef WITHOUT_THE_MISTAKE
  return trial.text() == centre.text();
#else
  return trial == centre;
#endif
}
