// ISS, R-ISS and R2-ISS from their inputs: every stage that what is known leaves open.
//
// ISS: Greipp, J Clin Oncol 2005;23:3412. R-ISS: Palumbo, J Clin Oncol 2015;33:2863. R2-ISS: D'Agostino,
// J Clin Oncol 2022;40:3406. They are validated for samples at diagnosis, so those are taken unless the rule
// asks for others.
#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;
using criteria::Op;

/// First and last possible.
struct Stages {
  int low = 1, high = 1;
};

/// One input as far as it is known, what it says and why it is not known.
struct Input {
  Truth truth = Truth::unknown;
  std::string says;
  std::vector<FactUse> facts;
  Causes causes;
};

void note(const Reading& reading, Input& out) {
  out.says += (out.says.empty() ? "" : "; ") + reading.says;
  out.facts.insert(out.facts.end(), reading.facts.begin(), reading.facts.end());
  out.causes.merge(reading.causes);
}

Input marker(std::initializer_list<const char*> names, const std::string& says, const Case& of) {
  criteria::MarkerTest test;
  for (const char* name : names)
    if (const auto known = of.vocabulary.known(name, ConceptKind::marker)) test.markers.push_back(*known);
  Finding found = find(test, of);
  if (test.markers.size() != names.size() && found.truth == Truth::no) found.truth = Truth::unknown;
  Input out{found.truth, says + (found.truth == Truth::unknown ? " not known" : ""), found.facts,
            found.causes};
  if (found.truth == Truth::no) out.says = "no " + says;
  if (found.truth != Truth::yes) return out;
  std::vector<std::string> said;
  for (const FactUse& fact : found.facts)
    said.push_back(fact.says);
  out.says = join(said, ", ");
  return out;
}

/// LDH above that laboratory's upper limit.
Input raised_ldh(const criteria::SampleConditions& sample, const Case& of) {
  Input out;
  bool first = true;
  for (const Reading& reading : read_named("ldh", sample, of)) {
    note(reading, out);
    Truth own = Truth::unknown;
    if (reading.of_upper_limit)
      own = truth_of(*reading.of_upper_limit > 1);
    else if (reading.range.low && reading.upper_limit)
      own = compare(reading.range, Op::greater, *reading.upper_limit);
    else if (reading.range.low)
      out.causes.add({CauseKind::missing, "ldh_upper_limit", "blood_chemistry"});
    if (!first && own != out.truth && own != Truth::unknown && out.truth != Truth::unknown)
      out.causes.add({CauseKind::conflict, "ldh", "blood_chemistry"});
    out.truth = first || own == out.truth ? own : Truth::unknown;
    first = false;
  }
  if (out.truth != Truth::unknown) out.causes = {};
  return out;
}

Stages iss_of(const Range& b2_microglobulin, const Range& albumin) {
  const Truth third = compare(b2_microglobulin, Op::at_least, 5.5);
  const Truth first = both(compare(b2_microglobulin, Op::less, 3.5), compare(albumin, Op::at_least, 35));
  if (third == Truth::yes) return {3, 3};
  if (first == Truth::yes) return {1, 1};
  return {first == Truth::unknown ? 1 : 2, third == Truth::unknown ? 3 : 2};
}

struct Iss {
  Stages stages{3, 1};
  Input input;
};

Iss read_iss(const criteria::SampleConditions& sample, const Case& of) {
  Iss out;
  const Readings b2 = read_named("b2_microglobulin", sample, of), albumin = read_named("albumin", sample, of);
  for (const Reading& a : b2)
    for (const Reading& b : albumin) {
      const Stages own = iss_of(a.range, b.range);
      out.stages = {std::min(out.stages.low, own.low), std::max(out.stages.high, own.high)};
    }
  for (const Reading& reading : b2)
    note(reading, out.input);
  if (out.stages.low == 3) return out; // albumin changes nothing
  for (const Reading& reading : albumin)
    note(reading, out.input);
  if (out.stages.low == out.stages.high) out.input.causes = {};
  if (out.stages.low != out.stages.high && out.input.causes.empty())
    out.input.causes.add(
        {CauseKind::conflict, b2.size() > 1 ? "b2_microglobulin" : "albumin", "blood_chemistry"});
  return out;
}

