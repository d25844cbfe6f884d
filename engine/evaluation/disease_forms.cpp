// The state of the disease: extramedullary, central nervous system, plasma cell leukaemia, recorded words.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using namespace criteria;

const Cause mapping_missing{CauseKind::missing, "extramedullary_mapping", "pet_ct_mri"};

std::string words_of(const Lesion& lesion) {
  std::string out = (lesion.site.empty() ? "lesion" : lesion.site) + std::string(" lesion");
  if (lesion.site.empty()) out = "lesion";
  if (lesion.contiguous_with_bone)
    out += *lesion.contiguous_with_bone ? " contiguous with bone" : " not contiguous with bone";
  std::vector<std::string> sizes;
  for (const double size : lesion.size_mm)
    sizes.push_back(number_text(size));
  return out + (sizes.empty() ? "" : " " + join(sizes, " x ") + " mm") + when(lesion.date);
}

/// As recorded, else by its size where usual definitions agree: above 1 cm in the short axis (IMWG 2016) and
/// from 2 cm in the longest (single trials); nothing is measurable up to 1 cm.
Truth is_measurable(const Lesion& lesion) {
  if (lesion.measurable) return truth_of(*lesion.measurable);
  if (lesion.size_mm.empty()) return Truth::unknown;
  const auto [shortest, longest] = std::minmax_element(lesion.size_mm.begin(), lesion.size_mm.end());
  if (*longest <= 10) return Truth::no;
  return *longest >= 20 && *shortest > 10 ? Truth::yes : Truth::unknown;
}

Truth is_kind(const Lesion& lesion, EmdKind kind) {
  if (kind == EmdKind::any) return Truth::yes;
  const auto recorded = [](const std::optional<bool>& fact) {
    return fact ? truth_of(*fact) : Truth::unknown;
  };
  if (kind == EmdKind::measurable) return is_measurable(lesion);
  if (kind == EmdKind::biopsy_proven) return recorded(lesion.biopsy_proven);
  if (kind == EmdKind::threatens_organ) return recorded(lesion.threatens_organ);
  if (!lesion.contiguous_with_bone) return Truth::unknown;
  return truth_of(*lesion.contiguous_with_bone == (kind == EmdKind::paraskeletal));
}

std::string kind_words(EmdKind kind) {
  switch (kind) {
  case EmdKind::any:
    return "extramedullary disease";
  case EmdKind::paraskeletal:
    return "paraskeletal disease";
  case EmdKind::extraosseous:
    return "extraosseous disease";
  case EmdKind::measurable:
    return "measurable extramedullary disease";
  case EmdKind::biopsy_proven:
    return "extramedullary disease proven by biopsy";
  case EmdKind::threatens_organ:
    return "extramedullary disease that threatens an organ";
  }
  return "";
}

/// What a lesion has to say for the kind to be decided.
Cause not_told(EmdKind kind) {
  switch (kind) {
  case EmdKind::measurable:
    return {CauseKind::missing, "lesion_measurable", "pet_ct_mri"};
  case EmdKind::biopsy_proven:
    return {CauseKind::missing, "lesion_biopsy", "lesion_histology"};
  case EmdKind::threatens_organ:
    return {CauseKind::missing, "lesion_threatens_organ", "pet_ct_mri"};
  case EmdKind::any:
  case EmdKind::paraskeletal:
  case EmdKind::extraosseous:
    return {CauseKind::missing, "lesion_contiguity", "pet_ct_mri"};
  }
  return mapping_missing;
}

} // namespace

