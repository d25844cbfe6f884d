// What words find in the shipped catalogue: each expectation is read off the records, not off the index.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "engine/domain/text.hpp"
#include "indexes/concept_names.hpp"
#include "tests/support/search_words.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

const Vocabulary& words() {
  return *shipped_catalogue().vocabulary;
}

const Trial* trial_of(const std::string& found) {
  for (const Trial& trial : shipped_catalogue().trials)
    if (found == "trial:" + trial.id.text()) return &trial;
  return nullptr;
}

bool aims_at(const Trial& trial, const std::string& antigen) {
  return std::any_of(trial.targets.begin(), trial.targets.end(),
                     [&](ConceptId id) { return words()[id].id == antigen; });
}

bool lies_in(const Trial& trial, const std::string& city) {
  return std::any_of(trial.sites.begin(), trial.sites.end(),
                     [&](const Site& site) { return site.city == city; });
}

std::size_t tumour_targets(const Trial& trial) {
  return static_cast<std::size_t>(std::count_if(trial.targets.begin(), trial.targets.end(),
                                                [&](ConceptId id) { return words()[id].id != "CD3"; }));
}

/// An inclusion rule that begins with earlier therapy against BCMA.
bool wants_earlier_bcma(const Trial& trial) {
  return std::any_of(trial.criteria.begin(), trial.criteria.end(), [](const Criterion& criterion) {
    return criterion.kind == CriterionKind::inclusion &&
           criterion.rule.find("exposed(target BCMA") != std::string::npos &&
           criterion.rule.find("not exposed") == std::string::npos &&
           criterion.rule.find("implies") == std::string::npos;
  });
}

} // namespace

TEST_CASE("Search: every trial is found first by its id, and every other id finds it") {
  for (const Trial& trial : shipped_catalogue().trials) {
    INFO(trial.id.text());
    const auto hits = found(trial.id.text());
    REQUIRE(!hits.empty());
    CHECK(hits.front() == "trial:" + trial.id.text());
    for (const std::string& other : trial.other_ids) {
      INFO(other);
      CHECK(among(found(other), "trial:" + trial.id.text()));
    }
  }
}

TEST_CASE("Search: every centre is found by each of its names, the Chinese one too") {
  std::size_t chinese = 0;
  for (const Centre& centre : shipped_catalogue().centres) {
    std::vector<std::string> names = centre.aliases;
    names.push_back(centre.name);
    if (!centre.name_local.empty()) names.push_back(centre.name_local);
    chinese += !centre.name_local.empty();
    for (const std::string& name : names) {
      INFO(centre.id.text() << ": " << name);
      CHECK(among(found(name), "centre:" + centre.id.text()));
    }
  }
  CHECK(chinese > 50);
}

TEST_CASE("Search: every product is found by its label, brands, codes and Chinese names") {
  std::size_t asked = 0;
  for (const ConceptId id : words().all(ConceptKind::agent)) {
    const ConceptRecord& record = words()[id];
    if (record.generic || record.targets.empty() || record.modality.empty()) continue;
    for (const std::string& name : all_names(record)) {
      INFO(record.id << ": " << name);
      CHECK(among(found(name), "product:" + record.id));
      ++asked;
    }
  }
  CHECK(asked > 200);
}

TEST_CASE("Search: \"dual target\" finds trials that aim at two antigens") {
  const auto hits = found("dual target");
  REQUIRE(hits.size() == 10);
  for (const std::string& hit : hits) {
    INFO(hit);
    const Trial* trial = trial_of(hit);
    if (trial != nullptr) CHECK(tumour_targets(*trial) >= 2);
  }
  CHECK(
      std::any_of(hits.begin(), hits.end(), [](const std::string& hit) { return trial_of(hit) != nullptr; }));
}

TEST_CASE("Search: \"after BCMA failure\" finds trials that want earlier BCMA therapy") {
  const auto hits = found("after BCMA failure");
  REQUIRE(hits.size() == 10);
  const auto right = std::count_if(hits.begin(), hits.end(), [](const std::string& hit) {
    const Trial* trial = trial_of(hit);
    return trial != nullptr && wants_earlier_bcma(*trial);
  });
  CHECK(right >= 5);
}

TEST_CASE("Search: \"Tianjin GPRC5D\" finds trials against GPRC5D in Tianjin, in any order and case") {
  for (const char* query : {"Tianjin GPRC5D", "gprc5d tianjin"}) {
    const auto hits = found(query);
    REQUIRE(!hits.empty());
    std::size_t trials = 0;
    for (const std::string& hit : hits)
      if (const Trial* trial = trial_of(hit)) {
        INFO(hit);
        ++trials;
        CHECK(lies_in(*trial, "Tianjin"));
      }
    REQUIRE(trials > 0);
    const Trial* first = trial_of(*std::find_if(
        hits.begin(), hits.end(), [](const std::string& hit) { return trial_of(hit) != nullptr; }));
    CHECK(aims_at(*first, "GPRC5D"));
  }
}

