#include "engine/domain/vocabulary.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/topological_sort.hpp>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// An edge leads from the narrow concept to the wider one.
using IsAGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

bool is_drug(ConceptKind kind) {
  return kind == ConceptKind::agent || kind == ConceptKind::drug_class || kind == ConceptKind::regimen;
}

/// Agents, classes and regimens share one space of names: the word in a therapy record may be any of them.
int name_space(ConceptKind kind) {
  return is_drug(kind) ? -1 : static_cast<int>(kind);
}

void insert_sorted(std::vector<ConceptId>& into, ConceptId id) {
  const auto place = std::lower_bound(into.begin(), into.end(), id);
  if (place == into.end() || *place != id) into.insert(place, id);
}

constexpr std::size_t longest_hinted = 64; // longer words get no hint

/// A way to spell a concept, with what bounds its distance from another word from below.
struct Spelling {
  ConceptId of;
  std::string name;
  std::size_t length;    ///< normalised
  std::uint64_t letters; ///< a bit for each byte that occurs, folded to 64
};

Spelling spelling(ConceptId of, const std::string& name) {
  const std::string plain = normalised(name);
  std::uint64_t letters = 0;
  for (const char c : plain)
    letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return {of, name, plain.size(), letters};
}

/// Each letter that one has and the other lacks takes an edit, as does each difference of length.
bool may_be_near(const Spelling& one, const Spelling& other, std::size_t edits) {
  const std::size_t apart = one.length > other.length ? one.length - other.length : other.length - one.length;
  return apart <= edits && static_cast<std::size_t>(std::popcount(one.letters & ~other.letters)) <= edits &&
         static_cast<std::size_t>(std::popcount(other.letters & ~one.letters)) <= edits;
}

} // namespace

std::string in_words(const HalfLife& half_life) {
  const std::string unit = half_life.in_hours ? " h" : " d";
  if (half_life.low == half_life.high) return number_text(half_life.low) + unit;
  return number_text(half_life.low) + " to " + number_text(half_life.high) + unit;
}

std::string_view word(ConceptKind kind) {
  switch (kind) {
  case ConceptKind::agent:
    return "agent";
  case ConceptKind::drug_class:
    return "drug class";
  case ConceptKind::regimen:
    return "regimen";
  case ConceptKind::antigen:
    return "antigen";
  case ConceptKind::condition:
    return "condition";
  case ConceptKind::measurement:
    return "measurement";
  case ConceptKind::marker:
    return "marker";
  case ConceptKind::document:
    return "document group";
  }
  return "agent";
}

struct Vocabulary::Tables {
  std::vector<ConceptRecord> records;
  std::map<std::pair<int, std::string>, ConceptId> by_id;
  std::map<std::pair<int, std::string>, std::vector<ConceptId>> by_name;    ///< normalised
  std::unordered_map<std::string_view, std::vector<ConceptId>> by_exact_id; ///< any kind; views into records
  std::unordered_map<std::string, std::vector<std::string>> ambiguous;      ///< by exact word
  std::vector<Spelling> spellings;                                          ///< ids and names, for hints
  std::vector<std::vector<ConceptId>> wider; ///< closure, sorted, itself included
  std::vector<std::vector<ConceptId>> agents_below, aimed_at, targets, regimen_agents;

  void index_names(Problems& problems);
  void resolve(Problems& problems);
  bool close(const IsAGraph& graph, Problems& problems);
  void collect_agents();
  void assume_half_lives();
  std::vector<std::string> near(std::string_view name, std::span<const ConceptKind> kinds) const;
  std::optional<ConceptId> id_of(ConceptKind kind, const std::string& id) const;
};

namespace {

std::optional<ConceptId> found(const std::map<std::pair<int, std::string>, ConceptId>& table,
                               ConceptKind kind, const std::string& id) {
  const auto at = table.find({name_space(kind), id});
  return at == table.end() ? std::nullopt : std::optional(at->second);
}

} // namespace

std::optional<ConceptId> Vocabulary::Tables::id_of(ConceptKind kind, const std::string& id) const {
  const auto at = found(by_id, kind, id);
  if (!at || records[at->value()].kind != kind) return std::nullopt;
  return at;
}

