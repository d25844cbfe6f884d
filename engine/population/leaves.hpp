// How each test of the criteria is read off columns. Tests that differ only in a bound share a column of
// numbers; tests that differ only in their set of drugs, markers or diagnoses are joined from columns of the
// smallest sets that all of them are made of. Everything else is a column of its own. A column is filled by
// the evaluator of one patient, so both give the same answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

using ColumnIndex = std::uint32_t;

/// A number of each patient, as a range.
struct NumberColumnPlan {
  criteria::NumberTerm term;
};
/// A truth of each patient.
struct TruthColumnPlan {
  criteria::Test test;
  std::uint32_t family = 0; ///< of the sets it was cut from; no_family for a column of its own
};
inline constexpr std::uint32_t no_family = 0xFFFFFFFF;

/// Holds where the number is at least `from`, or, negated, where it is less.
struct NumberLeaf {
  ColumnIndex column = 0;
  double from = 0;
  bool negated = false;
};
/// Any of, or all of, truth columns.
struct SetLeaf {
  std::vector<ColumnIndex> columns;
  bool all = false;
};

struct Leaf {
  std::optional<NumberLeaf> number;
  SetLeaf set; ///< of one column for a test that stands alone
};

/// Tests that differ only in their members (drugs, markers, diagnoses). Members that stand in the same sets
/// are one atom with one column; every set is a union of atoms.
struct SetFamily {
  bool drugs = false;
  criteria::Test empty;                                     ///< the test over no member
  std::unordered_map<std::uint32_t, ColumnIndex> column_of; ///< the finest atom of a member
  std::unordered_map<std::uint32_t, std::vector<ColumnIndex>>
      columns_of;                                       ///< every atom that ever held a member
  std::unordered_map<ColumnIndex, std::size_t> size_of; ///< members of an atom
};

/// Grows with the tests it is given; columns are never removed, so those already filled stay right.
class LeafPlan {
public:
  explicit LeafPlan(const Vocabulary& vocabulary);

  /// Plans these tests together; the result is by position. Later calls reuse the columns of earlier ones.
  std::vector<Leaf> add(const std::vector<const criteria::Test*>& tests);

  const std::vector<NumberColumnPlan>& numbers() const { return numbers_; }
  const std::vector<TruthColumnPlan>& truths() const { return truths_; }
  const std::vector<SetFamily>& families() const { return families_; }

private:
  struct Group;
  SetFamily& family_of(const Group& group, std::uint32_t& index);
  Leaf plan_number(const criteria::NumberTest& test, const std::string& text);
  Leaf plan_single(const criteria::Test& test);
  void plan_group(Group& group, std::vector<Leaf>& out);
  void add_given_together(Group& group, std::uint32_t family, std::vector<std::vector<ColumnIndex>>& columns);
  ColumnIndex truth_column(const criteria::Test& test, std::uint32_t family);

  /// Members of which a transplant held one, no one knows which: a set of all of them says more than its
  /// parts.
  std::vector<std::uint32_t> together_;
  std::vector<NumberColumnPlan> numbers_;
  std::vector<TruthColumnPlan> truths_;
  std::vector<SetFamily> families_;
  std::unordered_map<std::string, ColumnIndex> number_by_text_, truth_by_text_;
  std::unordered_map<std::string, std::uint32_t> family_by_key_;
};

} // namespace cartwright
