// Runs the neutral workload through the real compile and evaluate path, checks every pair and takes the
// times.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright::workload {

struct Figures {
  std::size_t pairs = 0, trials = 0, patients = 0, steps = 0, columns = 0;
  double load_ms = 0;            ///< patients: parsing, derived facts, columns
  double compile_ms = 0;         ///< trials: parsing, checked expressions, shared graph, program, schedule
  double evaluate_ms = 0;        ///< all pairs, one thread, median of the runs
  double evaluate_first_ms = 0;  ///< the first of them
  double every_criterion_ms = 0; ///< the same with the state of each criterion kept
  double portable_ms = 0;        ///< the same without wide vector units
  double threads_ms = 0;         ///< with `threads` threads
  double incremental_ms = 0;     ///< changed patients and the changed trial
  std::size_t threads = 1;
  std::size_t mismatches =
      0; ///< pairs that differ from what is expected, before and after the incremental step
  double one_patient_ms = 0;         ///< one patient against all trials, every criterion with its explanation
  double one_patient_verdict_ms = 0; ///< the same without explanations
  double peak_mib = 0;
  std::string vector_unit;
  std::vector<std::string> rows; ///< the verdicts before the incremental step
};

/// Problems of any file at once; figures only when all of them could be read.
Result<Figures> measure(const std::filesystem::path& directory, std::size_t threads);

} // namespace cartwright::workload
