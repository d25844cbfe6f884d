// The columns of a population: what each patient's record says, laid out so that one comparison answers for
// 64 patients.
#pragma once

#include "engine/evaluation/case.hpp"
#include "engine/population/leaves.hpp"
#include "engine/population/planes.hpp"

namespace cartwright {

/// Filling different patients from several threads is safe when no two of them share a word (64 patients).
class Columns {
public:
  explicit Columns(std::size_t patients);

  std::size_t patients() const { return patients_; }
  std::size_t words() const { return words_; }

  /// Makes room for every column of the plan; columns already there keep their values.
  void grow(const LeafPlan& plan);
  /// Sets one patient in the columns from these on (0, 0: all of them).
  struct From {
    std::size_t number = 0, truth = 0;
  };
  void fill(const LeafPlan& plan, std::size_t patient, const Case& of, From from);
  /// Copies one patient of another population that has the same columns.
  void take(std::size_t patient, const Columns& from, std::size_t patient_there);
  /// What there is now; columns made later come after it.
  From end() const { return {numbers_.size(), truths_.size()}; }

  const double* low(ColumnIndex column) const { return numbers_[column].low.data(); }
  const double* high(ColumnIndex column) const { return numbers_[column].high.data(); }
  const Word* yes(ColumnIndex column) const { return truths_[column].yes.data(); }
  const Word* no(ColumnIndex column) const { return truths_[column].no.data(); }
  /// Patients in whom time alone may change something that was read.
  const Word* turning() const { return turning_.data(); }

private:
  struct Number {
    Doubles low, high; ///< an open side is infinite
  };
  struct Planes {
    Words yes, no;
  };
  void fill_number(const NumberColumnPlan& plan, Number& column, std::size_t patient, const Case& of);
  void put(ColumnIndex column, std::size_t patient, const criteria::Test& test, const Case& of);
  void fill_family(const LeafPlan& plan, std::uint32_t family, std::size_t patient, const Case& of,
                   From from);

  std::size_t patients_, words_;
  std::vector<Number> numbers_;
  std::vector<Planes> truths_;
  Words turning_;
};

} // namespace cartwright
