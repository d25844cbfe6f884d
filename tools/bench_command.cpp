#include <fstream>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "server/json_document.hpp"
#include "tools/commands.hpp"
#include "tools/workload/measure.hpp"

namespace cartwright {

namespace {

using workload::Figures;

double per_second(std::size_t pairs, double ms) {
  return ms > 0 ? static_cast<double>(pairs) / ms * 1000 : 0;
}

std::string as_json(const Figures& figures) {
  Json out;
  out["pairs"] = figures.pairs;
  out["pairs_per_s"] = per_second(figures.pairs, figures.evaluate_ms);
  out["load_ms"] = figures.load_ms;
  out["compile_ms"] = figures.compile_ms;
  out["evaluate_ms"] = figures.evaluate_ms;
  out["incremental_ms"] = figures.incremental_ms;
  out["peak_mib"] = figures.peak_mib;
  out["threads"] = 1;
  out["mismatches"] = figures.mismatches;
  out["one_patient"] = {{"pairs_per_s", per_second(figures.trials, figures.one_patient_verdict_ms)},
                        {"explained_pairs_per_s", per_second(figures.trials, figures.one_patient_ms)},
                        {"ms", figures.one_patient_verdict_ms},
                        {"explained_ms", figures.one_patient_ms}};
  out["evaluate_first_ms"] = figures.evaluate_first_ms;
  out["every_criterion"] = {{"pairs_per_s", per_second(figures.pairs, figures.every_criterion_ms)},
                            {"ms", figures.every_criterion_ms}};
  out["vector_unit"] = figures.vector_unit;
  out["portable_ms"] = figures.portable_ms;
  out["several_threads"] = {{"threads", figures.threads}, {"ms", figures.threads_ms}};
  out["steps"] = figures.steps;
  out["columns"] = figures.columns;
  return out.dump(2) + "\n";
}

void row(std::ostream& out, const std::string& name, double ms, std::size_t pairs) {
  out << std::left << std::setw(44) << name << std::right << std::setw(10) << std::fixed
      << std::setprecision(2) << ms << " ms";
  if (pairs > 0)
    out << std::setw(12) << std::setprecision(ms > 0 && per_second(pairs, ms) < 1e7 ? 2 : 0)
        << per_second(pairs, ms) / 1e6 << " million pairs/s";
  out << "\n";
}

std::string as_text(const Figures& figures) {
  std::ostringstream out;
  out << figures.trials << " trials x " << figures.patients << " patients: " << figures.pairs << " pairs, "
      << figures.steps << " steps over " << figures.columns << " columns\n";
  row(out, "trials: parse and compile", figures.compile_ms, 0);
  row(out, "patients: parse and lay out", figures.load_ms, 0);
  row(out, "evaluate, one thread, " + figures.vector_unit, figures.evaluate_ms, figures.pairs);
  row(out, "evaluate, the first run", figures.evaluate_first_ms, figures.pairs);
  row(out, "evaluate, every criterion kept", figures.every_criterion_ms, figures.pairs);
  row(out, "evaluate, portable loops", figures.portable_ms, figures.pairs);
  if (figures.threads > 1)
    row(out, "evaluate, " + std::to_string(figures.threads) + " threads", figures.threads_ms, figures.pairs);
  row(out, "incremental step", figures.incremental_ms, 0);
  row(out, "one patient, all trials", figures.one_patient_verdict_ms, figures.trials);
  row(out, "one patient, all trials, explained", figures.one_patient_ms, figures.trials);
  out << "peak " << std::fixed << std::setprecision(0) << figures.peak_mib << " MiB; " << figures.mismatches
      << " mismatches\n";
  return out.str();
}

bool write_rows(const std::string& file, const std::vector<std::string>& rows) {
  std::ofstream out(file, std::ios::binary);
  out << "{\"rows\":[\n";
  for (std::size_t i = 0; i < rows.size(); ++i)
    out << (i == 0 ? "" : ",\n") << '"' << rows[i] << '"';
  out << "\n]}\n";
  return static_cast<bool>(out.flush());
}

} // namespace

Exit run_bench(const Arguments& arguments, Terminal& terminal) {
  const auto figures = workload::measure(arguments.workload, arguments.threads);
  if (!figures) return report(figures.problems(), terminal);
  if (!arguments.verdicts.empty() && !write_rows(arguments.verdicts, figures->rows)) {
    Problems problems;
    problems.error(ProblemCode::unavailable, arguments.verdicts, "the verdicts could not be written",
                   "name a file in a directory that can be written");
    return report(problems, terminal);
  }
  terminal.out << (arguments.json ? as_json(*figures) : as_text(*figures));
  return figures->mismatches == 0 ? Exit::done : Exit::failed_outside;
}

} // namespace cartwright
