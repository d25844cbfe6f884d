// Doses of systemic steroids as prednisone.
#pragma once

#include <optional>

#include "engine/evaluation/case.hpp"

namespace cartwright {

/// mg of prednisone a day; nothing when the drug or the dose is not stated.
std::optional<double> as_prednisone(std::optional<ConceptId> agent, const std::optional<Quantity>& dose,
                                    const Case& of);

/// As above; a mass without "a day" is the dose of an event of one day.
std::optional<double> prednisone_a_day(const SupportEvent& event, const Case& of);

} // namespace cartwright