TEST_CASE("Search: an unfinished name finds the product and its trials") {
  const auto hits = found("ciltacabtagen");
  CHECK(among(hits, "product:ciltacabtagene_autoleucel"));
  CHECK(std::any_of(hits.begin(), hits.end(), [](const std::string& hit) {
    const Trial* trial = trial_of(hit);
    return trial != nullptr && lower(trial->product + trial->title).find("cilta") != std::string::npos;
  }));
}

TEST_CASE("Search: an antigen is found by the name that the record does not use") {
  for (const char* query : {"FCRL5", "FcRH5", "CD307"}) {
    INFO(query);
    const auto hits = found(query);
    const auto right = std::count_if(hits.begin(), hits.end(), [](const std::string& hit) {
      const Trial* trial = trial_of(hit);
      return trial != nullptr && aims_at(*trial, "FcRH5");
    });
    CHECK(right >= 3);
  }
}

TEST_CASE("Search: a Chinese drug name finds the product and the trial that uses it") {
  const auto hits = found("伊基奥仑赛");
  CHECK(among(hits, "product:equecabtagene_autoleucel"));
  CHECK(among(hits, "trial:NCT06464991"));
  CHECK(!among(hits, "product:idecabtagene_vicleucel"));
}

TEST_CASE("Search: accents, width and case do not matter") {
  CHECK(found("Hôpital", 50) == found("hopital", 50));
  CHECK(found("ＢＣＭＡ", 50) == found("bcma", 50));
  CHECK(!found("hopital").empty());
}

TEST_CASE("Search: a misspelled word is told, and an unfinished or right one is not") {
  SearchQuestion question;
  question.words = "talquetamub";
  const SearchAnswer wrong = search(question);
  CHECK(wrong.did_you_mean == "talquetamab");
  question.words = "talquetamab";
  CHECK(search(question).did_you_mean.empty());
  question.words = "talquet";
  CHECK(search(question).did_you_mean.empty());
  CHECK(search(question).total > 0);
}

TEST_CASE("Search: facets count what is found, and each value filters to its count") {
  SearchQuestion question;
  question.words = "CAR-T";
  question.top = 0;
  const SearchAnswer all = search(question);
  REQUIRE(all.total > 50);
  std::size_t checked = 0;
  for (const auto& [field, values] : all.facets)
    for (const auto& [value, count] : values) {
      SearchQuestion narrowed = question;
      narrowed.filters[field] = {value};
      INFO(row_of(field).name << " " << value);
      CHECK(search(narrowed).total == count);
      ++checked;
    }
  CHECK(checked > 50);
  for (const IndexField field :
       {IndexField::target_term, IndexField::status, IndexField::phase, IndexField::country, IndexField::city,
        IndexField::emd_rule, IndexField::prior_bcma, IndexField::kind})
    CHECK(std::any_of(all.facets.begin(), all.facets.end(),
                      [&](const auto& facet) { return facet.first == field && !facet.second.empty(); }));
}

TEST_CASE("Search: facets agree with the records") {
  std::map<std::string, std::size_t> status, target;
  for (const Trial& trial : shipped_catalogue().trials) {
    ++status[trial.status.value];
    std::set<std::string> own;
    for (const ConceptId id : trial.targets)
      own.insert(words()[id].id);
    for (const std::string& id : own)
      ++target[id];
  }
  SearchQuestion question;
  question.filters[IndexField::kind] = {"trial"};
  const SearchAnswer all = search(question);
  CHECK(all.total == shipped_catalogue().trials.size());
  for (const auto& [field, values] : all.facets) {
    if (field == IndexField::status) CHECK(std::map(values.begin(), values.end()) == status);
    if (field == IndexField::target_term) CHECK(std::map(values.begin(), values.end()) == target);
  }
}

TEST_CASE("Search: an age never filters a trial that states none") {
  SearchQuestion question;
  question.filters[IndexField::kind] = {"trial"};
  const std::size_t all = search(question).total;
  question.age = 17;
  const std::size_t at_17 = search(question).total;
  question.age = 60;
  const std::size_t at_60 = search(question).total;
  CHECK(at_17 < at_60);
  CHECK(at_60 <= all);
  std::size_t silent = 0;
  for (const Trial& trial : shipped_catalogue().trials)
    silent += trial.criteria.empty();
  CHECK(at_17 >= silent);
}

