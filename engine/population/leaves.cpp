#include "engine/population/leaves.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/episodes.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// Doubles in their order, as whole numbers.
std::int64_t rank_of(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}
double with_rank(std::int64_t rank) {
  return std::bit_cast<double>(rank < 0 ? std::numeric_limits<std::int64_t>::min() - rank : rank);
}

/// The least number that passes: the evaluator forgives rounding, and this is where it begins to.
double least_passing(Op op, double bound) {
  const auto passes = [&](double value) { return compare(Range::exactly(value), op, bound) == Truth::yes; };
  std::int64_t low = rank_of(-std::numeric_limits<double>::max()),
               high = rank_of(std::numeric_limits<double>::max());
  while (low < high) {
    const std::int64_t middle = std::midpoint(low, high);
    if (passes(with_rank(middle)))
      high = middle;
    else
      low = middle + 1;
  }
  return with_rank(low);
}

/// A bound on one side; ranges, equalities and multiples of a laboratory's limit have columns of their own.
bool one_sided(const NumberTest& test) {
  return test.bound == BoundKind::absolute && !test.upper && test.op != Op::equal && test.op != Op::not_equal;
}

/// What stands at a place of the history may be open; then the answer for two drugs is more than that for
/// each.
bool anywhere(const EpisodeFilter& which) {
  return which.in == Position::anywhere;
}

/// The drugs of a test that is joined from tests over fewer drugs; null for the others.
const DrugSet* drugs_of(const TestForm& form) {
  if (const auto* exposed = std::get_if<ExposureTest>(&form))
    return anywhere(exposed->which) ? &exposed->drugs : nullptr;
  if (const auto* refractory = std::get_if<RefractoryTest>(&form))
    return anywhere(refractory->which) ? &refractory->drugs : nullptr;
  if (const auto* intolerant = std::get_if<IntolerantTest>(&form)) return &intolerant->drugs;
  if (const auto* washout = std::get_if<WashoutTest>(&form)) {
    const DrugSet& drugs = washout->of.drugs;
    // What is taken beside the treatment is told by another list than the rest of such a set.
    return washout->of.kind == EventKind::last_dose && drugs.beside.empty() ? &drugs : nullptr;
  }
  return nullptr;
}

TestForm with_drugs(TestForm form, std::vector<ConceptId> agents, const std::string& text) {
  const auto put = [&](DrugSet& drugs) {
    drugs.agents = std::move(agents);
    drugs.text = text;
  };
  if (auto* exposed = std::get_if<ExposureTest>(&form)) put(exposed->drugs);
  if (auto* refractory = std::get_if<RefractoryTest>(&form)) put(refractory->drugs);
  if (auto* intolerant = std::get_if<IntolerantTest>(&form)) put(intolerant->drugs);
  if (auto* washout = std::get_if<WashoutTest>(&form)) {
    washout->of.text = text;
    put(washout->of.drugs);
  }
  return form;
}

/// The members of a set test, and the same test without them.
struct SetTest {
  std::string key; ///< what is left of the test without its members
  std::vector<std::uint32_t> members;
  bool drugs = false;
};

std::optional<SetTest> as_set(const Test& test) {
  SetTest out;
  if (const DrugSet* drugs = drugs_of(test.form)) {
    const std::size_t at = test.text.find(drugs->text);
    if (drugs->text.empty() || at == std::string::npos) return std::nullopt;
    out.key = test.text.substr(0, at) + "*" + test.text.substr(at + drugs->text.size());
    for (const ConceptId agent : drugs->agents)
      out.members.push_back(agent.value());
    out.drugs = true;
  } else if (const auto* marker = std::get_if<MarkerTest>(&test.form)) {
    out.key = "marker " + (marker->clone_op ? std::string(symbol(*marker->clone_op)) + " " +
                                                  std::to_string(marker->clone_percent)
                                            : std::string());
    for (const ConceptId id : marker->markers)
      out.members.push_back(id.value());
  } else if (const auto* word = std::get_if<WordTest>(&test.form);
             word != nullptr && word->field == WordField::diagnosis) {
    out.key = "diagnosis";
    for (const ConceptId id : word->concepts)
      out.members.push_back(id.value());
  } else {
    return std::nullopt;
  }
  if (out.members.empty()) return std::nullopt;
  return out;
}

/// The test over these members alone.
Test over(const Test& pattern, const SetTest& set, const std::vector<std::uint32_t>& members) {
  Test out = pattern;
  out.text = set.key;
  for (const std::uint32_t member : members)
    out.text += " #" + std::to_string(member);
  std::vector<ConceptId> ids;
  for (const std::uint32_t member : members)
    ids.emplace_back(member);
  if (set.drugs) {
    out.form = with_drugs(std::move(out.form), std::move(ids), "these drugs");
  } else if (auto* marker = std::get_if<MarkerTest>(&out.form)) {
    marker->markers = std::move(ids);
  } else if (auto* word = std::get_if<WordTest>(&out.form)) {
    word->concepts = std::move(ids);
    word->words.assign(members.size(), "");
  }
  return out;
}

} // namespace

/// Tests that differ only in their members.
struct LeafPlan::Group {
  std::vector<std::size_t> places; ///< in the result
  std::vector<const Test*> tests;
  std::vector<SetTest> sets;
};

LeafPlan::LeafPlan(const Vocabulary& vocabulary) {
  for (const ConceptId agent : conditioning_drugs(vocabulary).alkylators)
    together_.push_back(agent.value());
}