Finding find(const EmdTest& test, const Case& of) {
  const Extramedullary& emd = of.patient.extramedullary;
  AnyOf any(of);
  for (const Lesion& lesion : emd.lesions) {
    if (!known(lesion.date, of)) continue;
    Truth truth = is_kind(lesion, test.kind);
    if (lesion.uncertain && truth == Truth::yes) truth = Truth::unknown;
    any.add(
        truth,
        [&] {
          return FactUse{lesion.where, words_of(lesion)};
        },
        not_told(test.kind));
  }
  if (emd.state == "present" && test.kind == EmdKind::any && emd.lesions.empty())
    return decided(Truth::yes, "extramedullary disease is recorded as present, its lesions are not listed",
                   {{"extramedullary.state", "extramedullary disease present"}});
  const bool closed = no_more_lesions(of);
  const std::string how = emd.mapped_by.empty()
                              ? ""
                              : " (" + emd.mapped_by.front().imaging + when(emd.mapped_by.front().date) + ")";
  Finding out = any.conclude(closed, mapping_missing, [&](bool yes) {
    return yes ? kind_words(test.kind) : "no " + kind_words(test.kind) + " in a complete mapping" + how;
  });
  if (out.truth == Truth::no && out.facts.empty())
    out.facts = {{"extramedullary.state", "no extramedullary disease" + how}};
  return out;
}

Finding find(const CnsTest& test, const Case& of) {
  const Cns& cns = of.patient.cns;
  if (cns.state.empty() || !known(cns.date, of))
    return missing("cns", "site_imaging", "the state of the central nervous system is not recorded");
  std::string words = cns.state;
  std::replace(words.begin(), words.end(), '_', ' ');
  const FactUse fact{"cns.state", "central nervous system: " + words + when(cns.date)};
  std::vector<std::string> modes = test.modes;
  if (modes.empty()) modes = {"leptomeningeal", "parenchymal"};
  const bool asked = std::find(modes.begin(), modes.end(), cns.state) != modes.end();
  if (cns.state == "suspected" && !asked) {
    Finding out = unknown_because({CauseKind::imprecise, "cns", "site_imaging"},
                                  fact.says + ", to be confirmed or ruled out");
    out.facts = {fact};
    return out;
  }
  return decided(truth_of(asked), fact.says, {fact});
}

namespace {

struct Share {
  Truth reached = Truth::unknown;
  Causes causes;
};

/// Above 20 % or above 2 x10^9/L.
bool reaches_historic(const CirculatingPlasmaCells& entry) {
  const auto count = entry.absolute ? entry.absolute->in(*find_unit("10^9/L")) : std::nullopt;
  return (entry.percent && *entry.percent > 20) || (count && count->value() > 2);
}

std::string words_of(const CirculatingPlasmaCells& entry) {
  std::string out = "circulating plasma cells";
  if (entry.percent) out += " " + number_text(*entry.percent) + " %";
  if (entry.absolute) out += (entry.percent ? ", " : " ") + entry.absolute->text();
  return out + when(entry.date);
}

/// Whether the newest count reaches the border of the definition: IMWG 2021 (Fernandez de Larrea) from 5 %,
/// Kyle 1974 above 20 % or 2 x10^9/L.
Share by_percent(const Case& of, bool historic, std::vector<FactUse>& facts) {
  Share out;
  const std::string name = "circulating_plasma_cells", document = "smear_flow";
  const auto newest =
      may_be_newest(of.patient.circulating_plasma_cells, of, [&](const CirculatingPlasmaCells& entry) {
        return entry.percent.has_value() || (historic && reaches_historic(entry));
      });
  bool any = false, all = !newest.empty();
  for (const CirculatingPlasmaCells* entry : newest) {
    const bool reached = historic ? reaches_historic(*entry) : *entry->percent >= 5;
    any = any || reached;
    all = all && reached;
    if (entry->uncertain) out.causes.add({CauseKind::imprecise, name, document});
    facts.push_back({entry->where, words_of(*entry)});
  }
  if (any && !all) out.causes.add({CauseKind::conflict, name, document});
  if (newest.empty()) out.causes.add({CauseKind::missing, name, document});
  if (out.causes.empty()) out.reached = truth_of(all);
  return out;
}

} // namespace

