// Lint: what a catalogue that can be read still gets wrong. For maintainers; nothing here changes an answer.
#pragma once

#include "engine/domain/navigation.hpp"
#include "engine/domain/problem.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// Errors for what is surely wrong, warnings for what wants a look; "trials/ID.json: place" as everywhere.
/// Dates are compared with the newest date of the catalogue itself, never with a clock.
Problems lint(const Catalogue& catalogue);

/// The same questions of approved indications and of approaches, as far as they apply.
Problems lint(const Navigation& navigation, const Catalogue& catalogue);

/// The problems without those that their trial accepts and explains, plus a warning for every acceptance that
/// nothing calls for any more. Errors cannot be accepted.
Problems without_accepted(const Problems& problems, const Catalogue& catalogue);

} // namespace cartwright
