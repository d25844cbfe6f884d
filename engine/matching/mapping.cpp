#include "engine/matching/mapping.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/matching/document_dates.hpp"

namespace cartwright {

namespace {

using namespace criteria;

bool whole_body(const Imaging& entry) {
  return entry.imaging == "PET-CT" || entry.imaging == "WB-MRI";
}

const DocumentGroup* find_group(const std::vector<DocumentGroup>& groups, const std::string& id) {
  const auto at =
      std::find_if(groups.begin(), groups.end(), [&](const DocumentGroup& each) { return each.id == id; });
  return at == groups.end() ? nullptr : &*at;
}

/// The newest imaging that counts; nothing when there is none.
const Imaging* newest_mapping(const Case& of) {
  const Imaging* out = nullptr;
  for (const Imaging& entry : of.patient.extramedullary.mapped_by) {
    if (!whole_body(entry) || !known(entry.date, of)) continue;
    if (out == nullptr || (entry.date && (!out->date || out->date->latest() < entry.date->latest())))
      out = &entry;
  }
  return out;
}

struct Part {
  std::string name;
  Finding finding;
};

std::vector<Part> parts_of_pattern(const Case& of) {
  return {{"extraosseous", find(EmdTest{EmdKind::extraosseous}, of)},
          {"paraskeletal", find(EmdTest{EmdKind::paraskeletal}, of)},
          {"plasma cell leukaemia", find(PclTest{"5_percent"}, of)}};
}

std::vector<const Lesion*> lesions_of(const Case& of) {
  std::vector<const Lesion*> out;
  for (const Lesion& lesion : of.patient.extramedullary.lesions)
    if (known(lesion.date, of)) out.push_back(&lesion);
  return out;
}

/// The group's suggested validity has run out since the newest mapping.
bool too_old(const Imaging& mapping, const DocumentGroup& group, const Case& of) {
  const auto& days = group.suggested_validity_days;
  return days && mapping.date && (of.as_of - mapping.date->latest()).count() > *days;
}

void ask_for_mapping(const std::vector<DocumentGroup>& groups, const Case& of,
                     std::vector<Investigation>& out) {
  const std::string name = "PET-CT or whole-body MRI", document = "pet_ct_mri";
  const Imaging* newest = newest_mapping(of);
  const DocumentGroup* group = find_group(groups, document);
  if (newest == nullptr) {
    const bool surveyed = !of.patient.extramedullary.mapped_by.empty();
    out.push_back({name,
                   surveyed ? "what was done (" + of.patient.extramedullary.mapped_by.front().imaging +
                                  ") does not rule out soft tissue disease"
                            : "no imaging of the whole body is recorded",
                   document});
  } else if (group != nullptr && too_old(*newest, *group, of)) {
    out.push_back({name,
                   "the newest is " + newest->imaging + when(newest->date) + ", more than " +
                       number_text(*group->suggested_validity_days) +
                       " days old (a suggestion; each trial has its own window)",
                   document});
  }
}

void ask_about_lesions(const Case& of, std::vector<Investigation>& out) {
  std::size_t contact = 0, size = 0, organ = 0;
  const auto lesions = lesions_of(of);
  for (const Lesion* lesion : lesions) {
    contact += lesion->contiguous_with_bone ? 0 : 1;
    size += lesion->size_mm.size() > 1 ? 0 : 1;
    organ += lesion->threatens_organ ? 0 : 1;
  }
  const auto ask = [&](std::size_t open, const std::string& detail) {
    if (open > 0)
      out.push_back(
          {"imaging report of the involved sites: " + detail,
           "not recorded for " + std::to_string(open) + " of " + std::to_string(lesions.size()) + " lesions",
           "site_imaging"});
  };
  ask(contact, "contact with bone");
  ask(size, "two diameters");
  ask(organ, "pressure on an organ, or none");
}

void ask_about_nerves(const Case& of, std::vector<Investigation>& out) {
  const Cns& cns = of.patient.cns;
  if (cns.state.empty() || !known(cns.date, of))
    out.push_back({"MRI of brain and spine, if there is any sign",
                   "the central nervous system is not mentioned", "site_imaging"});
  else if (cns.state == "suspected")
    out.push_back({"MRI of brain and spine, and cells in the cerebrospinal fluid",
                   "disease of the central nervous system is suspected" + when(cns.date), "site_imaging"});
}

/// A lesion whose antigens nobody looked at since the last therapy aimed at them.
void ask_for_biopsy(const std::vector<DocumentGroup>& groups, const Case& of,
                    std::vector<Investigation>& out) {
  if (lesions_of(of).empty() && of.patient.extramedullary.state != "present") return;
  const std::string document = "lesion_histology",
                    name = "biopsy of a lesion with staining for BCMA and GPRC5D";
  std::optional<PartialDate> newest;
  for (const AntigenResult& result : of.patient.antigens)
    if (result.specimen == "lesion" && result.result != "not_tested" && result.date &&
        known(result.date, of) && (!newest || newest->latest() < result.date->latest()))
      newest = result.date;
  const DocumentGroup* group = find_group(groups, document);
  if (!newest) {
    out.push_back({name, "no dated staining of a lesion is recorded", document});
  } else if (group != nullptr) {
    if (const auto therapy = therapy_after(*group, newest->latest(), of))
      out.push_back({name, *therapy + " came after the staining of " + newest->text(), document});
  }
}

void ask_for_smear(const Case& of, std::vector<Investigation>& out) {
  const Finding leukaemia = find(PclTest{"5_percent"}, of);
  if (leukaemia.truth == Truth::unknown)
    out.push_back({"blood smear or flow cytometry of blood",
                   "whether there is plasma cell leukaemia is not known", "smear_flow"});
}

} // namespace

ReviewItem pattern_item(const Case& of) {
  ReviewItem out{"pattern", "Pattern of the disease", std::string(), "", {}, {}};
  std::vector<std::string> there, open, why;
  for (const Part& part : parts_of_pattern(of)) {
    if (part.finding.truth == Truth::yes) there.push_back(part.name);
    if (part.finding.truth == Truth::unknown) open.push_back(part.name);
    why.push_back(part.name + ": " + part.finding.why);
    for (const FactUse& fact : part.finding.facts)
      if (std::find(out.facts.begin(), out.facts.end(), fact) == out.facts.end()) out.facts.push_back(fact);
    out.causes.merge(part.finding.causes);
  }
  if (there.empty() && open.empty()) there = {"marrow only"};
  out.value = join(there, " and ");
  out.why = (open.empty() ? "" : "not known: " + join(open, ", ") + "; ") + join(why, "; ");
  return out;
}

ReviewItem mapping_item(const Case& of) {
  ReviewItem out{"mapping", "Mapped by PET-CT or whole-body MRI", Truth::unknown, "", {}, {}};
  if (const Imaging* newest = newest_mapping(of)) {
    out.value = Truth::yes;
    out.why = newest->imaging + when(newest->date) +
              (no_more_lesions(of) ? ", and the list of lesions is said to be complete"
                                   : ", but the list of lesions is not said to be complete");
    out.facts.push_back({newest->where, newest->imaging + when(newest->date)});
  } else if (const auto& done = of.patient.extramedullary.mapped_by; !done.empty()) {
    out.value = Truth::no;
    out.why = done.front().imaging + when(done.front().date) +
              " does not show soft tissue well enough: extramedullary disease stays open";
    out.facts.push_back({done.front().where, done.front().imaging + when(done.front().date)});
  } else {
    out.why = "no imaging of the whole body is recorded";
    out.causes.add({CauseKind::missing, "extramedullary_mapping", "pet_ct_mri"});
  }
  return out;
}

std::vector<Investigation> missing_investigations(const std::vector<DocumentGroup>& groups, const Case& of) {
  std::vector<Investigation> out;
  ask_for_mapping(groups, of, out);
  ask_about_lesions(of, out);
  ask_about_nerves(of, out);
  ask_for_biopsy(groups, of, out);
  ask_for_smear(of, out);
  return out;
}

} // namespace cartwright
