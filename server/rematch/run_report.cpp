#include "server/rematch/run_report.hpp"

#include <algorithm>

#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

Problems no_run(std::optional<std::int64_t> run) {
  Problems out;
  if (run)
    out.error(ProblemCode::not_found, "run " + std::to_string(*run),
              "there is no finished run of this number", "cartwright report --list names all there are");
  else
    out.error(ProblemCode::not_found, "casebook", "no run has finished yet", "cartwright rematch makes one");
  return out;
}

void count_move(RunSummary& summary, const CaseNote::Move& each) {
  const TrialMove& move = each.move;
  ++summary.moves[move.kind];
  TrialTally& tally = summary.trials[move.trial];
  if (tally.moves.empty()) tally.title = summary.title_of(move.trial);
  ++tally.moves[move.kind];
  std::vector<CauseOf> named;
  for (const MoveCause& cause : each.causes)
    if (std::find(named.begin(), named.end(), cause.of) == named.end()) named.push_back(cause.of);
  for (const CauseOf of : named)
    ++summary.causes[of];
}

/// Candidates that moved, of listings that nobody has looked at for long.
void count_stale(const RunSummary& summary, const CaseNote& note, std::map<TrialId, std::size_t>& cases) {
  for (const CaseNote::Move& each : note.moves) {
    const KeptTrial* trial = each.move.after.candidate ? summary.find(each.move.trial) : nullptr;
    if (trial != nullptr && is_stale(*trial, summary)) ++cases[trial->id];
  }
}

void summarise(RunReport& report) {
  RunSummary& summary = report.summary;
  std::map<TrialId, std::size_t> stale;
  report.walk([&](const NotedCase& each) {
    summary.changed += each.note.moves.empty() ? 0 : 1;
    summary.unreadable += each.note.unreadable.empty() ? 0 : 1;
    summary.fresh += each.note.profile_before == 0 && each.note.unreadable.empty() ? 1 : 0;
    for (const CaseNote::Move& move : each.note.moves)
      count_move(summary, move);
    count_stale(summary, each.note, stale);
    return true;
  });
  for (const auto& [trial, cases] : stale)
    summary.stale.push_back({trial, summary.find(trial)->seen, cases});
  std::stable_sort(summary.stale.begin(), summary.stale.end(),
                   [](const StaleListing& a, const StaleListing& b) { return a.cases > b.cases; });
}

} // namespace

const KeptTrial* RunSummary::find(const TrialId& id) const {
  return catalogue.find(id);
}

std::string RunSummary::title_of(const TrialId& id) const {
  if (const KeptTrial* now = catalogue.find(id)) return now->title;
  const KeptTrial* then = catalogue_before.find(id);
  return then == nullptr ? "" : then->title;
}

Result<RunReport> open_report(sql::Transaction& work, std::optional<std::int64_t> number) {
  RunReport out;
  const auto run = number ? find_run(work, *number) : newest_run(work, "finished");
  if (work.failed()) return work.problems();
  if (!run || run->state != "finished") return no_run(number);
  out.summary.run = *run;
  if (run->base) out.summary.base = find_run(work, *run->base);
  if (auto catalogue = catalogue_of(work, run->revision)) out.summary.catalogue = std::move(*catalogue);
  if (out.summary.base)
    if (auto catalogue = catalogue_of(work, out.summary.base->revision))
      out.summary.catalogue_before = std::move(*catalogue);
  out.walk = [&work, id = run->id](const auto& take) { each_note(work, id, take); };
  summarise(out);
  if (work.failed()) return work.problems();
  return out;
}

} // namespace cartwright
