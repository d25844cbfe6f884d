// A number of the case as it is known on the day: a range with the facts behind it, or why it is not known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

struct Reading {
  Range range;      ///< in the term's unit
  std::string says; ///< "platelets 40 x10^9/L on 2026-11-18"
  std::vector<FactUse> facts;
  Causes causes; ///< why the range is open or absent; a reading without causes is decided by its range
  std::optional<double> lower_limit, upper_limit; ///< of that laboratory
  std::optional<double> of_upper_limit;           ///< all that is known: a multiple of it; the range is open
  std::string name, document;                     ///< for asking
  std::vector<Day> turns;
};

/// Several when facts of one day differ: the truth holds only when all agree. Never empty.
using Readings = std::vector<Reading>;

/// The newest admissible values of a measurement.
Readings read_measurement(ConceptId test, const criteria::SampleConditions& sample, const Case& of);
/// The same by the vocabulary's word, for formulas.
Readings read_named(const char* name, const criteria::SampleConditions& sample, const Case& of);
/// creatinine clearance and eGFR: recorded with the method, or computed from their inputs.
Readings read_kidney(const criteria::NumberTerm& term, const Case& of);
/// Recorded, or from total calcium and albumin of one day (Payne 1973).
Readings read_corrected_calcium(const criteria::SampleConditions& sample, const Case& of);
/// ISS, R-ISS or R2-ISS: every stage that the known inputs leave open, and which inputs are missing.
Reading read_stage(const criteria::NumberTerm& term, const Case& of);
/// CAR-HEMATOTOX: the least and the greatest number of points, and which inputs are missing.
Reading read_car_hematotox(const criteria::SampleConditions& sample, const Case& of);
/// involved light chain, difference, ratio, from kappa and lambda of one day.
Readings read_light_chains(const criteria::NumberTerm& term, const Case& of);
Readings read_antigen(const criteria::AntigenFilter& filter, const criteria::SampleConditions& sample,
                      const Case& of);
/// Any number term: one of the following.
Readings read_number(const criteria::NumberTerm& term, const Case& of);
/// nadir, change, trend: several values of one thing in time order.
Readings read_series(const criteria::NumberTerm& term, const Case& of);
/// mg of prednisone over a period, or on its highest day.
Readings read_steroid_dose(const criteria::NumberTerm& term, const Case& of);
/// Everything else that is a number.
Readings read_person(const criteria::NumberTerm& term, const Case& of);
Readings read_disease(const criteria::NumberTerm& term, const Case& of);

Reading not_known(Cause cause, std::string says);
/// Whether a sample of that day counts for its age; the cause when not.
std::optional<Cause> too_old(const std::optional<PartialDate>& date, const criteria::SampleConditions& sample,
                             const std::string& fact, const std::string& document, const Case& of);

} // namespace cartwright
