#include "server/casebook/statements.hpp"

#include "server/secrets.hpp"

namespace cartwright {

std::string wording_of(const Criterion& criterion) {
  std::string text;
  for (const std::string& part :
       {std::string(word(criterion.kind)), criterion.says, criterion.rule, criterion.as_read})
    text += std::to_string(part.size()) + ":" + part;
  return hex(sha256(text));
}

const Criterion* criterion_of(const CaseOverride& said, const Snapshot& snapshot) {
  const CompiledTrial* trial = snapshot.find(said.trial);
  if (trial == nullptr) return nullptr;
  for (const Criterion& criterion : trial->trial->criteria)
    if (criterion.id == said.criterion) return &criterion;
  return nullptr;
}

CriterionOverride statement_of(const CaseOverride& said, const Criterion* criterion) {
  CriterionOverride out{said.number, said.trial, said.criterion, said.state, said.reason, said.by,
                        said.at,     {},         said.profile,   ""};
  if (said.until) out.until = parse_day(*said.until);
  if (said.ended)
    out.lapsed = "it was withdrawn";
  else if (criterion != nullptr && wording_of(*criterion) != said.wording)
    out.lapsed = "the criterion reads otherwise now";
  return out;
}

std::vector<CriterionOverride> all_statements(const std::vector<CaseOverride>& said,
                                              const Snapshot& snapshot) {
  std::vector<CriterionOverride> out;
  for (const CaseOverride& each : said)
    out.push_back(statement_of(each, criterion_of(each, snapshot)));
  return out;
}

} // namespace cartwright
