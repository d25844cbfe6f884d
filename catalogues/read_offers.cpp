// Approved products and treatment approaches.
#include <algorithm>
#include <set>

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/navigation_parts.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

std::optional<ConceptId> find_concept(const Cursor& at, const std::string& name, ConceptKind kind,
                                      const Vocabulary& vocabulary) {
  const Lookup found = vocabulary.find(name, kind);
  if (found.state == Lookup::State::found) return found.concept_id;
  at.error(ProblemCode::unknown_word, "", "\"" + name + "\" is not a known " + std::string(word(kind)),
           join_or(found.choices));
  return std::nullopt;
}

std::vector<ConceptId> read_concepts(const Cursor& from, std::string_view key, ConceptKind kind,
                                     const Vocabulary& vocabulary) {
  std::vector<ConceptId> out;
  for (const Cursor& entry : from.list(key))
    if (const auto name = entry.as_text())
      if (const auto found = find_concept(entry, *name, kind, vocabulary)) out.push_back(*found);
  return out;
}

std::vector<Criterion> read_criteria(const Cursor& from, const std::vector<Cohort>& variants) {
  std::vector<Criterion> out;
  for (const Cursor& entry : from.list("criteria"))
    if (entry.expect_object()) out.push_back(read_criterion(entry));
  if (out.empty())
    from.error(ProblemCode::missing_key, "criteria", "without criteria it fits everybody",
               "write what the source states, if only as a judgement");
  check_ids(from, variants, out);
  return out;
}

Approval read_approval(const Cursor& from) {
  Approval out;
  from.only({"country", "agency", "status", "date", "announced", "says", "remarks", "criteria", "source",
             "verified"},
            Severity::error);
  out.country = from.required_text("country");
  out.agency = from.required_text("agency");
  out.status = from.one_of("status", {"approved", "conditional", "under_review", "reported"}).value_or("");
  out.date = from.date("date");
  out.announced = from.flag("announced").value_or(false);
  out.says = from.required_text("says");
  out.remarks = from.text("remarks").value_or("");
  out.criteria = read_criteria(from, {});
  if (const auto source = from.object("source")) out.source = read_source(*source);
  out.verified = from.flag("verified").value_or(false);
  return out;
}

PathwayCentre read_centre_of(const Cursor& from) {
  PathwayCentre out;
  from.only({"centre", "says", "source", "verified"}, Severity::error);
  out.centre = CentreId{from.required_text("centre")};
  out.says = from.required_text("says");
  if (const auto source = from.object("source")) out.source = read_source(*source);
  out.verified = from.flag("verified").value_or(false);
  return out;
}

} // namespace

Product read_product(const Cursor& root, const Vocabulary& vocabulary) {
  Product out;
  root.only({"product", "id", "agent", "approvals", "notes"}, Severity::error);
  out.id = root.required_text("id");
  const std::string agent = root.required_text("agent");
  const Lookup found = vocabulary.find(agent, ConceptKind::agent);
  if (found.state == Lookup::State::found)
    out.agent = found.concept_id;
  else
    root.error(ProblemCode::unknown_word, "agent", "\"" + agent + "\" is not a known agent",
               join_or(found.choices));
  std::set<std::string> countries;
  for (const Cursor& entry : root.list("approvals")) {
    if (!entry.expect_object()) continue;
    out.approvals.push_back(read_approval(entry));
    if (!countries.insert(out.approvals.back().country).second)
      entry.error(ProblemCode::duplicate, "country", "the country stands twice",
                  "one entry a country, with the indication that holds now");
  }
  out.notes = root.text("notes").value_or("");
  return out;
}

Pathway read_pathway(const Cursor& root, const Vocabulary& vocabulary) {
  Pathway out;
  root.only({"pathway", "id", "order", "title", "fits", "mind", "trial_only", "modalities", "targets",
             "agents", "variants", "criteria", "centres", "source", "verified", "notes"},
            Severity::error);
  out.id = root.required_text("id");
  out.order = root.whole("order", 1, 1000).value_or(0);
  out.title = root.required_text("title");
  out.fits = root.required_text("fits");
  out.mind = root.text("mind").value_or("");
  out.trial_only = root.flag("trial_only").value_or(false);
  out.modalities = root.texts("modalities");
  out.targets = read_targets(root, vocabulary);
  out.agents = read_concepts(root, "agents", ConceptKind::agent, vocabulary);
  for (const Cursor& entry : root.list("variants")) {
    entry.only({"id", "title"}, Severity::error);
    Cohort variant;
    variant.id = CohortId{entry.required_text("id")};
    variant.title = entry.required_text("title");
    variant.kind = SlotKind::arm;
    out.variants.push_back(std::move(variant));
  }
  out.criteria = read_criteria(root, out.variants);
  for (const Cursor& entry : root.list("centres"))
    if (entry.expect_object()) out.centres.push_back(read_centre_of(entry));
  if (const auto source = root.object("source")) out.source = read_source(*source);
  out.verified = root.flag("verified").value_or(false);
  out.notes = root.text("notes").value_or("");
  return out;
}

} // namespace cartwright