void Vocabulary::Tables::index_names(Problems& problems) {
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const ConceptRecord& record = records[i];
    const ConceptId id(i);
    by_exact_id[record.id].push_back(id);
    if (!by_id.emplace(std::pair(name_space(record.kind), record.id), id).second)
      problems.error(ProblemCode::duplicate, record.where, "the id \"" + record.id + "\" stands twice",
                     "rename one of them");
  }
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const ConceptRecord& record = records[i];
    const auto note = [&](const std::string& name) {
      if (!normalised(name).empty())
        insert_sorted(by_name[{name_space(record.kind), normalised(name)}], ConceptId(i));
    };
    spellings.push_back(spelling(ConceptId(i), record.id));
    for (const std::string& name : record.names)
      spellings.push_back(spelling(ConceptId(i), name));
    note(record.id);
    if (record.kind != ConceptKind::measurement) note(record.label);
    for (const std::string& name : record.names)
      note(name);
  }
  for (const auto& [name, ids] : by_name) {
    if (ids.size() < 2) continue;
    std::vector<std::string> choices;
    for (const ConceptId id : ids)
      choices.push_back(records[id.value()].id);
    problems.warning(ProblemCode::ambiguous_word, records[ids.front().value()].where,
                     "the name \"" + name.second + "\" belongs to " + join(choices, " and "),
                     "it is refused where it is used; list it in ambiguous.json");
  }
}

void Vocabulary::Tables::resolve(Problems& problems) {
  IsAGraph graph(records.size());
  aimed_at.resize(records.size());
  targets.resize(records.size());
  regimen_agents.resize(records.size());
  const auto lookup = [&](ConceptKind kind, const ConceptRecord& from, const std::string& id) {
    const auto at = id_of(kind, id);
    if (!at)
      problems.error(ProblemCode::unknown_word, from.where,
                     "\"" + from.id + "\" names the unknown " + std::string(word(kind)) + " \"" + id + "\"",
                     "add it to the vocabulary or correct the word");
    return at;
  };
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const ConceptRecord& record = records[i];
    const ConceptKind parent_kind = record.kind == ConceptKind::agent ? ConceptKind::drug_class : record.kind;
    for (const std::string& parent : record.parents)
      if (const auto at = lookup(parent_kind, record, parent)) boost::add_edge(i, at->value(), graph);
    for (const std::string& target : record.targets)
      if (const auto at = lookup(ConceptKind::antigen, record, target)) {
        insert_sorted(aimed_at[at->value()], ConceptId(i));
        insert_sorted(targets[i], *at);
      }
    for (const std::string& agent : record.agents)
      if (const auto at = lookup(ConceptKind::agent, record, agent)) insert_sorted(regimen_agents[i], *at);
  }
  if (!close(graph, problems)) return;
  collect_agents();
  assume_half_lives();
}

bool Vocabulary::Tables::close(const IsAGraph& graph, Problems& problems) {
  std::vector<IsAGraph::vertex_descriptor> order; // wider concepts first
  try {
    boost::topological_sort(graph, std::back_inserter(order));
  } catch (const boost::not_a_dag&) {
    problems.error(ProblemCode::contradiction, "vocabulary", "the is-a links of the vocabulary form a cycle",
                   "a concept must not be its own ancestor");
    return false;
  }
  wider.resize(records.size());
  for (const auto vertex : order) {
    insert_sorted(wider[vertex], ConceptId(static_cast<std::uint32_t>(vertex)));
    for (auto [edge, end] = boost::out_edges(vertex, graph); edge != end; ++edge)
      for (const ConceptId id : wider[boost::target(*edge, graph)])
        insert_sorted(wider[vertex], id);
  }
  return true;
}

void Vocabulary::Tables::collect_agents() {
  agents_below.resize(records.size());
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    if (records[i].kind != ConceptKind::agent) continue;
    for (const ConceptId id : wider[i])
      agents_below[id.value()].push_back(ConceptId(i)); // ascending i: sorted
  }
}

/// The longest of what its classes assume.
void Vocabulary::Tables::assume_half_lives() {
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    ConceptRecord& agent = records[i];
    if (agent.kind != ConceptKind::agent || agent.half_life) continue;
    for (const ConceptId id : wider[i]) {
      const auto& assumed = records[id.value()].assumed_half_life;
      const auto& own = agent.assumed_half_life;
      if (assumed && (!own || own->longest_days() < assumed->longest_days()))
        agent.assumed_half_life = assumed;
    }
  }
}

/// Words that are not found are common while a phrase is read, so the costly comparison sees few names.
std::vector<std::string> Vocabulary::Tables::near(std::string_view name,
                                                  std::span<const ConceptKind> kinds) const {
  const Spelling wanted = spelling(ConceptId(0), std::string(name.substr(0, 2 * longest_hinted)));
  const std::size_t edits = std::max<std::size_t>(1, wanted.length / 3); // as nearest() allows
  std::vector<std::string> known;
  for (const Spelling& each : spellings)
    if (may_be_near(wanted, each, edits) &&
        std::find(kinds.begin(), kinds.end(), records[each.of.value()].kind) != kinds.end())
      known.push_back(each.name);
  return nearest(name, known);
}

