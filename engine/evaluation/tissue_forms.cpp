// Residual disease: the newest result. The tissue type: typed for life, and only a typed gene speaks against.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/domain/tissue_type.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/method_words.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using namespace criteria;

constexpr const char* marrow = "marrow";

/// A result without its method may have been found by the one that is asked for.
bool may_count(const ResidualDisease& entry, const std::vector<std::string>& methods) {
  return methods.empty() || entry.method.empty() ||
         std::find(methods.begin(), methods.end(), method_word(entry.method)) != methods.end();
}

FactUse fact_of(const ResidualDisease& entry) {
  return {entry.where, "residual disease " +
                           (entry.result.empty() ? "without a clear result" : entry.result) +
                           (entry.method.empty() ? "" : " by " + entry.method) + when(entry.date)};
}

/// What keeps the newest results from deciding.
Causes doubts(const std::vector<const ResidualDisease*>& newest, const SampleConditions& sample,
              const Case& of) {
  Causes out;
  for (const ResidualDisease* entry : newest) {
    if (const auto old = too_old(entry->date, sample, "mrd", marrow, of)) out.add(*old);
    if (entry->uncertain) out.add({CauseKind::imprecise, "mrd", marrow});
    if (entry->result.empty()) out.add({CauseKind::missing, "mrd", marrow});
    if (!sample.methods.empty() && entry->method.empty()) out.add({CauseKind::missing, "mrd_method", marrow});
    if (entry->result != newest.front()->result) out.add({CauseKind::conflict, "mrd", marrow});
  }
  return out;
}

} // namespace

Finding find(const ResidualDiseaseTest& test, const Case& of) {
  const auto newest = may_be_newest(of.patient.residual_disease, of, [&](const ResidualDisease& entry) {
    return may_count(entry, test.sample.methods);
  });
  if (newest.empty()) return missing("mrd", marrow, "no such test of residual disease is recorded");
  Finding out;
  std::vector<std::string> said;
  for (const ResidualDisease* entry : newest) {
    out.facts.push_back(fact_of(*entry));
    said.push_back(out.facts.back().says);
  }
  out.causes = doubts(newest, test.sample, of);
  out.why = join(said, "; ") + "; asked " + test.result;
  if (out.causes.empty()) out.truth = truth_of(newest.front()->result == test.result);
  return out;
}

namespace {

/// Both copies of a gene are known, or the list says that it holds everything.
bool typed(std::string_view gene, const History<HlaAllele>& types) {
  constexpr std::ptrdiff_t copies = 2;
  return types.complete.complete ||
         std::count_if(types.items.begin(), types.items.end(), [&](const HlaAllele& each) {
           return !each.uncertain && gene_of(each.allele) == gene;
         }) >= copies;
}

} // namespace

Finding find(const HlaTest& test, const Case& of) {
  const auto& types = of.patient.hla;
  const Cause open{CauseKind::missing, "hla", "medical_summary"};
  AnyOf any(of);
  for (const HlaAllele& each : types.items) {
    Truth same = Truth::no;
    bool of_gene = false;
    for (const std::string& asked : test.alleles) {
      of_gene = of_gene || gene_of(each.allele) == gene_of(asked);
      same = either(same, is_same_allele(each.allele, asked));
    }
    if (of_gene)
      any.add(
          each.uncertain && same == Truth::yes ? Truth::unknown : same,
          [&] {
            return FactUse{each.where, "HLA-" + each.allele};
          },
          Cause{CauseKind::imprecise, "hla", "medical_summary"});
  }
  const bool closed = std::all_of(test.alleles.begin(), test.alleles.end(),
                                  [&](const std::string& asked) { return typed(gene_of(asked), types); });
  return any.conclude(closed, open, [&](bool yes) {
    return "HLA-" + join_or(test.alleles) + (yes ? " typed" : " not among the alleles typed");
  });
}

} // namespace cartwright