int r_iss(int iss, bool cytogenetics, bool ldh) {
  if (iss == 1 && !cytogenetics && !ldh) return 1;
  return iss == 3 && (cytogenetics || ldh) ? 3 : 2;
}

double r2_points(int iss) {
  return iss == 1 ? 0 : iss == 2 ? 1 : 1.5;
}

/// 0; 0.5 to 1; 1.5 to 2.5; 3 to 5 points.
int r2_stage(double points) {
  return points < 0.5 ? 1 : points < 1.5 ? 2 : points < 3 ? 3 : 4;
}

bool may_be(const Input& input, bool value) {
  return input.truth == Truth::unknown || input.truth == truth_of(value);
}

Stages r_iss_of(const Stages& iss, const Input& cytogenetics, const Input& ldh) {
  Stages out{3, 1};
  for (int stage = iss.low; stage <= iss.high; ++stage)
    for (const bool adverse : {false, true})
      for (const bool raised : {false, true})
        if (may_be(cytogenetics, adverse) && may_be(ldh, raised)) {
          const int own = r_iss(stage, adverse, raised);
          out = {std::min(out.low, own), std::max(out.high, own)};
        }
  return out;
}

/// Points add up, so that the least and the greatest sum bound the stage.
Stages r2_iss_of(const Stages& iss, const std::vector<std::pair<double, Input>>& inputs) {
  double low = r2_points(iss.low), high = r2_points(iss.high);
  for (const auto& [points, input] : inputs) {
    low += input.truth == Truth::yes ? points : 0;
    high += input.truth != Truth::no ? points : 0;
  }
  return {r2_stage(low), r2_stage(high)};
}

constexpr std::array<const char*, 5> roman = {"", "I", "II", "III", "IV"};

Reading conclude(NumberKind kind, const Stages& stages, const std::vector<Input>& inputs) {
  Reading out;
  out.name = std::string(word(kind));
  out.document = "blood_chemistry";
  out.range = {static_cast<double>(stages.low), static_cast<double>(stages.high)};
  const std::string label = kind == NumberKind::iss ? "ISS" : kind == NumberKind::r_iss ? "R-ISS" : "R2-ISS";
  std::vector<std::string> said;
  for (const Input& input : inputs) {
    said.push_back(input.says);
    out.facts.insert(out.facts.end(), input.facts.begin(), input.facts.end());
    if (stages.low != stages.high) out.causes.merge(input.causes);
  }
  const auto name = [&](int stage) { return std::string(roman.at(static_cast<std::size_t>(stage))); };
  out.says =
      label + " " + name(stages.low) +
      (stages.low == stages.high ? ""
                                 : (stages.high - stages.low > 1 ? " to " : " or ") + name(stages.high)) +
      " (" + join(said, "; ") + ")";
  return out;
}

} // namespace

Reading read_stage(const NumberTerm& term, const Case& of) {
  criteria::SampleConditions sample = term.sample;
  if (sample.at.empty() && !sample.within) sample.at = "diagnosis";
  const Iss iss = read_iss(sample, of);
  if (term.kind == NumberKind::iss) return conclude(term.kind, iss.stages, {iss.input});
  const Input ldh = raised_ldh(sample, of);
  if (term.kind == NumberKind::r_iss) {
    const Input adverse = marker({"del(17p)", "t(4;14)", "t(14;16)"}, "del(17p), t(4;14) or t(14;16)", of);
    return conclude(term.kind, r_iss_of(iss.stages, adverse, ldh), {iss.input, adverse, ldh});
  }
  const Input deletion = marker({"del(17p)"}, "del(17p)", of),
              translocation = marker({"t(4;14)"}, "t(4;14)", of), gain = marker({"1q_plus"}, "1q gained", of);
  const Stages stages = r2_iss_of(iss.stages, {{1, deletion}, {1, ldh}, {1, translocation}, {0.5, gain}});
  return conclude(term.kind, stages, {iss.input, ldh, deletion, translocation, gain});
}

} // namespace cartwright
