// All patients against all trials at once. The answers are exactly those of the evaluator of one patient.
#pragma once

#include <functional>

#include "engine/population/columns.hpp"
#include "engine/population/kernels.hpp"
#include "engine/population/schedule.hpp"

namespace cartwright {

/// Two planes a row. Of a trial: every criterion of a slot holds (what is left to judge included) / some
/// criterion of every slot fails; neither: something is not known. Of a criterion: it helps / it fails.
class PlaneTable {
public:
  PlaneTable(std::size_t rows, std::size_t patients)
      : words_(words_for(patients)), patients_(patients), bits_(rows * words_ * 2, Word{0}) {}

  std::size_t rows() const { return words_ == 0 ? 0 : bits_.size() / (words_ * 2); }
  std::size_t words() const { return words_; }
  std::size_t patients() const { return patients_; }
  Word* yes(std::size_t row) { return bits_.data() + row * words_ * 2; }
  Word* no(std::size_t row) { return yes(row) + words_; }
  const Word* yes(std::size_t row) const { return bits_.data() + row * words_ * 2; }
  const Word* no(std::size_t row) const { return yes(row) + words_; }
  Truth at(std::size_t row, std::size_t patient) const {
    return bit_of(yes(row), patient) ? Truth::yes : bit_of(no(row), patient) ? Truth::no : Truth::unknown;
  }

private:
  std::size_t words_, patients_;
  Words bits_;
};

/// Half-open, in words of 64 patients, whole chunks.
struct WordRange {
  std::size_t begin = 0, end = 0;
};

struct Evaluation {
  const Schedule& schedule;
  const Columns& columns;
  const Kernels& kernels = best_kernels();
};

/// Fills the rows of `verdicts` (one a trial) for the patients of the range. With `criteria`, also one row a
/// criterion, in the order of trials and slots. Different ranges may be evaluated by different threads.
void evaluate(const Evaluation& evaluation, WordRange range, PlaneTable& verdicts,
              PlaneTable* criteria = nullptr);

/// Writes the verdicts of a few patients, evaluated as a small population of their own, back into the whole.
/// `patients[i]` of the whole is patient i of the few.
void scatter(const PlaneTable& few, const std::vector<std::size_t>& patients, PlaneTable& whole);

} // namespace cartwright
