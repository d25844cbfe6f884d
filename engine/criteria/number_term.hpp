// Terms with a number: what is measured, and what a bound on it must look like.
#pragma once

#include <optional>
#include <string>

#include "engine/criteria/checking.hpp"

namespace cartwright::criteria {

/// What a bound of the term must look like.
struct Scale {
  const Unit* unit = nullptr;                    ///< of the term; null: a bare number
  const MeasurementFacts* measurement = nullptr; ///< converts over bridges, knows plausible bounds
  double low = 0, high = 1e12;                   ///< beyond these a bound is impossible
  bool ratio = false;                            ///< may be said to be normal or abnormal
  bool stages = false;                           ///< bounds are stages: I, II, III
};

struct ReadTerm {
  NumberTerm term;
  std::string text;
  Scale scale;
};

/// The bound on the right of a relation, in the unit of the term; nothing after a problem.
std::optional<NumberTest> read_bound(const WrittenTest& written, const ReadTerm& term,
                                     const Checking& checking);
/// Conditions on samples that the term can keep; nothing after a problem.
std::optional<SampleConditions> read_sample(const WrittenTest& written, NumberKind kind,
                                            const Checking& checking);
/// The term on the left of a relation; nothing after a problem.
std::optional<ReadTerm> read_number_term(const WrittenTest& written, const Checking& checking);
/// Whether the word begins a term of its own, measurements apart.
bool is_number_term(std::string_view head);

} // namespace cartwright::criteria
