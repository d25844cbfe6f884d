#include "server/json_parts.hpp"

namespace cartwright {

Json date_json(const std::optional<Day>& day) {
  return day ? Json(text_of(*day)) : Json(nullptr);
}

Json problem_list_json(const Problems& problems) {
  Json out = Json::array();
  for (const Problem& problem : problems.items())
    out.push_back({{"severity", word(problem.severity)},
                   {"code", word(problem.code)},
                   {"where", problem.where},
                   {"message", problem.message},
                   {"hint", problem.hint}});
  return out;
}

Json source_json(const Source& source) {
  Json out = {{"url", text_or_null(source.url)}, {"seen", text_or_null(source.seen)}};
  if (!source.text.empty()) out["text"] = source.text;
  return out;
}

Json catalogue_json(const Snapshot& snapshot) {
  const Catalogue& catalogue = *snapshot.catalogue;
  return {{"revision", catalogue.revision},
          {"trials", catalogue.trials.size()},
          {"centres", catalogue.centres.size()}};
}

Json names_json(const std::vector<ConceptId>& concepts, const Vocabulary& vocabulary) {
  Json out = Json::array();
  for (const ConceptId id : concepts)
    out.push_back(vocabulary[id].id);
  return out;
}

} // namespace cartwright
