#include "indexes/catalogue_documents.hpp"

#include <algorithm>
#include <set>

#include "engine/domain/text.hpp"
#include "indexes/folding.hpp"
#include "indexes/rule_facts.hpp"
#include "indexes/synonyms.hpp"

namespace cartwright {

namespace {

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

/// "CT103A" is also typed "CT-103A": the name without its blanks and hyphens is a word too.
std::string with_joined(const std::string& name) {
  const std::vector<std::string> words = folded_words(name);
  return words.size() < 2 || words.size() > 4 ? name : name + " " + join(words, "");
}

class DocumentWriter {
public:
  DocumentWriter(const Vocabulary& vocabulary, const ConceptNames& names, std::string kind, std::string id,
                 std::string title)
      : vocabulary_(vocabulary), names_(names) {
    out_.kind = std::move(kind);
    out_.id = std::move(id);
    out_.title = std::move(title);
    out_.tag(IndexField::kind, out_.kind);
    out_.say(IndexField::identity, out_.id + " " + normalised(out_.id));
    own_name(out_.id);
  }

  IndexDocument& document() { return out_; }

  /// Words that are searched and may be shown in a snippet, with the concepts that they name.
  void tell(IndexField field, const std::string& text) {
    if (text.empty()) return;
    out_.say(field, text);
    const char last = text.back();
    out_.shown += text + (last == '.' || last == ';' ? " " : ". ");
    for (const ConceptId id : names_.named_in(text))
      if (mentioned_.insert(id).second) mark(id);
  }

  /// Who asks for the record by this wants it first.
  void own_name(const std::string& name) { out_.tag(IndexField::whole_name, name_key(name)); }

  /// The concept in each of its names.
  void name(IndexField field, ConceptId id) {
    const ConceptRecord& record = vocabulary_[id];
    for (const std::string& each : all_names(record)) {
      out_.say(field, with_joined(each));
      out_.tag(IndexField::completion, each);
    }
    mark(id);
  }

  /// The concepts named in the text, in each of their names.
  void name_those_in(IndexField field, const std::string& text, std::initializer_list<ConceptKind> kinds) {
    for (const ConceptId id : names_.named_in(text))
      if (std::find(kinds.begin(), kinds.end(), vocabulary_[id].kind) != kinds.end()) name(field, id);
  }

private:
  void mark(ConceptId id) { out_.tag(IndexField::concept_id, concept_value(vocabulary_[id])); }

  const Vocabulary& vocabulary_;
  const ConceptNames& names_;
  IndexDocument out_;
  std::set<ConceptId> mentioned_;
};

class Documents {
public:
  Documents(const Catalogue& catalogue, const Navigation& navigation, const ConceptNames& names,
            const CountryNames& countries)
      : catalogue_(catalogue), navigation_(navigation), vocabulary_(*catalogue.vocabulary), names_(names),
        countries_(countries) {
    Problems told_elsewhere;
    definitions_ = criteria::check_definitions(catalogue.definitions, vocabulary_, told_elsewhere);
  }

  std::vector<IndexDocument> all() {
    std::vector<IndexDocument> out;
    for (const Trial& trial : catalogue_.trials)
      out.push_back(of(trial));
    for (const Centre& centre : catalogue_.centres)
      out.push_back(of(centre));
    for (const ConceptId id : vocabulary_.all(ConceptKind::agent))
      if (is_product(vocabulary_[id]) || approved(id) != nullptr) out.push_back(product(id));
    for (const Pathway& pathway : navigation_.pathways)
      out.push_back(of(pathway));
    return out;
  }

private:
  IndexDocument of(const Trial& trial) {
    DocumentWriter to(vocabulary_, names_, "trial", trial.id.text(), trial.title);
    to.document().tag(IndexField::completion, trial.id.text());
    for (const std::string& id : trial.other_ids) {
      to.document().say(IndexField::identity, id + " " + normalised(id));
      to.own_name(id);
    }
    to.tell(IndexField::title, trial.title);
    to.tell(IndexField::summary, trial.summary);
    to.tell(IndexField::sponsor, trial.sponsor);
    add_treatment(trial, to);
    add_status(trial.status, to.document());
    if (!trial.phase.empty()) {
      to.document().tag(IndexField::phase, trial.phase);
      to.document().say(IndexField::status_words, "phase " + spaced(trial.phase));
    }
    add_sites(trial, to);
    for (const Criterion& criterion : trial.criteria)
      to.tell(IndexField::criteria, criterion.says);
    add_rules(trial, to);
    return std::move(to.document());
  }

  void name_targets(const std::vector<ConceptId>& targets, DocumentWriter& to) {
    for (const ConceptId id : targets) {
      to.name(IndexField::target, id);
      to.document().tag(IndexField::target_term, vocabulary_[id].id);
    }
  }