std::shared_ptr<const Vocabulary> Vocabulary::build(std::vector<ConceptRecord> records,
                                                    std::vector<AmbiguousWord> ambiguous,
                                                    Problems& problems) {
  Problems found_here;
  auto tables = std::make_unique<Tables>();
  tables->records = std::move(records);
  for (AmbiguousWord& entry : ambiguous)
    tables->ambiguous[entry.word] = std::move(entry.choices);
  tables->index_names(found_here);
  tables->resolve(found_here);
  problems.absorb(found_here);
  if (found_here.has_errors()) return nullptr;
  return std::shared_ptr<const Vocabulary>(new Vocabulary(std::move(tables)));
}

Vocabulary::Vocabulary(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Vocabulary::~Vocabulary() = default;

std::size_t Vocabulary::size() const {
  return tables_->records.size();
}

const ConceptRecord& Vocabulary::operator[](ConceptId id) const {
  return tables_->records[id.value()];
}

Lookup Vocabulary::find(std::string_view name, std::span<const ConceptKind> kinds) const {
  Lookup out = look_up(name, kinds);
  if (out.state == Lookup::State::unknown) out.choices = tables_->near(name, kinds);
  return out;
}

std::optional<ConceptId> Vocabulary::named(std::string_view name, ConceptKind kind) const {
  const Lookup out = look_up(name, std::span(&kind, 1));
  return out.state == Lookup::State::found ? std::optional(out.concept_id) : std::nullopt;
}

Lookup Vocabulary::look_up(std::string_view name, std::span<const ConceptKind> kinds) const {
  const auto wanted = [&](ConceptId id) {
    return std::find(kinds.begin(), kinds.end(), (*this)[id].kind) != kinds.end();
  };
  for (const ConceptKind kind : kinds)
    if (const auto at = found(tables_->by_id, kind, std::string(name)); at && wanted(*at))
      return {Lookup::State::found, *at, {}};
  if (std::any_of(kinds.begin(), kinds.end(), is_drug))
    if (const auto at = tables_->ambiguous.find(std::string(name)); at != tables_->ambiguous.end())
      return {Lookup::State::ambiguous, {}, at->second};
  std::vector<ConceptId> matches;
  for (const ConceptKind kind : kinds)
    if (const auto at = tables_->by_name.find({name_space(kind), normalised(name)});
        at != tables_->by_name.end())
      for (const ConceptId id : at->second)
        if (wanted(id)) insert_sorted(matches, id);
  if (matches.size() == 1) return {Lookup::State::found, matches.front(), {}};
  Lookup out;
  if (matches.empty()) return out;
  out.state = Lookup::State::ambiguous;
  for (const ConceptId id : matches)
    out.choices.push_back((*this)[id].id);
  return out;
}

std::optional<ConceptId> Vocabulary::known(std::string_view id, ConceptKind kind) const {
  const auto at = tables_->by_exact_id.find(id);
  if (at == tables_->by_exact_id.end()) return std::nullopt;
  for (const ConceptId candidate : at->second)
    if ((*this)[candidate].kind == kind) return candidate;
  return std::nullopt;
}

bool Vocabulary::is_a(ConceptId narrow, ConceptId wide) const {
  if (narrow == wide) return true;
  const auto& up = tables_->wider[narrow.value()];
  return std::binary_search(up.begin(), up.end(), wide);
}

std::span<const ConceptId> Vocabulary::agents_below(ConceptId wide) const {
  return tables_->agents_below[wide.value()];
}

std::span<const ConceptId> Vocabulary::agents_aimed_at(ConceptId antigen) const {
  return tables_->aimed_at[antigen.value()];
}

std::span<const ConceptId> Vocabulary::targets_of(ConceptId agent) const {
  return tables_->targets[agent.value()];
}

std::span<const ConceptId> Vocabulary::agents_of_regimen(ConceptId regimen) const {
  return tables_->regimen_agents[regimen.value()];
}

std::vector<ConceptId> Vocabulary::all(ConceptKind kind) const {
  std::vector<ConceptId> out;
  for (std::uint32_t i = 0; i < tables_->records.size(); ++i)
    if (tables_->records[i].kind == kind) out.emplace_back(i);
  return out;
}

std::optional<double> to_stored_unit(const MeasurementFacts& facts, double value, const Unit& unit) {
  if (facts.unit == nullptr) return std::nullopt;
  if (unit.dimension == facts.unit->dimension) return value * unit.factor / facts.unit->factor;
  for (const MeasurementFacts::Bridge& bridge : facts.bridges)
    if (bridge.unit->dimension == unit.dimension)
      return value * (unit.factor / bridge.unit->factor) * bridge.factor;
  return std::nullopt;
}

} // namespace cartwright