TEST_CASE("Search: a snippet marks what was hit") {
  SearchQuestion question;
  question.words = "extramedullary";
  question.filters[IndexField::kind] = {"trial"};
  const SearchAnswer answer = search(question);
  REQUIRE(!answer.hits.empty());
  std::size_t marked = 0;
  for (const SearchHit& hit : answer.hits)
    for (const SnippetPart& part : hit.snippet)
      if (part.hit) {
        ++marked;
        CHECK(lower(part.text).find("extramedullary") != std::string::npos);
      }
  CHECK(marked >= answer.hits.size() / 2);
}

TEST_CASE("Search: every word must be there, or the answer says that it was widened") {
  SearchQuestion question;
  question.words = "talquetamab zebrafish";
  const SearchAnswer answer = search(question);
  CHECK(answer.widened);
  CHECK(answer.total > 0);
  question.words = "xyzzyplugh";
  CHECK(search(question).total == 0);
}

TEST_CASE("Search: any text may be typed") {
  for (const char* query : {"", " ", "\"", "\"dual", "AND", "NOT bcma", "-", "(", "*", "a*", "title:",
                            "\xff\xfe", "病", "BCMA\"\"", "....", "+bcma -cd19", "NEAR", "\xe4\xbc"}) {
    INFO(query);
    SearchQuestion question;
    question.words = query;
    CHECK(shipped_index().search(question).has_value());
    CHECK(shipped_index().complete(query, 8).has_value());
  }
}

TEST_CASE("Search: completion goes on from any word of a name") {
  const auto offers = [](const std::string& typed) {
    const auto found = shipped_index().complete(typed, 8);
    REQUIRE(found);
    std::vector<std::string> out;
    for (const Completion& each : *found)
      out.push_back(each.text);
    return out;
  };
  CHECK(among(offers("talq"), "talquetamab"));
  CHECK(among(offers("Tianj"), "Tianjin"));
  CHECK(among(offers("gprc"), "GPRC5D"));
  CHECK(among(offers("伊基"), "伊基奥仑赛"));
  CHECK(among(offers("NCT07003568"), "NCT07003568"));
  CHECK(offers("").empty());
  // Whatever is offered finds something.
  for (const char* typed : {"a", "b", "c", "t", "华", "北"})
    for (const std::string& offer : offers(typed)) {
      INFO(typed << " -> " << offer);
      CHECK(!found(offer, 1).empty());
    }
}

TEST_CASE("Search: who asks for a record by its whole name gets it first") {
  CHECK(found("Carvykti").front() == "product:ciltacabtagene_autoleucel");
  CHECK(found("cilta-cel").front() == "product:ciltacabtagene_autoleucel");
  CHECK(found("NCT04182581").front() == "trial:NCT04182581");
}

TEST_CASE("Search: a city spelled with and without accents is one value") {
  SearchQuestion question;
  question.top = 0;
  std::size_t hyogo = 0;
  for (const auto& [field, values] : search(question).facets)
    if (field == IndexField::city)
      for (const auto& [value, count] : values)
        hyogo += value == "Hyōgo" || value == "Hyôgo" || value == "Hyogo";
  CHECK(hyogo == 1);
}

TEST_CASE("Search: every approved product and every treatment approach is found, and as what it is") {
  const Navigation& offers = *shipped_service().snapshot().navigation;
  REQUIRE(offers.products.size() > 5);
  REQUIRE(offers.pathways.size() > 5);
  for (const Product& product : offers.products) {
    const ConceptRecord& agent = words()[product.agent];
    INFO(product.id);
    CHECK(found(agent.label).front() == "product:" + agent.id);
    SearchQuestion question;
    question.words = agent.label;
    question.filters[IndexField::kind] = {"product"};
    const SearchAnswer answer = search(question);
    REQUIRE(!answer.hits.empty());
    for (const Approval& approval : product.approvals) {
      question.filters[IndexField::country] = {approval.country};
      INFO(approval.country);
      CHECK(search(question).hits.front().id == agent.id);
    }
  }
  for (const Pathway& pathway : offers.pathways) {
    INFO(pathway.id);
    CHECK(found(pathway.title).front() == "pathway:" + pathway.id);
    SearchQuestion question;
    question.words = pathway.fits;
    question.filters[IndexField::kind] = {"pathway"};
    const SearchAnswer answer = search(question);
    REQUIRE(!answer.hits.empty());
    CHECK(answer.hits.front().title == pathway.title);
  }
}

TEST_CASE("Search: who asks for an approval in a country finds the product with its indication") {
  const auto hits = found("zevorcabtagene approved China");
  CHECK(among(hits, "product:zevorcabtagene_autoleucel"));
  SearchQuestion question;
  question.words = "approved NMPA";
  question.filters[IndexField::kind] = {"product"};
  CHECK(search(question).total >= 3);
  question.words = "local radiotherapy";
  question.filters[IndexField::kind] = {"pathway"};
  CHECK(search(question).hits.front().id == "local_radiotherapy");
}
