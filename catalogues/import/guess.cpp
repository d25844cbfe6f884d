#include "catalogues/import/guess.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// A place of the record where products are named.
struct Passage {
  std::string place;
  std::string text;
};

std::vector<Passage> passages_of(const RegistryRecord& record) {
  std::vector<Passage> out = {{"title", record.title}, {"official title", record.official_title}};
  for (const std::string& each : record.interventions)
    out.push_back({"intervention", each});
  return out;
}

struct Finding {
  ConceptId concept_id{};
  std::string from;
};

class Guesser {
public:
  Guesser(const RegistryRecord& record, const NameScanner& names, const Vocabulary& vocabulary)
      : record_(record), vocabulary_(vocabulary), passages_(passages_of(record)) {
    for (const Passage& passage : passages_)
      for (const NamedConcept& named : names.find(passage.text))
        note(vocabulary[named.concept_id].kind == ConceptKind::antigen ? antigens_ : agents_, named,
             passage.place);
    for (const std::string& label : record.target_labels)
      for (const NamedConcept& named : names.find(label))
        if (vocabulary[named.concept_id].kind == ConceptKind::antigen)
          note(labelled_, named, "the source's own label");
  }

  Guesses run() {
    guess_targets();
    guess_modality();
    guess_product();
    guess_lymphodepletion();
    return std::move(out_);
  }

private:
  static void note(std::vector<Finding>& to, const NamedConcept& named, const std::string& place) {
    const auto same = [&](const Finding& other) { return other.concept_id == named.concept_id; };
    if (std::none_of(to.begin(), to.end(), same))
      to.push_back({named.concept_id, "\"" + named.words + "\" in the " + place});
  }

  void reason(const std::string& field, const std::string& value, const std::string& from) {
    out_.reasons.push_back({field, value, from});
  }

  /// The arm of an engager that binds the T cell is not what the product aims at.
  bool aimed_at(ConceptId antigen) const { return vocabulary_[antigen].id != "CD3"; }

  void add_target(ConceptId antigen, const std::string& from) {
    const bool known = std::find(out_.targets.begin(), out_.targets.end(), antigen) != out_.targets.end();
    if (known || !aimed_at(antigen)) return;
    out_.targets.push_back(antigen);
    reason("targets", vocabulary_[antigen].id, from);
  }

  /// Antigens that are named come first; else what the named products aim at; else the source's own label.
  void guess_targets() {
    for (const Finding& each : antigens_)
      add_target(each.concept_id, each.from);
    if (out_.targets.empty())
      for (const Finding& each : agents_)
        for (const ConceptId antigen : vocabulary_.targets_of(each.concept_id))
          add_target(antigen, each.from);
    if (out_.targets.empty())
      for (const Finding& each : labelled_)
        add_target(each.concept_id, each.from);
  }

  /// The passage that holds one of the phrases (words without what stands between them), or nothing.
  std::string passage_with(std::initializer_list<std::string_view> phrases) const {
    for (const Passage& passage : passages_) {
      std::string words = " ";
      for (const std::string_view word : words_in(passage.text))
        words += lower(word) + " ";
      for (const std::string_view phrase : phrases)
        if (words.find(" " + std::string(phrase) + " ") != std::string::npos)
          return "\"" + std::string(phrase) + "\" in the " + passage.place;
    }
    return {};
  }

  std::string agent_of(std::string_view modality) const {
    for (const Finding& each : agents_)
      if (vocabulary_[each.concept_id].modality == modality) return each.from;
    return {};
  }

  bool labelled(std::string_view product_label) const {
    return std::find(record_.product_labels.begin(), record_.product_labels.end(), product_label) !=
           record_.product_labels.end();
  }

  bool take_modality(const std::string& modality, const std::string& from) {
    if (from.empty()) return false;
    out_.modality = modality;
    reason("modality", modality, from);
    return true;
  }

  std::string first_of(std::initializer_list<std::string> reasons) const {
    for (const std::string& each : reasons)
      if (!each.empty()) return each;
    return {};
  }

  std::string words_of_car_t() const {
    return passage_with({"car t", "cart", "car ts", "carts", "chimeric antigen receptor t",
                         "chimeric antigen receptor modified t", "chimeric antigen receptor", "ucart",
                         "ucar t", "car transduced t"});
  }

  std::string words_of_allogeneic() const {
    const std::string words = passage_with(
        {"allogeneic car", "allogeneic cart", "allogeneic bcma", "allogeneic anti", "universal car",
         "universal cart", "universal bcma", "off the shelf", "ucart", "ucar t", "donor derived car"});
    if (!words.empty()) return words;
    return labelled("Allogeneic/Off-the-shelf") ? "the source's own label" : "";
  }

  /// Cell products before engagers, engagers before conjugates: the more particular decides.
  void guess_modality() {
    const std::string cells = first_of({words_of_car_t(), agent_of("car_t")});
    if (take_modality("allogeneic_car_t", agent_of("allogeneic_car_t"))) return;
    const bool natural_killer = !passage_with({"car nk", "cik", "car cik", "car m"}).empty();
    if (!cells.empty() && !natural_killer) {
      const std::string allogeneic = words_of_allogeneic();
      take_modality(allogeneic.empty() ? "car_t" : "allogeneic_car_t",
                    allogeneic.empty() ? cells : allogeneic);
      return;
    }
    if (natural_killer) return;
    if (take_modality("trispecific",
                      first_of({agent_of("trispecific"), passage_with({"trispecific", "tri specific"})})))
      return;
    if (take_modality("bispecific",
                      first_of({agent_of("bispecific"), passage_with({"bispecific", "bi specific"})})))
      return;
    if (take_modality("adc", first_of({agent_of("adc"), passage_with({"antibody drug conjugate"})}))) return;
    guess_drugs();
  }

  void guess_drugs() {
    const std::string antibody = agent_of("antibody"), small = agent_of("small_molecule");
    if (!antibody.empty() && !small.empty())
      take_modality("combination", antibody + "; " + small);
    else if (!take_modality("antibody", antibody))
      take_modality("small_molecule", small);
  }

  void guess_product() {
    for (const Finding& each : agents_) {
      const ConceptRecord& agent = vocabulary_[each.concept_id];
      if (agent.generic || agent.modality != out_.modality) continue;
      out_.product = agent.label;
      return reason("product", agent.label, each.from);
    }
  }

  void guess_lymphodepletion() {
    if (out_.modality != "car_t" && out_.modality != "allogeneic_car_t") return;
    constexpr std::array<std::string_view, 5> usual = {"fludarabine", "cyclophosphamide", "bendamustine",
                                                       "cladribine", "alemtuzumab"};
    for (const Finding& each : agents_) {
      const std::string& id = vocabulary_[each.concept_id].id;
      if (std::find(usual.begin(), usual.end(), id) == usual.end()) continue;
      out_.lymphodepletion.push_back(id);
      reason("lymphodepletion", id, each.from);
    }
  }

  const RegistryRecord& record_;
  const Vocabulary& vocabulary_;
  std::vector<Passage> passages_;
  std::vector<Finding> antigens_, agents_, labelled_;
  Guesses out_;
};

} // namespace

Guesses guess(const RegistryRecord& record, const NameScanner& names, const Vocabulary& vocabulary) {
  return Guesser(record, names, vocabulary).run();
}

} // namespace cartwright
