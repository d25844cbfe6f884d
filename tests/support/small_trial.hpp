// A trial of scenarios in plain text:
//   A trial: recruiting                  its status
//   Slot A: cohort                       or arm, part, phase, stage; a status may follow: "cohort suspended"
//   Slot FR: country FR                  the countries follow
//   Site FR: recruiting                  a site there
//   Include: RULE                        of every slot
//   Exclude A, B: RULE                   of these slots only
//   Override C2: met until 2026-12-31    what somebody says of the second criterion; the day may be left out
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/domain/trial.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright::test {

class SmallTrial {
public:
  /// False when the key is not one of these. A value that is not understood fails the test.
  bool line(const std::string& key, const std::string& value);
  /// "eligible_later from 2026-12-06"; of one slot when one is named.
  std::string verdict(const Patient& patient, Day as_of, const std::string& slot) const;
  /// open, not_yet, closed, unknown
  std::string recruiting(const Patient& patient, Day as_of) const;

private:
  TrialVerdict judged(const Patient& patient, Day as_of) const;
  void add_slot(const std::string& id, const std::string& value);
  void add_override(const std::string& id, const std::string& value);
  void add_criterion(CriterionKind kind, const std::string& slots, const std::string& rule);

  std::optional<Trial> trial_;
  std::vector<CriterionOverride> overrides_;
};

} // namespace cartwright::test
