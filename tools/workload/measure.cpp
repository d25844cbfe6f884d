#include "tools/workload/measure.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include <sys/resource.h>

#include "engine/criteria/program.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/explain.hpp"
#include "engine/population/population.hpp"
#include "tools/workload/workload.hpp"

namespace cartwright::workload {

namespace {

using Clock = std::chrono::steady_clock;

class Stopwatch {
public:
  double ms() const { return std::chrono::duration<double, std::milli>(Clock::now() - start_).count(); }

private:
  Clock::time_point start_ = Clock::now();
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Trials compiled together.
struct Compiled {
  criteria::Program program;
  std::vector<TrialRules> trials;
  Schedule schedule;
};

class Compiler {
public:
  void take(TrialRule trial) {
    nodes_.emplace_back();
    for (const criteria::Checked& criterion : trial.criteria)
      nodes_.back().push_back(graph_.add(criterion));
  }
  Compiled finish(LeafPlan& leaves) {
    Compiled out;
    out.program = criteria::compile(graph_);
    for (const auto& nodes : nodes_) {
      out.trials.emplace_back();
      out.trials.back().slots.emplace_back();
      for (const criteria::NodeIndex node : nodes)
        out.trials.back().slots.front().push_back({out.program.step_of(node), false});
    }
    out.schedule = Schedule::compile(out.program, out.trials, leaves);
    return out;
  }

private:
  criteria::CriteriaGraph graph_;
  std::vector<std::vector<criteria::NodeIndex>> nodes_;
};

char letter(Truth truth) {
  return truth == Truth::yes ? 't' : truth == Truth::no ? 'f' : 'u';
}

std::vector<std::string> rows_of(const PlaneTable& verdicts) {
  std::vector<std::string> out(verdicts.rows());
  for (std::size_t row = 0; row < verdicts.rows(); ++row)
    for (std::size_t patient = 0; patient < verdicts.patients(); ++patient)
      out[row] += letter(verdicts.at(row, patient));
  return out;
}

/// A row or a character too few counts as a mismatch too.
std::size_t differing(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
  std::size_t out = 0;
  for (std::size_t row = 0; row < std::max(ours.size(), theirs.size()); ++row) {
    const std::string_view a = row < ours.size() ? std::string_view(ours[row]) : std::string_view();
    const std::string_view b = row < theirs.size() ? std::string_view(theirs[row]) : std::string_view();
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
      out += i >= a.size() || i >= b.size() || a[i] != b[i] ? 1 : 0;
  }
  return out;
}

class Bench {
public:
  Bench(const std::filesystem::path& directory, std::size_t threads, const Words& words)
      : directory_(directory), words_(words), leaves_(words.vocabulary()) {
    figures_.threads = threads;
  }

  Result<Figures> run() {
    if (!load()) return problems_;
    evaluate_all();
    explain_one_by_one();
    if (!step()) return problems_;
    figures_.peak_mib = peak_mib();
    return std::move(figures_);
  }

private:
  template <class T> std::optional<T> taken(Result<T> result) {
    problems_.absorb(result.problems());
    return result ? std::optional(std::move(*result)) : std::nullopt;
  }

  bool load() {
    const Stopwatch compiling;
    Compiler compiler;
    std::size_t number = 0;
    const auto dated = taken(read_trials(directory_ / "trials.json", words_, [&](TrialRule trial) {
      position_[trial.id] = number++;
      compiler.take(std::move(trial));
    }));
    if (!dated) return false;
    as_of_ = dated->as_of;
    compiled_ = compiler.finish(leaves_);
    figures_.compile_ms = compiling.ms();
    const Stopwatch loading;
    auto patients = taken(read_patients(directory_ / "patients.json", words_, as_of_));
    if (!patients) return false;
    patients_ = std::move(*patients);
    columns_.emplace(patients_.size());
    columns_->grow(leaves_);
    for (std::size_t i = 0; i < patients_.size(); ++i) {
      place_[patients_[i].id.text()] = i;
      columns_->fill(leaves_, i, open_case(patients_[i], words_.vocabulary(), as_of_), {});
    }
    figures_.load_ms = loading.ms();
    figures_.trials = compiled_.trials.size();
    figures_.patients = patients_.size();
    figures_.pairs = figures_.trials * figures_.patients;
    figures_.steps = compiled_.schedule.steps().size();
    figures_.columns = leaves_.numbers().size() + leaves_.truths().size();
    return true;
  }

  WordRange all() const { return {0, columns_->words()}; }

  template <class Run> double timed(Run run, double* first = nullptr) {
    constexpr int runs = 7;
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
      const Stopwatch watch;
      run();
      times.push_back(watch.ms());
    }
    if (first != nullptr) *first = times.front();
    return median(times);
  }

  void evaluate_all() {
    verdicts_.emplace(figures_.trials, figures_.patients);
    const Evaluation evaluation{compiled_.schedule, *columns_};
    figures_.vector_unit = evaluation.kernels.name;
    figures_.evaluate_ms =
        timed([&] { evaluate(evaluation, all(), *verdicts_); }, &figures_.evaluate_first_ms);
    figures_.rows = rows_of(*verdicts_);
    {
      PlaneTable criteria(compiled_.schedule.criteria(), figures_.patients);
      figures_.every_criterion_ms = timed([&] { evaluate(evaluation, all(), *verdicts_, &criteria); });
    }
    const Evaluation portable{compiled_.schedule, *columns_, runnable_kernels().front()};
    figures_.portable_ms = timed([&] { evaluate(portable, all(), *verdicts_); });
    figures_.mismatches += differing(rows_of(*verdicts_), figures_.rows);
    if (figures_.threads > 1) figures_.threads_ms = timed([&] { evaluate_in_threads(evaluation); });
  }