Finding find(const PclTest& test, const Case& of) {
  const std::string& recorded = of.patient.diagnosis.plasma_cell_leukemia;
  std::vector<FactUse> facts;
  const Share share = by_percent(of, test.definition == "20_percent", facts);
  Truth truth = share.reached;
  if (!recorded.empty())
    facts.push_back({"diagnosis.plasma_cell_leukemia", "plasma cell leukaemia: " + recorded});
  const bool not_measured = !share.causes.empty() && share.causes.items().front().kind == CauseKind::missing;
  if (recorded == "none" && not_measured) truth = Truth::no;
  if ((recorded == "primary" || recorded == "secondary") &&
      (test.definition == "any" || truth == Truth::unknown)) {
    const bool decides =
        test.definition != "20_percent"; // a diagnosis by today's definition says nothing about 20 %
    truth = decides ? Truth::yes : truth;
  }
  std::string words = test.definition;
  std::replace(words.begin(), words.end(), '_', ' ');
  const std::string asked = "; asked: plasma cell leukaemia, definition " + words;
  std::vector<std::string> said;
  for (const FactUse& fact : facts)
    said.push_back(fact.says);
  Finding out = decided(
      truth, (said.empty() ? "circulating plasma cells are not recorded" : join(said, ", ")) + asked, facts);
  if (truth == Truth::unknown) out.causes = share.causes;
  return out;
}

namespace {

struct Recorded {
  std::string value, where, name, document;
};

Recorded recorded_word(WordField field, const Case& of) {
  const Patient& patient = of.patient;
  switch (field) {
  case WordField::diagnosis:
    return {patient.diagnosis.condition ? of.vocabulary[*patient.diagnosis.condition].id : "",
            "diagnosis.condition", "diagnosis", "medical_summary"};
  case WordField::status:
    return {patient.diagnosis.status, "diagnosis.status", "status", "medical_summary"};
  case WordField::isotype:
    return {patient.diagnosis.isotype, "diagnosis.isotype", "isotype", "protein_studies"};
  case WordField::light_chain:
    return {patient.diagnosis.light_chain, "diagnosis.light_chain", "light_chain", "protein_studies"};
  case WordField::sex:
    return {patient.person.sex, "person.sex", "sex", "medical_summary"};
  case WordField::country:
    return {patient.person.country, "person.country", "country", "medical_summary"};
  case WordField::secretory:
    return {patient.diagnosis.secretory, "diagnosis.secretory", "secretory", "protein_studies"};
  case WordField::plasma_cell_leukemia:
    return {patient.diagnosis.plasma_cell_leukemia, "diagnosis.plasma_cell_leukemia", "plasma_cell_leukemia",
            "smear_flow"};
  case WordField::amyloidosis:
    return {patient.amyloidosis, "amyloidosis.state", "amyloidosis", "medical_summary"};
  case WordField::poems:
    return {patient.poems, "poems.state", "poems", "medical_summary"};
  case WordField::tempo:
    return {patient.tempo, "tempo", "tempo", "medical_summary"};
  case WordField::current_response:
    return {patient.diagnosis.current_response, "diagnosis.current_response", "current_response",
            "medical_summary"};
  }
  return {};
}

/// A narrower diagnosis is one of the wider kind; a wider one may or may not be.
Truth is_diagnosis(const WordTest& test, const Case& of) {
  Truth out = Truth::no;
  const ConceptId own = *of.patient.diagnosis.condition;
  for (const ConceptId asked : test.concepts) {
    if (of.vocabulary.is_a(own, asked)) return Truth::yes;
    if (of.vocabulary.is_a(asked, own)) out = Truth::unknown;
  }
  return out;
}

} // namespace

namespace {

/// Told to secrete nothing while the newest M-protein is above zero.
std::optional<Finding> secretes_after_all(const Recorded& recorded, const FactUse& fact, const Case& of) {
  if (recorded.value != "non_secretory") return std::nullopt;
  for (const char* protein : {"serum_m_protein", "urine_m_protein"})
    for (const Reading& reading : read_named(protein, {}, of)) {
      if (!reading.range.low || *reading.range.low <= 0) continue;
      Finding out = unknown_because({CauseKind::conflict, recorded.name, recorded.document},
                                    fact.says + ", yet " + reading.says);
      out.facts = {fact};
      out.facts.insert(out.facts.end(), reading.facts.begin(), reading.facts.end());
      return out;
    }
  return std::nullopt;
}

} // namespace

