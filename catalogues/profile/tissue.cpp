// Residual disease and the HLA type.
#include "catalogues/profile/profile_reader.hpp"
#include "engine/domain/tissue_type.hpp"

namespace cartwright {

namespace {

void read_residual_disease(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("residual_disease")) {
    if (!entry.expect_object()) continue;
    ResidualDisease result;
    entry.only(entry_keys({"result", "method", "date"}));
    reading.entry(entry, result);
    if (!entry.has("result"))
      entry.problems().warning(ProblemCode::missing_key, entry.path_of("result"), "the result is missing",
                               "write positive or negative");
    result.result = entry.one_of("result", {"positive", "negative"}).value_or("");
    result.method = entry.text("method").value_or("");
    result.date = reading.past_date(entry, "date");
    out.residual_disease.push_back(std::move(result));
  }
}

void read_hla(const Cursor& root, const ProfileReading& reading, Patient& out) {
  const auto from = root.object("hla");
  if (!from) return;
  from->only({"complete", "items"});
  out.hla.complete = reading.completeness(*from);
  for (const Cursor& entry : from->list("items")) {
    if (!entry.expect_object()) continue;
    HlaAllele allele;
    entry.only(entry_keys({"allele"}));
    reading.entry(entry, allele);
    allele.allele = entry.required_text("allele");
    if (allele.allele.starts_with("HLA-")) allele.allele.erase(0, 4);
    if (!allele.allele.empty() && !is_allele(allele.allele))
      entry.error(ProblemCode::unknown_word, "allele", "\"" + allele.allele + "\" is not an allele",
                  "write it as \"A*02:01\"");
    else if (!allele.allele.empty())
      out.hla.items.push_back(std::move(allele));
  }
}

} // namespace

void read_tissue(const Cursor& root, const ProfileReading& reading, Patient& out) {
  read_residual_disease(root, reading, out);
  read_hla(root, reading, out);
}

} // namespace cartwright
