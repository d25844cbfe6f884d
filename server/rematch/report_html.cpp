#include <algorithm>
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
body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; overflow-wrap: break-word }
h1 { font-size: 1.6rem; margin-bottom: .2rem } h2 { margin-top: 2rem; border-bottom: 1px solid #999 } h3 { margin: 1.6rem 0 .2rem } h4 { margin: .8rem 0 .2rem }
p { margin: .4rem 0 } a { color: #0b4f6c } .lead { font-size: 1.15rem } .faint { color: #555 } .id { white-space: nowrap }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd; font-weight: 400 }
thead th { font-weight: 600; color: #555 } tr, li { break-inside: avoid } thead { display: table-header-group } h2, h3, h4 { break-after: avoid }
.kind { font-weight: 600; white-space: nowrap } .gained, .moved_up, .sooner { color: #0a5c2b } .lost { color: #9b1c1c } .moved_down, .later { color: #7a4b00 }
ul { margin: .2rem 0 .2rem 1.1rem; padding: 0 } li { margin: .15rem 0 } code { font-size: .9em; overflow-wrap: anywhere }
.next { margin: .4rem 0; padding: .4rem .8rem; border-left: 4px solid #0b4f6c; background: #eef4f7 }
@media (max-width: 40rem) { thead { display: none } tr { display: block; padding: .4rem 0; border-bottom: 1px solid #ddd } th, td { display: block; border: 0; padding: .1rem 0 } }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt } a { color: inherit; text-decoration: none } .next { -webkit-print-color-adjust: exact; print-color-adjust: exact } }
@media (prefers-color-scheme: dark) { @media screen { body { color: #eee; background: #161616 } .faint, thead th { color: #aaa } th, td { border-color: #444 } a { color: #86c7e6 }
.next { background: #1d2831 } .gained, .moved_up, .sooner { color: #7fd6a0 } .lost { color: #f2a0a0 } .moved_down, .later { color: #e8bf7a } } }
)";

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// "2026-12-01 13:33 UTC"
std::string moment(const std::string& stamp) {
  constexpr std::size_t to_minutes = 16;
  std::string out = stamp.substr(0, to_minutes);
  std::replace(out.begin(), out.end(), 'T', ' ');
  return out.empty() ? "" : out + " UTC";
}

void write_head(std::ostream& out, const RunSummary& summary) {
  const std::string title = "Open cases on " + text_of(summary.run.as_of);
  out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" << title << "</title>\n<style>"
      << style << "</style>\n</head>\n<body>\n<main>\n<h1>" << title << "</h1>\n";
}

void write_summary(std::ostream& out, const RunSummary& summary) {
  out << "<p class=\"lead\"><strong>" << summary.changed << " of "
      << counted(static_cast<std::size_t>(summary.run.cases), "open case", "open cases")
      << " changed</strong>: " << tally_text(summary.moves) << ".</p>\n";
  if (summary.fresh > 0) out << "<p>" << counted(summary.fresh, "case is", "cases are") << " new.</p>\n";
  if (summary.unreadable > 0)
    out << "<p><strong>" << counted(summary.unreadable, "profile", "profiles")
        << " could not be read</strong>: mend them first.</p>\n";
  if (!summary.causes.empty()) out << "<p>Why:</p>\n<ul>\n";
  for (const auto& [of, count] : summary.causes)
    out << "<li>" << counted(count, "move", "moves") << " because of " << escaped(spoken(of)) << "</li>\n";
  out << (summary.causes.empty() ? "" : "</ul>\n") << "<p class=\"faint\">" << escaped(heading(summary))
      << "; catalogue <code>" << escaped(summary.run.revision.substr(0, 19)) << "</code>, program "
      << escaped(summary.run.program) << ", finished " << escaped(moment(summary.run.finished.value_or("")))
      << "</p>\n";
}

std::map<MoveKind, std::size_t> tally_of(const CaseNote& note) {
  std::map<MoveKind, std::size_t> out;
  for (const CaseNote::Move& each : note.moves)
    ++out[each.move.kind];
  return out;
}

/// In one line: the most urgent thing to do.
std::string first_thing(const NotedCase& each, const RunSummary& summary) {
  if (!each.note.unreadable.empty()) return "mend the profile";
  const auto moves = by_urgency(each, summary);
  if (!moves.empty()) {
    const TrialMove& move = moves.front()->move;
    const bool shortlisted = summary.shortlisted(each.id, move.trial);
    if (!needs_nothing(move, shortlisted)) return move.trial.text() + ": " + advice(move, shortlisted);
  }
  return each.note.asks.empty() ? "nothing now" : text_of(each.note.asks.front());
}

void write_overview(std::ostream& out, const RunReport& report) {
  out << "<h2>What to do first, case by case</h2>\n<table>\n<thead><tr><th scope=\"col\">Case</th><th "
         "scope=\"col\">Coordinator</th><th scope=\"col\">Changes</th><th "
         "scope=\"col\">First</th></tr></thead>\n"
         "<tbody>\n";
  bool any = false;
  report.walk([&](const NotedCase& each) {
    any = true;
    const std::string id = escaped(each.id.text());
    const bool fresh = each.note.profile_before == 0;
    out << "<tr><th scope=\"row\" class=\"id\"><a href=\"#" << id << "\">" << id << "</a></th><td>"
        << escaped(each.coordinator) << "</td><td>"
        << (fresh ? "new" : escaped(tally_text(tally_of(each.note)))) << "</td><td>"
        << escaped(first_thing(each, report.summary)) << "</td></tr>\n";
    return static_cast<bool>(out);
  });
  out << "</tbody>\n</table>\n" << (any ? "" : "<p>No case changed.</p>\n");
}

void write_stale(std::ostream& out, const RunSummary& summary) {
  constexpr std::size_t most = 20;
  if (summary.stale.empty()) return;
  out << "<h2>Stale listings that matter</h2>\n<p>Seen more than "
      << summary.catalogue.ranking.stale_after_days
      << " days ago, and open cases rely on them: look them up again, the first ones first.</p>\n<table>\n"
         "<thead><tr><th scope=\"col\">Trial</th><th scope=\"col\">Title</th><th "
         "scope=\"col\">Status</th><th "
         "scope=\"col\">It is</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < std::min(most, summary.stale.size()); ++i) {
    const StaleListing& each = summary.stale[i];
    out << "<tr><th scope=\"row\" class=\"id\">" << escaped(each.trial.text()) << "</th><td>"
        << escaped(summary.title_of(each.trial)) << "</td><td class=\"id\">" << seen_text(each) << "</td><td>"
        << text_of(each) << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
  if (summary.stale.size() > most)
    out << "<p class=\"faint\">And " << summary.stale.size() - most
        << " more, all in <code>cartwright report --json</code>.</p>\n";
}

void write_trials(std::ostream& out, const RunSummary& summary) {
  if (summary.trials.empty()) return;
  out << "<h2>Trials that moved</h2>\n<table>\n<thead><tr><th scope=\"col\">Trial</th><th "
         "scope=\"col\">Title</th><th scope=\"col\">Moves</th></tr></thead>\n<tbody>\n";
  for (const auto& [trial, tally] : summary.trials)
    out << "<tr><th scope=\"row\" class=\"id\">" << escaped(trial.text()) << "</th><td>"
        << escaped(tally.title) << "</td><td>" << escaped(tally_text(tally.moves)) << "</td></tr>\n";
  out << "</tbody>\n</table>\n";
}

void write_causes(std::ostream& out, const CaseNote::Move& each) {
  out << "<ul>";
  for (const MoveCause& cause : each.causes)
    out << "<li>" << escaped(text_of(cause, true)) << "</li>";
  out << "</ul>";
}

void write_move(std::ostream& out, const CaseNote::Move& each, bool shortlisted, const RunSummary& summary) {
  const TrialMove& move = each.move;
  out << "<tr><td class=\"kind " << word(move.kind) << "\">" << escaped(spoken(move.kind))
      << "</td><td><span class=\"id\">" << escaped(move.trial.text()) << "</span>"
      << (shortlisted ? ", <strong>on the shortlist</strong>" : "") << "<br><span class=\"faint\">"
      << escaped(summary.title_of(move.trial)) << "</span></td><td>";
  if (move.kind != MoveKind::gained) out << "was " << escaped(text_of(move.before)) << "<br>";
  if (move.kind != MoveKind::lost) out << "is " << escaped(text_of(move.after));
  write_causes(out, each);
  out << "</td></tr>\n";
}

/// What somebody has to do, the most urgent first.
void write_next(std::ostream& out, const NotedCase& of, const std::vector<const CaseNote::Move*>& moves,
                const RunSummary& summary) {
  std::vector<std::string> steps;
  for (const CaseNote::Move* each : moves) {
    const bool shortlisted = summary.shortlisted(of.id, each->move.trial);
    if (!needs_nothing(each->move, shortlisted))
      steps.push_back(each->move.trial.text() + " " + spoken(each->move.kind) + ": " +
                      advice(each->move, shortlisted));
  }
  for (const CaseNote::Ask& ask : of.note.asks)
    steps.push_back(text_of(ask));
  if (steps.empty()) {
    out << "<p class=\"next\">Next: nothing now; no trial of the shortlist moved.</p>\n";
    return;
  }
  out << "<div class=\"next\"><strong>Next</strong>\n<ul>\n";
  for (const std::string& step : steps)
    out << "<li>" << escaped(step) << "</li>\n";
  out << "</ul>\n</div>\n";
}

/// Trials that were lost and that nobody had chosen: a line each.
void write_lost(std::ostream& out, const std::vector<const CaseNote::Move*>& lost,
                const RunSummary& summary) {
  if (lost.empty()) return;
  out << "<h4>Lost, none of them on the shortlist: " << lost.size() << "</h4>\n<ul>\n";
  for (const CaseNote::Move* each : lost) {
    out << "<li><span class=\"id\">" << escaped(each->move.trial.text()) << "</span> <span class=\"faint\">"
        << escaped(summary.title_of(each->move.trial)) << "</span>, was "
        << escaped(text_of(each->move.before));
    for (const MoveCause& cause : each->causes)
      out << "; " << escaped(text_of(cause, true));
    out << "</li>\n";
  }
  out << "</ul>\n";
}

void write_moves(std::ostream& out, const NotedCase& of, const RunSummary& summary) {
  const auto moves = by_urgency(of, summary);
  write_next(out, of, moves, summary);
  std::vector<const CaseNote::Move*> lost;
  bool table = false;
  for (const CaseNote::Move* each : moves) {
    const bool shortlisted = summary.shortlisted(of.id, each->move.trial);
    if (needs_nothing(each->move, shortlisted)) {
      lost.push_back(each);
      continue;
    }
    if (!table) out << "<table>\n";
    table = true;
    write_move(out, *each, shortlisted, summary);
  }
  if (table) out << "</table>\n";
  write_lost(out, lost, summary);
}

void write_case(std::ostream& out, const NotedCase& each, const RunSummary& summary) {
  const CaseNote& note = each.note;
  out << "<section id=\"" << escaped(each.id.text()) << "\">\n<h3>" << escaped(each.id.text())
      << "</h3>\n<p class=\"faint\">coordinator " << escaped(each.coordinator);
  if (!note.unreadable.empty()) {
    out << "</p>\n<p class=\"next\"><strong>The profile could not be read</strong> ("
        << escaped(note.unreadable) << "). Next: mend it.</p>\n</section>\n";
    return;
  }
  out << ", " << counted(note.candidates, "candidate", "candidates");
  if (note.profile_before == 0) out << ", new";
  if (note.profile_before != 0 && note.profile_before != note.profile)
    out << ", profile " << note.profile_before << " is now " << note.profile;
  out << "</p>\n";
  write_moves(out, each, summary);
  out << "</section>\n";
}

} // namespace

void write_report_html(std::ostream& out, const RunReport& report) {
  write_head(out, report.summary);
  write_summary(out, report.summary);
  write_overview(out, report);
  write_stale(out, report.summary);
  out << "<h2>The cases</h2>\n";
  report.walk([&](const NotedCase& each) {
    write_case(out, each, report.summary);
    return static_cast<bool>(out);
  });
  write_trials(out, report.summary);
  out << "<p class=\"faint\">" << escaped(notice()) << "</p>\n</main>\n</body>\n</html>\n";
}

} // namespace cartwright