  /// All of them at once, so that their number has a name.
  void add_targets(const std::vector<ConceptId>& targets, DocumentWriter& to) {
    name_targets(targets, to);
    const auto tumour = std::count_if(targets.begin(), targets.end(),
                                      [&](ConceptId id) { return vocabulary_[id].id != "CD3"; });
    if (tumour == 2) to.document().say(IndexField::target, "dual target, two targets, dual antigen, 双靶点");
    if (tumour == 3) to.document().say(IndexField::target, "triple target, three targets, 三靶点");
  }

  void add_modality(const std::string& modality, DocumentWriter& to) {
    to.document().tag(IndexField::modality, modality);
    if (const auto id = vocabulary_.known(modality, ConceptKind::drug_class))
      to.name(IndexField::drug, *id);
    else
      to.document().say(IndexField::drug, spaced(modality));
  }

  void add_treatment(const Trial& trial, DocumentWriter& to) {
    add_targets(trial.targets, to);
    add_modality(trial.modality, to);
    to.tell(IndexField::product, trial.product);
    to.tell(IndexField::product, trial.construct);
    to.name_those_in(IndexField::product, trial.product + "; " + trial.title, {ConceptKind::agent});
    to.name_those_in(IndexField::drug, trial.construct + "; " + trial.summary,
                     {ConceptKind::agent, ConceptKind::regimen});
    for (const std::string& drug : trial.lymphodepletion)
      to.document().say(IndexField::drug, spaced(drug));
  }

  void add_status(const Status& status, IndexDocument& out) {
    out.tag(IndexField::status, status.value);
    out.tag(IndexField::recruiting, word(status.recruiting()));
    out.say(IndexField::status_words,
            spaced(status.value) + " " + spaced(std::string(word(status.recruiting()))));
  }

  void add_place(const std::string& city, const std::string& province, const std::string& country,
                 DocumentWriter& to) {
    to.document().tag(IndexField::city, city);
    to.document().tag(IndexField::country, country);
    to.document().tag(IndexField::completion, city);
    to.document().say(IndexField::place, city);
    to.document().say(IndexField::place, province);
    if (const auto names = countries_.find(country); names != countries_.end())
      for (const std::string& name : names->second)
        to.document().say(IndexField::place, name);
  }

  void add_centre_names(const Centre& centre, IndexField field, DocumentWriter& to) {
    to.document().say(field, centre.name);
    to.document().say(field, centre.name_local);
    for (const std::string& alias : centre.aliases)
      to.document().say(field, alias);
  }

  void add_sites(const Trial& trial, DocumentWriter& to) {
    std::set<std::string> places;
    std::set<CentreId> centres;
    for (const Site& site : trial.sites) {
      to.tell(IndexField::site, site.facility + (site.city.empty() ? "" : ", " + site.city));
      const Centre* centre = site.centre ? find(*site.centre) : nullptr;
      if (centre != nullptr && centres.insert(centre->id).second) {
        add_centre_names(*centre, IndexField::site, to);
        to.document().say(IndexField::place, centre->province);
      }
      if (places.insert(site.city + "/" + site.country).second) add_place(site.city, "", site.country, to);
    }
  }

  void add_rules(const Trial& trial, DocumentWriter& to) {
    const RuleFacts facts = rule_facts(trial, vocabulary_, definitions_);
    IndexDocument& out = to.document();
    for (const ConceptId id : facts.conditions)
      to.name(IndexField::condition, id);
    out.tag(IndexField::emd_rule, trial.emd_rule.empty() ? "not_stated" : trial.emd_rule);
    out.tag(IndexField::prior_bcma, word(facts.prior_bcma));
    if (trial.emd_rule == "required" || trial.emd_rule == "allowed")
      out.say(IndexField::criteria, "extramedullary disease, EMD, plasmacytoma, 髓外 " + trial.emd_rule);
    if (facts.prior_bcma == PriorTherapyRule::required || facts.prior_bcma == PriorTherapyRule::some_cohorts)
      out.say(IndexField::title, "after BCMA failure, after earlier BCMA therapy, prior BCMA");
    if (facts.prior_bcma == PriorTherapyRule::excluded) out.say(IndexField::criteria, "BCMA naive");
    for (const std::string& guard : facts.guards)
      out.tag(IndexField::guard, guard);
    if (facts.guard_age) out.numbers.emplace_back(IndexField::guard_age, *facts.guard_age);
    if (facts.age_low) out.numbers.emplace_back(IndexField::age_low, *facts.age_low);
    if (facts.age_high) out.numbers.emplace_back(IndexField::age_high, *facts.age_high);
  }

