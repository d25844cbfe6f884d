// The synthetic profiles of the program's own generator. The same seed gives the same profile.
#pragma once

#include "tools/synthetic/generate_patient.hpp"

namespace cartwright::test {

using synthetic::generated_profile;

} // namespace cartwright::test