  /// Each thread takes its share of the patients.
  void evaluate_in_threads(const Evaluation& evaluation) {
    std::vector<std::thread> threads;
    const std::size_t chunks = columns_->words() / chunk_words;
    for (std::size_t i = 0; i < figures_.threads; ++i) {
      const WordRange share{chunks * i / figures_.threads * chunk_words,
                            chunks * (i + 1) / figures_.threads * chunk_words};
      threads.emplace_back([&, share] { evaluate(evaluation, share, *verdicts_); });
    }
    for (std::thread& thread : threads)
      thread.join();
  }

  void explain_one_by_one() {
    constexpr std::size_t asked = 20;
    std::vector<double> explained, verdicts;
    for (std::size_t i = 0; i < std::min(asked, patients_.size()); ++i) {
      const Stopwatch watch;
      const Trace trace =
          cartwright::evaluate(compiled_.program, open_case(patients_[i], words_.vocabulary(), as_of_));
      verdicts.push_back(watch.ms());
      std::size_t told = 0;
      for (std::size_t trial = 0; trial < compiled_.trials.size(); ++trial)
        told += explained_trial(compiled_.trials[trial], trace, i, trial);
      explained.push_back(watch.ms());
      figures_.mismatches += told == compiled_.trials.size() ? 0 : 1;
    }
    figures_.one_patient_ms = median(explained);
    figures_.one_patient_verdict_ms = median(verdicts);
  }

  /// One when the trial's verdict is the expected one and every criterion has its sentence.
  std::size_t explained_trial(const TrialRules& rules, const Trace& trace, std::size_t patient,
                              std::size_t trial) {
    Truth verdict = Truth::yes;
    bool told = true;
    for (const RootRule& root : rules.slots.front()) {
      told = told && !explain_step(compiled_.program, trace, root.step).why.empty();
      verdict = both(verdict, trace[root.step].truth);
    }
    return told && letter(verdict) == figures_.rows[trial][patient] ? 1 : 0;
  }

  bool step() {
    const auto expected = taken(read_rows(directory_ / "expected.json"));
    const auto after = taken(read_rows(directory_ / "expected_delta.json"));
    auto changed = taken(read_patients(directory_ / "patients_delta.json", words_, as_of_));
    TrialRule replaced;
    const auto trial = taken(read_trials(directory_ / "trial_delta.json", words_,
                                         [&](TrialRule each) { replaced = std::move(each); }));
    if (!expected || !after || !changed || !trial) return false;
    figures_.mismatches += differing(figures_.rows, *expected);
    std::vector<std::size_t> places;
    for (const Patient& patient : *changed)
      places.push_back(place_.at(patient.id.text()));
    const std::size_t row = position_.at(replaced.id);
    const Stopwatch watch;
    change_patients(std::move(*changed), places);
    change_trial(std::move(replaced), row);
    figures_.incremental_ms = watch.ms();
    figures_.mismatches += differing(rows_of(*verdicts_), *after);
    return true;
  }

  /// The changed patients are a small population of their own; their verdicts are written back.
  void change_patients(std::vector<Patient> changed, const std::vector<std::size_t>& places) {
    Columns few(changed.size());
    few.grow(leaves_);
    for (std::size_t i = 0; i < changed.size(); ++i) {
      patients_[places[i]] = std::move(changed[i]);
      const Case of = open_case(patients_[places[i]], words_.vocabulary(), as_of_);
      few.fill(leaves_, i, of, {});
      columns_->take(places[i], few, i);
    }
    PlaneTable verdicts(figures_.trials, places.size());
    evaluate({compiled_.schedule, few}, {0, few.words()}, verdicts);
    scatter(verdicts, places, *verdicts_);
  }

  /// One trial is compiled alone; columns that exist already are read again.
  void change_trial(TrialRule trial, std::size_t row) {
    Compiler compiler;
    compiler.take(std::move(trial));
    const Columns::From known = columns_->end();
    const Compiled one = compiler.finish(leaves_);
    columns_->grow(leaves_);
    const Columns::From now = columns_->end();
    if (now.number != known.number || now.truth != known.truth)
      for (std::size_t i = 0; i < patients_.size(); ++i)
        columns_->fill(leaves_, i, open_case(patients_[i], words_.vocabulary(), as_of_), known);
    PlaneTable verdict(1, figures_.patients);
    evaluate({one.schedule, *columns_}, all(), verdict);
    std::copy_n(verdict.yes(0), verdict.words() * 2, verdicts_->yes(row));
  }

  const std::filesystem::path& directory_;
  const Words& words_;
  Problems problems_;
  Figures figures_;
  Day as_of_{};
  LeafPlan leaves_;
  Compiled compiled_;
  std::vector<Patient> patients_;
  std::optional<Columns> columns_;
  std::optional<PlaneTable> verdicts_;
  std::unordered_map<std::string, std::size_t> place_, position_;
};

} // namespace

Result<Figures> measure(const std::filesystem::path& directory, std::size_t threads) {
  const auto words = Words::build();
  if (!words) return words.problems();
  return Bench(directory, threads, *words).run();
}

} // namespace cartwright::workload
