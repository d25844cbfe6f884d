// How well patients' stories find the trials that people judged: NDCG@10, P@10 and recall@500.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "engine/domain/result.hpp"
#include "tools/search_measure/corpus.hpp"

namespace cartwright::measure {

/// `folder` has queries.jsonl and qrels.tsv. Only judged records that are among `records` count; a topic
/// without a relevant one among them is left out.
Problems measure_retrieval(const std::filesystem::path& folder, const std::vector<TextRecord>& records,
                           const std::filesystem::path& work, std::ostream& out);

} // namespace cartwright::measure
