// must fail with: no matching function|no match
#include "engine/domain/quantity.hpp"

#ifdef WITHOUT_THE_MISTAKE
const cartwright::Quantity platelets(40, *cartwright::find_unit("10^9/L"));
#else
const cartwright::Quantity platelets(40);
#endif
