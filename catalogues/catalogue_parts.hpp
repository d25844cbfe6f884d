// Pieces that several catalogue files share.
#pragma once

#include "catalogues/json_cursor.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// {"url", "seen"} or {"text"}; one of url and text must be there.
Source read_source(const Cursor& from);
/// {"value", "as_of", "source", "last_known"} of a trial or a cohort.
Status read_status(const Cursor& from);
const std::vector<std::string>& status_words();
std::optional<Day> read_day(const Cursor& from, std::string_view key);

/// The antigens under "targets"; an unknown one is told with its nearest.
std::vector<ConceptId> read_targets(const Cursor& from, const Vocabulary& vocabulary);

/// With id, kind, sentence, rule and source.
Criterion read_criterion(const Cursor& from);
Cohort read_cohort(const Cursor& from);
/// Criteria that stand twice, and scopes that name no cohort.
void check_ids(const Cursor& root, const std::vector<Cohort>& cohorts, const std::vector<Criterion>& criteria);

Trial read_trial(const Cursor& root, const Vocabulary& vocabulary);
Centre read_centre(const Cursor& root);
Evidence read_evidence(const Cursor& root, const Vocabulary& vocabulary);
Definition read_definition(const Cursor& root);
RankingScales read_ranking(const Cursor& root);

} // namespace cartwright
