#include <algorithm>
#include <ostream>

#include "server/rematch/report_words.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

Tone tone_of(MoveKind kind) {
  switch (kind) {
  case MoveKind::gained:
  case MoveKind::up:
  case MoveKind::sooner:
    return Tone::good;
  case MoveKind::lost:
    return Tone::bad;
  case MoveKind::down:
  case MoveKind::later:
    return Tone::open;
  }
  return Tone::plain;
}

void write_summary(std::ostream& out, const RunSummary& summary, const TextStyle& style) {
  out << toned("Weekly rematch", Tone::strong, style.colour) << ": " << heading(summary) << "\n";
  out << summary.run.cases << " open cases, " << summary.changed << " with changes";
  if (summary.fresh > 0) out << ", " << summary.fresh << " new";
  if (summary.unreadable > 0) out << ", " << summary.unreadable << " that could not be read";
  out << "\n" << tally_text(summary.moves) << "\n";
  for (const auto& [of, count] : summary.causes)
    out << "  " << count << (count == 1 ? " move" : " moves") << " because of " << spoken(of) << "\n";
}

void write_stale(std::ostream& out, const RunSummary& summary, const TextStyle& style) {
  constexpr std::size_t most = 20;
  if (summary.stale.empty()) return;
  out << "\n" << toned("Stale listings that matter", Tone::strong, style.colour) << ": look them up again\n";
  for (std::size_t i = 0; i < std::min(most, summary.stale.size()); ++i) {
    const StaleListing& each = summary.stale[i];
    out << wrapped(each.trial.text() + "  status " + seen_text(each) + "; " + text_of(each) + "; " +
                       summary.title_of(each.trial),
                   4, style.width, "  ");
  }
  if (summary.stale.size() > most) out << "  and " << summary.stale.size() - most << " more, all in --json\n";
}

void write_trials(std::ostream& out, const RunSummary& summary, const TextStyle& style) {
  if (!summary.trials.empty()) out << "\n" << toned("Trials", Tone::strong, style.colour) << "\n";
  for (const auto& [trial, tally] : summary.trials)
    out << wrapped(trial.text() + "  " + tally_text(tally.moves) + "; " + tally.title, 4, style.width, "  ");
}

void write_move(std::ostream& out, const CaseNote::Move& each, bool shortlisted, const RunSummary& summary,
                const TextStyle& style) {
  const TrialMove& move = each.move;
  out << wrapped(toned(spoken(move.kind), tone_of(move.kind), style.colour) + "  " + move.trial.text() +
                     "  " + summary.title_of(move.trial),
                 6, style.width, "  ");
  if (move.kind != MoveKind::gained) out << "      before: " << text_of(move.before) << "\n";
  if (move.kind != MoveKind::lost) out << "      now: " << text_of(move.after) << "\n";
  for (const MoveCause& cause : each.causes)
    out << wrapped(text_of(cause, true), 8, style.width, "      ");
  out << "      next: " << advice(move, shortlisted) << "\n";
}

void write_case(std::ostream& out, const NotedCase& each, const RunSummary& summary, const TextStyle& style) {
  const CaseNote& note = each.note;
  out << "\n" << toned(each.id.text(), Tone::strong, style.colour) << "  coordinator " << each.coordinator;
  if (!note.unreadable.empty()) {
    out << "\n  the profile could not be read (" << note.unreadable << ")\n  next: cartwright case show "
        << each.id.text() << "\n";
    return;
  }
  out << ", " << note.candidates << " candidates";
  if (note.profile_before == 0) out << ", new";
  if (note.profile_before != 0 && note.profile_before != note.profile)
    out << ", profile " << note.profile_before << " is now " << note.profile;
  out << "\n";
  for (const CaseNote::Move* move : by_urgency(each, summary))
    write_move(out, *move, summary.shortlisted(each.id, move->move.trial), summary, style);
  for (const CaseNote::Ask& ask : note.asks)
    out << wrapped("next: " + text_of(ask), 4, style.width, "  ");
}

} // namespace

void write_report_text(std::ostream& out, const RunReport& report, const TextStyle& style) {
  write_summary(out, report.summary, style);
  write_stale(out, report.summary, style);
  report.walk([&](const NotedCase& each) {
    write_case(out, each, report.summary, style);
    return static_cast<bool>(out);
  });
  write_trials(out, report.summary, style);
  out << "\n" << wrapped(notice(), 0, style.width);
}

std::string runs_text(const std::vector<RunHead>& runs) {
  std::string out;
  for (const RunHead& run : runs)
    out += "run " + std::to_string(run.id) + "  as of " + text_of(run.as_of) + "  " +
           std::to_string(run.cases) + " cases  finished " + run.finished.value_or("") + "  by " +
           run.started_by + "  catalogue " + run.revision.substr(0, 19) + "  program " + run.program + "\n";
  return out.empty() ? "no run has finished yet\n" : out;
}

} // namespace cartwright