Finding find(const WordTest& test, const Case& of) {
  const Recorded recorded = recorded_word(test.field, of);
  std::string name = recorded.name;
  std::replace(name.begin(), name.end(), '_', ' ');
  if (recorded.value.empty())
    return missing(recorded.name, recorded.document, "the " + name + " is not recorded");
  const FactUse fact{recorded.where, of.bare ? std::string() : name + " " + recorded.value};
  if (auto conflict = secretes_after_all(recorded, fact, of)) return std::move(*conflict);
  const Truth truth =
      test.field == WordField::diagnosis
          ? is_diagnosis(test, of)
          : truth_of(std::find(test.words.begin(), test.words.end(), recorded.value) != test.words.end());
  Finding out;
  out.truth = truth;
  if (!of.bare) {
    out.why = fact.says + ", asked " + join_or(test.words);
    out.facts = {fact};
  }
  if (truth == Truth::unknown) out.causes.add({CauseKind::imprecise, recorded.name, recorded.document});
  return out;
}

Finding find(const CurrentResponseTest& test, const Case& of) {
  const Recorded recorded = recorded_word(WordField::current_response, of);
  const auto own = parse_response(recorded.value);
  if (!own) return missing(recorded.name, recorded.document, "the current response is not recorded");
  const FactUse fact{recorded.where, "current response " + recorded.value};
  const Truth truth =
      compare(Range::exactly(static_cast<double>(*own)), test.op, static_cast<double>(test.response));
  return decided(
      truth, fact.says + ", asked " + std::string(symbol(test.op)) + " " + std::string(word(test.response)),
      {fact});
}

namespace {

Truth marker_truth(const Marker& marker, const MarkerTest& test) {
  if (marker.state == MarkerState::not_tested || marker.uncertain) return Truth::unknown;
  if (marker.state == MarkerState::absent) return Truth::no;
  if (!test.clone_op) return Truth::yes;
  if (!marker.clone_percent) return Truth::unknown;
  return compare(Range::exactly(*marker.clone_percent), *test.clone_op, test.clone_percent);
}

/// Another result of the same day says the opposite.
bool contradicted(const Marker& marker, const Case& of) {
  return std::any_of(of.patient.markers.begin(), of.patient.markers.end(), [&](const Marker& other) {
    return other.marker == marker.marker && other.date == marker.date && other.state != marker.state &&
           other.state != MarkerState::not_tested && marker.state != MarkerState::not_tested;
  });
}

Cause marker_doubt(const Marker& marker, const std::string& asked, const Case& of) {
  const CauseKind kind = contradicted(marker, of) ? CauseKind::conflict
                         : marker.uncertain       ? CauseKind::imprecise
                                                  : CauseKind::missing;
  return {kind, asked, "fish_karyotype"};
}

std::string state_words(const Marker& marker) {
  const std::string state = marker.state == MarkerState::present  ? "present"
                            : marker.state == MarkerState::absent ? "absent"
                                                                  : "not tested";
  return state + (marker.clone_percent ? " in " + number_text(*marker.clone_percent) + " %" : "") +
         when(marker.date);
}

} // namespace

Finding find(const MarkerTest& test, const Case& of) {
  AnyOf any(of);
  bool closed = true;
  for (const ConceptId asked : test.markers) {
    bool told = false;
    for (const Marker& marker : of.patient.markers) {
      const bool narrower = of.vocabulary.is_a(marker.marker, asked);
      const bool wider = !narrower && of.vocabulary.is_a(asked, marker.marker);
      if ((!narrower && !wider) || !known(marker.date, of)) continue;
      told = told || marker.marker == asked || (wider && marker.state == MarkerState::absent);
      const Truth own = contradicted(marker, of) ? Truth::unknown : marker_truth(marker, test);
      const Truth truth = wider && own == Truth::yes ? Truth::unknown : own;
      const auto fact = [&] {
        return FactUse{marker.where, of.vocabulary[marker.marker].id + " " + state_words(marker)};
      };
      any.add(truth, fact,
              truth == Truth::unknown ? marker_doubt(marker, of.vocabulary[asked].id, of) : Cause());
    }
    closed = closed && told;
  }
  return any.conclude(closed, {CauseKind::missing, "cytogenetics", "fish_karyotype"}, [&](bool yes) {
    std::vector<std::string> names;
    for (const ConceptId asked : test.markers)
      names.push_back(of.vocabulary[asked].id);
    return join_or(names) + (yes ? " found" : " not found");
  });
}

} // namespace cartwright
