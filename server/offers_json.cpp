#include <cmath>

#include "server/criterion_json.hpp"
#include "server/json_parts.hpp"
#include "server/offers_report.hpp"

namespace cartwright {

namespace {

Json ids_json(const std::vector<TrialId>& ids) {
  Json out = Json::array();
  for (const TrialId& id : ids)
    out.push_back(id.text());
  return out;
}

Json criteria_json(const OfferFit& fit) {
  Json out = Json::array();
  for (const CriterionAnswer& criterion : fit.criteria)
    out.push_back(criterion_json(criterion, true));
  return out;
}

Json variants_json(const OfferFit& fit) {
  Json out = Json::array();
  for (const CohortAnswer& each : fit.variants)
    out.push_back({{"id", each.cohort->id.text()},
                   {"title", each.cohort->title},
                   {"state", fit_word(each.verdict)},
                   {"fits_from", date_json(each.eligible_from)}});
  return out;
}

Json centre_json(const OfferingCentre& offering) {
  const PathwayCentre* documented = offering.documented;
  return {{"centre", offering.centre->id.text()},
          {"name", offering.centre->name},
          {"city", text_or_null(offering.centre->city)},
          {"country", text_or_null(offering.centre->country)},
          {"distance_km", offering.distance_km ? Json(std::llround(*offering.distance_km)) : Json(nullptr)},
          {"documented", documented ? Json(documented->says) : Json(nullptr)},
          {"source", documented ? source_json(documented->source) : Json(nullptr)},
          {"verified", documented ? Json(documented->verified) : Json(nullptr)},
          {"trials", ids_json(offering.trials)}};
}

Json product_ids(const std::vector<const Product*>& products) {
  Json out = Json::array();
  for (const Product* product : products)
    out.push_back(product->id);
  return out;
}

Json pathway_head(const Pathway& pathway) {
  return {{"pathway", pathway.id},
          {"title", pathway.title},
          {"fits", pathway.fits},
          {"mind", text_or_null(pathway.mind)},
          {"trial_only", pathway.trial_only},
          {"source", source_json(pathway.source)},
          {"verified", pathway.verified}};
}

Json approval_head(const Product& product, const Approval& approval, const Vocabulary& vocabulary) {
  return {{"product", product.id},
          {"name", vocabulary[product.agent].label},
          {"country", approval.country},
          {"agency", approval.agency},
          {"status", approval.status},
          {"date", approval.date ? Json(approval.date->text()) : Json(nullptr)},
          {"announced", approval.announced},
          {"says", approval.says},
          {"remarks", text_or_null(approval.remarks)},
          {"source", source_json(approval.source)},
          {"verified", approval.verified}};
}

/// As the catalogue states it, fitted to nobody.
Json stated_json(const std::vector<Criterion>& criteria) {
  Json out = Json::array();
  for (const Criterion& criterion : criteria)
    out.push_back({{"id", criterion.id.text()},
                   {"kind", word(criterion.kind)},
                   {"says", criterion.says},
                   {"rule", criterion.rule},
                   {"source", source_json(criterion.source)},
                   {"verified", criterion.verified}});
  return out;
}

} // namespace

Json pathways_json(const std::vector<PathwayAnswer>& pathways) {
  Json out = Json::array();
  for (const PathwayAnswer& each : pathways) {
    Json entry = pathway_head(*each.pathway);
    entry["state"] = fit_word(each.fit.verdict);
    entry["fits_from"] = date_json(each.fit.fits_from);
    entry["variants"] = variants_json(each.fit);
    entry["criteria"] = criteria_json(each.fit);
    entry["products"] = product_ids(each.products);
    entry["trials"] = ids_json(each.trials);
    Json centres = Json::array();
    for (const OfferingCentre& centre : each.centres)
      centres.push_back(centre_json(centre));
    entry["centres"] = std::move(centres);
    out.push_back(std::move(entry));
  }
  return out;
}

Json products_json(const std::vector<ApprovalAnswer>& products, const Vocabulary& vocabulary) {
  Json out = Json::array();
  for (const ApprovalAnswer& each : products) {
    Json entry = approval_head(*each.product, *each.approval, vocabulary);
    entry["in_reach"] = each.in_reach ? Json(*each.in_reach) : Json(nullptr);
    entry["state"] = fit_word(each.fit.verdict);
    entry["fits_from"] = date_json(each.fit.fits_from);
    entry["criteria"] = criteria_json(each.fit);
    out.push_back(std::move(entry));
  }
  return out;
}

std::string pathways_list_json(const Snapshot& snapshot) {
  Json list = Json::array();
  for (const Pathway& pathway : snapshot.navigation->pathways) {
    Json entry = pathway_head(pathway);
    entry["modalities"] = pathway.modalities;
    entry["targets"] = names_json(pathway.targets, *snapshot.catalogue->vocabulary);
    entry["agents"] = names_json(pathway.agents, *snapshot.catalogue->vocabulary);
    entry["criteria"] = stated_json(pathway.criteria);
    Json centres = Json::array();
    for (const PathwayCentre& each : pathway.centres)
      centres.push_back({{"centre", each.centre.text()},
                         {"says", each.says},
                         {"source", source_json(each.source)},
                         {"verified", each.verified}});
    entry["centres"] = std::move(centres);
    list.push_back(std::move(entry));
  }
  return json_text({{"catalogue", catalogue_json(snapshot)}, {"pathways", std::move(list)}});
}

std::string products_list_json(const Snapshot& snapshot) {
  Json list = Json::array();
  for (const Product& product : snapshot.navigation->products)
    for (const Approval& approval : product.approvals) {
      Json entry = approval_head(product, approval, *snapshot.catalogue->vocabulary);
      entry["criteria"] = stated_json(approval.criteria);
      list.push_back(std::move(entry));
    }
  return json_text({{"catalogue", catalogue_json(snapshot)}, {"products", std::move(list)}});
}

} // namespace cartwright