std::vector<Leaf> LeafPlan::add(const std::vector<const Test*>& tests) {
  std::vector<Leaf> out(tests.size());
  std::map<std::string, Group> groups;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const Test& test = *tests[i];
    if (const auto* number = std::get_if<NumberTest>(&test.form); number != nullptr && one_sided(*number)) {
      out[i] = plan_number(*number, test.text);
    } else if (auto set = as_set(test)) {
      Group& group = groups[set->key];
      group.places.push_back(i);
      group.tests.push_back(&test);
      group.sets.push_back(std::move(*set));
    } else {
      out[i] = plan_single(test);
    }
  }
  for (auto& [key, group] : groups)
    plan_group(group, out);
  return out;
}

Leaf LeafPlan::plan_number(const NumberTest& test, const std::string& text) {
  const std::string term = text.substr(0, text.size() - test.bound_text.size() - symbol(test.op).size() - 2) +
                           (test.term.relative ? " %" : ""); // a change has two scales
  const auto [at, fresh] = number_by_text_.try_emplace(term, static_cast<ColumnIndex>(numbers_.size()));
  if (fresh) numbers_.push_back({test.term});
  const bool strictly = test.op == Op::greater || test.op == Op::at_most;
  Leaf out;
  out.number = NumberLeaf{at->second, least_passing(strictly ? Op::greater : Op::at_least, test.value),
                          test.op == Op::less || test.op == Op::at_most};
  return out;
}

ColumnIndex LeafPlan::truth_column(const Test& test, std::uint32_t family) {
  const auto [at, fresh] = truth_by_text_.try_emplace(test.text, static_cast<ColumnIndex>(truths_.size()));
  if (fresh) truths_.push_back({test, family});
  return at->second;
}

Leaf LeafPlan::plan_single(const Test& test) {
  Leaf out;
  out.set.columns = {truth_column(test, no_family)};
  return out;
}

SetFamily& LeafPlan::family_of(const Group& group, std::uint32_t& index) {
  const SetTest& first = group.sets.front();
  const auto [at, fresh] =
      family_by_key_.try_emplace(first.key, static_cast<std::uint32_t>(families_.size()));
  if (fresh) families_.push_back({first.drugs, over(*group.tests.front(), first, {}), {}, {}, {}});
  index = at->second;
  return families_[index];
}

void LeafPlan::plan_group(Group& group, std::vector<Leaf>& out) {
  std::uint32_t index = 0;
  SetFamily& family = family_of(group, index);
  using Signature =
      std::pair<std::int64_t, std::vector<std::size_t>>; // the atom so far, the sets that hold it
  std::map<std::uint32_t, Signature> signature_of;
  for (std::size_t i = 0; i < group.sets.size(); ++i)
    for (const std::uint32_t member : group.sets[i].members)
      signature_of[member].second.push_back(i);
  std::map<Signature, std::vector<std::uint32_t>> atoms;
  for (auto& [member, signature] : signature_of) {
    const auto known = family.column_of.find(member);
    signature.first = known == family.column_of.end() ? -1 : static_cast<std::int64_t>(known->second);
    atoms[signature].push_back(member);
  }
  std::vector<std::vector<ColumnIndex>> columns(group.sets.size());
  for (const auto& [signature, members] : atoms) {
    const auto so_far = static_cast<ColumnIndex>(signature.first);
    const bool whole = signature.first >= 0 && family.size_of.at(so_far) == members.size();
    const ColumnIndex column =
        whole ? so_far : truth_column(over(*group.tests.front(), group.sets.front(), members), index);
    family.size_of[column] = members.size();
    for (const std::uint32_t member : members) {
      family.column_of[member] = column;
      if (!whole) family.columns_of[member].push_back(column);
    }
    for (const std::size_t set : signature.second)
      columns[set].push_back(column);
  }
  add_given_together(group, index, columns);
  const bool washout = std::holds_alternative<WashoutTest>(group.tests.front()->form);
  for (std::size_t i = 0; i < group.sets.size(); ++i) {
    out[group.places[i]].set.columns = std::move(columns[i]);
    out[group.places[i]].set.all = washout;
  }
}

/// One column more for the sets that hold all of what is given together.
void LeafPlan::add_given_together(Group& group, std::uint32_t family,
                                  std::vector<std::vector<ColumnIndex>>& columns) {
  const TestForm& form = group.tests.front()->form;
  const bool counts = std::holds_alternative<ExposureTest>(form) || std::holds_alternative<WashoutTest>(form);
  if (!counts || together_.empty()) return;
  std::optional<ColumnIndex> column;
  for (std::size_t i = 0; i < group.sets.size(); ++i) {
    const auto& members = group.sets[i].members;
    if (!std::includes(members.begin(), members.end(), together_.begin(), together_.end())) continue;
    if (!column) {
      column = truth_column(over(*group.tests.front(), group.sets.front(), together_), family);
      families_[family].size_of.try_emplace(*column, together_.size());
      for (const std::uint32_t member : together_) {
        auto& known = families_[family].columns_of[member];
        if (std::find(known.begin(), known.end(), *column) == known.end()) known.push_back(*column);
      }
    }
    if (std::find(columns[i].begin(), columns[i].end(), *column) == columns[i].end())
      columns[i].push_back(*column);
  }
}

} // namespace cartwright
