#include <ostream>

#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  return out;
}

constexpr std::string_view style = R"(
body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.6rem; margin-bottom: .2rem } h2 { margin-top: 2rem; border-bottom: 1px solid #999 } h3 { margin: 1.4rem 0 .3rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ddd }
td.count { text-align: right } .kind { font-weight: 600; white-space: nowrap } .gained, .moved_up, .sooner { color: #0a5c2b }
.lost { color: #9b1c1c } .moved_down, .later { color: #7a4b00 } ul { margin: .2rem 0 .2rem 1.1rem; padding: 0 } .faint { color: #555 }
section.case { break-inside: avoid } code { font-size: .9em; overflow-wrap: anywhere }
@media print { body { max-width: none; margin: 0; font-size: 10.5pt } a { color: inherit; text-decoration: none } nav { display: none } }
@media (prefers-color-scheme: dark) { @media screen { body { color: #eee; background: #161616 } .faint { color: #aaa } th, td { border-color: #444 }
.gained, .moved_up, .sooner { color: #7fd6a0 } .lost { color: #f2a0a0 } .moved_down, .later { color: #e8bf7a } } }
)";

void write_head(std::ostream& out, const RunSummary& summary) {
  out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<title>Weekly rematch as of " << text_of(summary.run.as_of) << "</title>\n<style>" << style
      << "</style>\n</head>\n<body>\n<h1>Weekly rematch as of " << text_of(summary.run.as_of) << "</h1>\n"
      << "<p class=\"faint\">" << escaped(heading(summary)) << "; catalogue <code>"
      << escaped(summary.run.revision.substr(0, 19)) << "</code>, program " << escaped(summary.run.program)
      << ", finished " << escaped(summary.run.finished.value_or("")) << "</p>\n";
}

void count_row(std::ostream& out, const std::string& name, std::size_t count) {
  out << "<tr><td>" << escaped(name) << "</td><td class=\"count\">" << count << "</td></tr>\n";
}

void write_summary(std::ostream& out, const RunSummary& summary) {
  out << "<h2>Summary</h2>\n<table>\n";
  count_row(out, "open cases", static_cast<std::size_t>(summary.run.cases));
  count_row(out, "cases with changes", summary.changed);
  count_row(out, "new cases", summary.fresh);
  count_row(out, "cases whose profile could not be read", summary.unreadable);
  for (const auto& [kind, count] : summary.moves)
    count_row(out, "trials " + spoken(kind), count);
  for (const auto& [of, count] : summary.causes)
    count_row(out, "moves because of " + spoken(of), count);
  out << "</table>\n";
}

void write_trials(std::ostream& out, const RunSummary& summary) {
  if (!summary.stale.empty()) {
    out << "<h2>Stale listings that matter</h2>\n<table>\n<tr><th>Trial</th><th>Status seen</th><th>Cases "
           "moved</th></tr>\n";
    for (const StaleListing& each : summary.stale)
      out << "<tr><td>" << escaped(each.trial.text()) << "</td><td>"
          << (each.seen ? text_of(*each.seen) : "never") << "</td><td class=\"count\">" << each.cases
          << "</td></tr>\n";
    out << "</table>\n";
  }
  if (summary.trials.empty()) return;
  out << "<h2>Trials</h2>\n<table>\n<tr><th>Trial</th><th>Title</th><th>Moves</th></tr>\n";
  for (const auto& [trial, tally] : summary.trials)
    out << "<tr><td>" << escaped(trial.text()) << "</td><td>" << escaped(tally.title) << "</td><td>"
        << escaped(tally_text(tally.moves)) << "</td></tr>\n";
  out << "</table>\n";
}

void write_move(std::ostream& out, const CaseNote::Move& each, const RunSummary& summary) {
  const TrialMove& move = each.move;
  out << "<tr><td class=\"kind " << word(move.kind) << "\">" << escaped(spoken(move.kind)) << "</td><td>"
      << escaped(move.trial.text()) << "<br><span class=\"faint\">" << escaped(summary.title_of(move.trial))
      << "</span></td><td>";
  if (move.kind != MoveKind::gained) out << "was " << escaped(text_of(move.before)) << "<br>";
  if (move.kind != MoveKind::lost) out << "is " << escaped(text_of(move.after));
  out << "<ul>";
  for (const MoveCause& cause : each.causes)
    out << "<li>" << escaped(text_of(cause, true)) << "</li>";
  out << "</ul><strong>Next:</strong> " << escaped(advice(move)) << "</td></tr>\n";
}

void write_case(std::ostream& out, const NotedCase& each, const RunSummary& summary) {
  const CaseNote& note = each.note;
  out << "<section class=\"case\" id=\"" << escaped(each.id.text()) << "\">\n<h3>" << escaped(each.id.text())
      << "</h3>\n<p class=\"faint\">coordinator " << escaped(each.coordinator);
  if (!note.unreadable.empty()) {
    out << "</p>\n<p><strong>The profile could not be read</strong> (" << escaped(note.unreadable)
        << "). Next: mend it.</p>\n</section>\n";
    return;
  }
  out << ", " << note.candidates << " candidates";
  if (note.profile_before == 0) out << ", new";
  if (note.profile_before != 0 && note.profile_before != note.profile)
    out << ", profile " << note.profile_before << " is now " << note.profile;
  out << "</p>\n";
  if (!note.moves.empty()) out << "<table>\n";
  for (const CaseNote::Move& move : note.moves)
    write_move(out, move, summary);
  if (!note.moves.empty()) out << "</table>\n";
  if (!note.asks.empty()) out << "<ul>\n";
  for (const CaseNote::Ask& ask : note.asks)
    out << "<li>Next: " << escaped(text_of(ask)) << "</li>\n";
  out << (note.asks.empty() ? "" : "</ul>\n") << "</section>\n";
}

} // namespace

void write_report_html(std::ostream& out, const RunReport& report) {
  write_head(out, report.summary);
  write_summary(out, report.summary);
  write_trials(out, report.summary);
  out << "<h2>Cases</h2>\n";
  report.walk([&](const NotedCase& each) {
    write_case(out, each, report.summary);
    return static_cast<bool>(out);
  });
  out << "<p class=\"faint\">" << escaped(notice()) << "</p>\n</body>\n</html>\n";
}

} // namespace cartwright
