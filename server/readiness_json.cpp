#include "server/json_parts.hpp"
#include "server/readiness_report.hpp"

namespace cartwright {

namespace {

Json held_json(const HeldFact& fact) {
  return {{"fact", fact.fact},
          {"says", fact.says},
          {"state", word(fact.state)},
          {"date", fact.date ? Json(fact.date->text()) : Json(nullptr)},
          {"note", text_or_null(fact.note)},
          {"trials", fact.trials}};
}

Json blocks_json(const DocumentReadiness& document) {
  Json ids = Json::array();
  for (const TrialId& id : document.blocks)
    ids.push_back(id.text());
  return {{"trials", document.blocks.size()},
          {"criteria", document.criteria},
          {"alone", document.alone},
          {"ids", std::move(ids)}};
}

Json document_json(const DocumentReadiness& document) {
  Json holds = Json::array(), also = Json::array();
  for (const HeldFact& fact : document.holds)
    holds.push_back(held_json(fact));
  for (const AwaitedFact& fact : document.also)
    also.push_back({{"fact", fact.fact}, {"trials", fact.trials}});
  return {{"group", document.group},
          {"label", document.label},
          {"state", word(document.state)},
          {"date", document.date ? Json(document.date->text()) : Json(nullptr)},
          {"days", or_null(document.days)},
          {"good_until", date_json(document.good_until)},
          {"validity_suggested", document.validity_suggested},
          {"language", text_or_null(document.language)},
          {"to_translate", document.to_translate},
          {"why", document.why},
          {"holds", std::move(holds)},
          {"also", std::move(also)},
          {"blocks", blocks_json(document)}};
}

} // namespace

Json investigations_json(const std::vector<Investigation>& investigations) {
  Json out = Json::array();
  for (const Investigation& each : investigations)
    out.push_back({{"investigation", each.name}, {"because", each.because}, {"document", each.document}});
  return out;
}

Json readiness_json(const std::vector<DocumentReadiness>& readiness) {
  Json out = Json::array();
  for (const DocumentReadiness& document : readiness)
    out.push_back(document_json(document));
  return out;
}

} // namespace cartwright
