// The words that every form of the report shares.
#pragma once

#include <string>
#include <vector>

#include "server/rematch/run_report.hpp"

namespace cartwright {

bool is_stale(const KeptTrial& trial, const RunSummary& summary);
/// "potentially eligible, recruiting, place 3"
std::string text_of(const TrialPlace& place);
/// "gained", "moved up"
std::string spoken(MoveKind kind);
/// "a rule", "the calendar"
std::string spoken(CauseOf of);
/// "because of a rule: I3 was not met, is met"; with the patient's figures when `with_detail`.
std::string text_of(const MoveCause& cause, bool with_detail);
/// What a coordinator does about a move.
std::string advice(const TrialMove& move, bool shortlisted);
/// A trial that was lost and that nobody had chosen.
bool needs_nothing(const TrialMove& move, bool shortlisted);
/// Moves of a case, what is most urgent first.
std::vector<const CaseNote::Move*> by_urgency(const NotedCase& of, const RunSummary& summary);
/// "on 2 shortlists, among the first places of 5 cases, a candidate of 30"
std::string text_of(const StaleListing& listing);
/// "seen 2026-08-15"; "never seen"
std::string seen_text(const StaleListing& listing);
/// "ask for echo_pft (lvef): it would decide 12 trials"
std::string text_of(const CaseNote::Ask& ask);
/// "run 7 as of 2026-11-29, compared with run 6 as of 2026-11-22"
std::string heading(const RunSummary& summary);
/// "12 gained, 3 lost"; "no moves"
std::string tally_text(const std::map<MoveKind, std::size_t>& moves);

} // namespace cartwright
