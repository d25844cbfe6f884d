// What other parts of the record say about a condition: infection tests, active infection, the state of the
// central nervous system, graft-versus-host disease. A list of conditions rarely repeats them.
#pragma once

#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// A condition that is, is not, or may be there, by a fact outside the list of conditions.
struct Sign {
  ConceptId condition{};
  Truth now = Truth::unknown;  ///< present
  Truth ever = Truth::unknown; ///< present now or earlier
  std::vector<FactUse> facts;
  bool of_itself_only =
      false; ///< says nothing of wider conditions: a scar of hepatitis B is no chronic hepatitis
};

/// Hepatitis B: surface antigen or DNA shows it; a negative surface antigen rules it out unless the core
/// antibody is positive and DNA was not looked for; only a negative core antibody rules out an earlier one.
/// Hepatitis C: RNA shows it, a negative antibody or RNA rules it out, a positive antibody alone does not
/// decide. HIV: any positive test shows it, a negative antibody or antigen rules it out. Set by the project
/// after the usual reading of these tests.
std::vector<Sign> signs_of(const Case& of);

/// Everything in a record that has to do with conditions.
struct ToldConditions {
  std::vector<Sign> signs;
  /// A condition that is none of these, nor wider or narrower than one, is one of which nothing is told.
  std::vector<ConceptId> named;
};
ToldConditions conditions_told(const Case& of);

} // namespace cartwright