  IndexDocument of(const Centre& centre) {
    DocumentWriter to(vocabulary_, names_, "centre", centre.id.text(), centre.name);
    add_centre_names(centre, IndexField::name, to);
    for (const std::string& name : centre.aliases)
      to.own_name(name);
    to.own_name(centre.name);
    to.own_name(centre.name_local);
    to.document().tag(IndexField::completion, centre.name);
    to.document().tag(IndexField::completion, centre.name_local);
    to.document().shown = centre.name + " " + centre.name_local + ", " + centre.city + ". ";
    add_place(centre.city, centre.province, centre.country, to);
    for (const Experience& each : centre.experience)
      to.tell(IndexField::summary, each.says);
    std::set<std::string> targets;
    for (const Trial& trial : catalogue_.trials)
      if (std::any_of(trial.sites.begin(), trial.sites.end(),
                      [&](const Site& site) { return site.centre == centre.id; })) {
        to.document().say(IndexField::criteria, trial.id.text());
        for (const ConceptId id : trial.targets)
          if (targets.insert(vocabulary_[id].id).second) {
            to.document().tag(IndexField::target_term, vocabulary_[id].id);
            to.document().say(IndexField::criteria, join(all_names(vocabulary_[id]), " "));
          }
      }
    return std::move(to.document());
  }

  /// A drug of its own that is aimed at something: a product that people search by brand and code.
  bool is_product(const ConceptRecord& record) const {
    return !record.generic && !record.targets.empty() && !record.modality.empty();
  }

  IndexDocument product(ConceptId id) {
    const ConceptRecord& record = vocabulary_[id];
    DocumentWriter to(vocabulary_, names_, "product", record.id, record.label);
    to.name(IndexField::name, id);
    for (const std::string& name : all_names(record))
      to.own_name(name);
    to.document().shown = join(all_names(record), ", ") + ". ";
    if (is_product(record)) {
      add_modality(record.modality, to);
      const auto targets = vocabulary_.targets_of(id);
      add_targets({targets.begin(), targets.end()}, to);
      to.document().shown += spaced(record.modality) + " aimed at " + join(record.targets, ", ") + ". ";
    }
    if (const Product* found = approved(id))
      for (const Approval& approval : found->approvals)
        add_approval(approval, to);
    return std::move(to.document());
  }

  /// Where it may be had, and for whom.
  void add_approval(const Approval& approval, DocumentWriter& to) {
    add_place("", "", approval.country, to);
    const auto country = countries_.find(approval.country);
    const bool named = country != countries_.end() && !country->second.empty();
    const std::string where = named ? country->second.front() : approval.country;
    to.tell(IndexField::status_words, spaced(approval.status) + " in " + where + " (" + approval.agency +
                                          ")" + (approval.date ? " " + approval.date->text() : ""));
    to.tell(IndexField::summary, approval.says);
    for (const Criterion& criterion : approval.criteria)
      to.document().say(IndexField::criteria, criterion.says);
  }

  IndexDocument of(const Pathway& pathway) {
    DocumentWriter to(vocabulary_, names_, "pathway", pathway.id, pathway.title);
    to.own_name(pathway.title);
    to.document().tag(IndexField::completion, pathway.title);
    to.tell(IndexField::title, pathway.title);
    to.tell(IndexField::summary, pathway.fits);
    to.tell(IndexField::summary, pathway.mind);
    for (const std::string& modality : pathway.modalities)
      add_modality(modality, to);
    name_targets(pathway.targets, to);
    for (const ConceptId id : pathway.agents)
      to.name(IndexField::drug, id);
    for (const Criterion& criterion : pathway.criteria)
      to.tell(IndexField::criteria, criterion.says);
    for (const PathwayCentre& each : pathway.centres)
      if (const Centre* centre = find(each.centre)) {
        add_centre_names(*centre, IndexField::site, to);
        add_place(centre->city, centre->province, centre->country, to);
      }
    return std::move(to.document());
  }

  const Product* approved(ConceptId id) const {
    for (const Product& product : navigation_.products)
      if (product.agent == id) return &product;
    return nullptr;
  }

  const Centre* find(const CentreId& id) const {
    const auto at =
        std::lower_bound(catalogue_.centres.begin(), catalogue_.centres.end(), id,
                         [](const Centre& centre, const CentreId& wanted) { return centre.id < wanted; });
    return at == catalogue_.centres.end() || at->id != id ? nullptr : &*at;
  }

  const Catalogue& catalogue_;
  const Navigation& navigation_;
  const Vocabulary& vocabulary_;
  const ConceptNames& names_;
  const CountryNames& countries_;
  criteria::Definitions definitions_;
};

} // namespace

std::vector<IndexDocument> catalogue_documents(const Catalogue& catalogue, const Navigation& navigation,
                                               const ConceptNames& names, const CountryNames& countries) {
  return Documents(catalogue, navigation, names, countries).all();
}

} // namespace cartwright
