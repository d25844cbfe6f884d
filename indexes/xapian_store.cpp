#include "indexes/xapian_store.hpp"

#include <algorithm>
#include <cctype>
#include <mutex>
#include <set>

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include "engine/domain/text.hpp"
#include "indexes/folding.hpp"
#include "indexes/stop_words.hpp"

namespace cartwright {

namespace {

constexpr char between = '\x1f';          ///< values of one slot; the parts of a completion
constexpr std::size_t longest_term = 240; ///< Xapian's own limit is 245 bytes
constexpr unsigned snippet_length = 240;
constexpr char hit_begins = '\x02', hit_ends = '\x03';

Problems failed(const std::string& where, const std::string& why) {
  Problems out;
  out.error(ProblemCode::unavailable, where, "the search index failed: " + why);
  return out;
}

template <class Work> auto caught(const std::string& where, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    return failed(where, error.get_type() + std::string(": ") + error.get_msg());
  }
}

std::string term_of(IndexField field, std::string_view value) {
  return std::string(row_of(field).prefix) + ":" + folded(value);
}

/// A name is offered for each of its words: "ch" goes on to "West China Hospital".
std::vector<std::string> completion_terms(const std::string& name) {
  std::vector<std::string> out;
  const std::vector<std::string> words = folded_words(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string term(row_of(IndexField::completion).prefix);
    for (std::size_t j = i; j < words.size(); ++j)
      term += (j > i ? " " : "") + words[j];
    term += between + name;
    if (term.size() <= longest_term) out.push_back(std::move(term));
  }
  return out;
}

std::string data_of(const IndexDocument& document) {
  return document.kind + "\n" + document.id + "\n" + document.title + "\n" + document.shown;
}

Xapian::Document document_of(const IndexDocument& from, Xapian::TermGenerator& generator) {
  Xapian::Document out;
  generator.set_document(out);
  generator.set_termpos(0);
  for (const auto& [field, text] : from.words) {
    generator.index_text(folded(text), row_of(field).weight);
    generator.increase_termpos();
  }
  std::map<int, std::vector<std::string>> slots;
  for (const auto& [field, value] : from.terms) {
    if (field == IndexField::completion) {
      for (const std::string& term : completion_terms(value))
        out.add_boolean_term(term);
      continue;
    }
    if (const std::string term = term_of(field, value); term.size() <= longest_term) {
      if (field == IndexField::concept_id || field == IndexField::whole_name)
        out.add_term(term);
      else
        out.add_boolean_term(term);
    }
    if (const int slot = row_of(field).slot; slot >= 0) slots[slot].push_back(value);
  }
  for (auto& [slot, values] : slots) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    out.add_value(static_cast<Xapian::valueno>(slot), join(values, std::string(1, between)));
  }
  for (const auto& [field, number] : from.numbers)
    out.add_value(static_cast<Xapian::valueno>(row_of(field).slot), Xapian::sortable_serialise(number));
  out.set_data(data_of(from));
  return out;
}

struct StopWords : Xapian::Stopper {
  bool operator()(const std::string& term) const override { return is_stop_word(term); }
};

Xapian::valueno slot_of(IndexField field) {
  return static_cast<Xapian::valueno>(row_of(field).slot);
}

/// From the lowest number on: a record without a value is in no range.
Xapian::Query number_in(IndexField field, double low, double high) {
  return {Xapian::Query::OP_VALUE_RANGE, slot_of(field), Xapian::sortable_serialise(low),
          Xapian::sortable_serialise(high)};
}

constexpr double whole_name_weight = 20; ///< more than many words of many fields together

constexpr double lowest = -1e9, highest = 1e9, hair = 1e-6;

Xapian::Query filtered(Xapian::Query query, const SearchQuestion& question) {
  using Xapian::Query;
  for (const auto& [field, values] : question.filters) {
    std::vector<std::string> terms;
    for (const std::string& value : values)
      terms.push_back(term_of(field, value));
    query = Query(Query::OP_FILTER, query, Query(Query::OP_OR, terms.begin(), terms.end()));
  }
  if (question.age) {
    query = Query(Query::OP_AND_NOT, query, number_in(IndexField::age_low, *question.age + hair, highest));
    query = Query(Query::OP_AND_NOT, query, number_in(IndexField::age_high, lowest, *question.age - hair));
  }
  return query;
}

/// Hyphens join names in many ways; apart from inside quotes they are as good as blanks.
std::string typed_words(const std::string& words) {
  std::string out = folded(words);
  if (out.find('"') == std::string::npos)
    for (char& c : out)
      if (c == '-' || c == '/' || c == '_') c = ' ';
  return out;
}

struct Parsed {
  Xapian::Query query;
  std::string corrected;
};

class Asking {
public:
  explicit Asking(const Xapian::Database& database) : database_(database) {}

  SearchAnswer ask(const SearchQuestion& question) {
    SearchAnswer out;
    const Parsed first = parse(question, question.any_word ? Way::any_word : Way::all_words);
    Xapian::MSet found = run(first.query, question, out);
    if (out.total == 0 && !question.any_word) {
      const Parsed wider = parse(question, Way::any_word_corrected);
      out.did_you_mean = wider.corrected;
      found = run(wider.query, question, out);
      out.widened = out.total > 0;
    }
    for (auto at = found.begin(); at != found.end(); ++at)
      out.hits.push_back(hit(found, at, question.snippets));
    return out;
  }

  static SearchHit hit(const Xapian::MSet& found, const Xapian::MSetIterator& at, bool snippet) {
    SearchHit out;
    const std::string data = at.get_document().get_data();
    const std::size_t first = data.find('\n'), second = data.find('\n', first + 1),
                      third = data.find('\n', second + 1);
    out.kind = data.substr(0, first);
    out.id = data.substr(first + 1, second - first - 1);
    out.title = data.substr(second + 1, third - second - 1);
    out.score = at.get_weight();
    if (snippet)
      out.snippet =
          parts(found.snippet(data.substr(third + 1), snippet_length, Xapian::Stem("en"),
                              Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE |
                                  Xapian::MSet::SNIPPET_CJK_NGRAM,
                              std::string(1, hit_begins), std::string(1, hit_ends), "…"));
    return out;
  }

private:
  /// Spelling is looked at only when nothing was found: a rare word is not a wrong one.
  enum class Way : std::uint8_t { all_words, any_word, any_word_corrected };

  Parsed parse(const SearchQuestion& question, Way way) {
    const std::string words = typed_words(question.words);
    if (trimmed(words).empty()) return {Xapian::Query::MatchAll, ""};
    Xapian::QueryParser parser;
    parser.set_database(database_);
    parser.set_stemmer(Xapian::Stem("en"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_stopper(&stop_words_);
    parser.set_default_op(way == Way::all_words ? Xapian::Query::OP_AND : Xapian::Query::OP_OR);
    parser.set_max_expansion(100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT,
                             Xapian::QueryParser::FLAG_PARTIAL);
    unsigned flags = Xapian::QueryParser::FLAG_PHRASE | Xapian::QueryParser::FLAG_CJK_NGRAM |
                     Xapian::QueryParser::FLAG_AUTO_MULTIWORD_SYNONYMS;
    if (way == Way::all_words) flags |= Xapian::QueryParser::FLAG_PARTIAL;
    if (way == Way::any_word_corrected) flags |= Xapian::QueryParser::FLAG_SPELLING_CORRECTION;
    Parsed out{parser.parse_query(words, flags), parser.get_corrected_query_string()};
    if (out.query.empty()) out.query = Xapian::Query::MatchNothing;
    const Xapian::Query whole(term_of(IndexField::whole_name, name_key(question.words)));
    out.query = {Xapian::Query::OP_AND_MAYBE, out.query,
                 Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, whole, whole_name_weight)};
    return out;
  }

  Xapian::MSet run(const Xapian::Query& query, const SearchQuestion& question, SearchAnswer& out) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(filtered(query, question));
    std::vector<std::pair<IndexField, std::unique_ptr<Xapian::ValueCountMatchSpy>>> spies;
    if (question.facets)
      for (const FieldRow& row : index_fields)
        if (row.facet) {
          spies.emplace_back(row.field, std::make_unique<Xapian::ValueCountMatchSpy>(slot_of(row.field)));
          enquire.add_matchspy(spies.back().second.get());
        }
    const auto all = question.facets ? database_.get_doccount() : 0;
    Xapian::MSet found = enquire.get_mset(static_cast<Xapian::doccount>(question.skip),
                                          static_cast<Xapian::doccount>(question.top), all);
    out.total = found.get_matches_estimated();
    out.facets.clear();
    for (const auto& [field, spy] : spies)
      out.facets.emplace_back(field, counts(*spy));
    return found;
  }

  /// Spellings that differ in case or accents are one value, under the most frequent of them.
  static std::vector<std::pair<std::string, std::size_t>> counts(const Xapian::ValueCountMatchSpy& spy) {
    struct Value {
      std::size_t records = 0;
      std::map<std::string, std::size_t> spellings;
    };
    std::map<std::string, Value> by_key;
    for (auto at = spy.values_begin(); at != spy.values_end(); ++at) {
      std::set<std::string> own;
      for (const std::string& spelling : parts_of(*at)) {
        const std::string key = folded(spelling);
        by_key[key].spellings[spelling] += at.get_termfreq();
        if (own.insert(key).second) by_key[key].records += at.get_termfreq();
      }
    }
    std::vector<std::pair<std::string, std::size_t>> out;
    for (const auto& [key, value] : by_key)
      out.emplace_back(std::max_element(value.spellings.begin(), value.spellings.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; })
                           ->first,
                       value.records);
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
  }

  static std::vector<std::string> parts_of(const std::string& joined) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from <= joined.size();) {
      const std::size_t to = std::min(joined.find(between, from), joined.size());
      if (to > from) out.push_back(joined.substr(from, to - from));
      from = to + 1;
    }
    return out;
  }

  /// Xapian writes snippets as HTML; doors of ours write what they need, so the text is taken back.
  static std::string plain(std::string text) {
    for (const auto& [entity, character] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
      for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
        text.replace(at, std::string_view(entity).size(), character);
    return text;
  }

  static std::vector<SnippetPart> parts(const std::string& marked) {
    std::vector<SnippetPart> out;
    bool hit = false;
    std::string text;
    const auto end = [&] {
      if (!text.empty()) out.push_back({plain(text), hit});
      text.clear();
    };
    for (const char c : marked) {
      if (c != hit_begins && c != hit_ends) {
        text += c;
        continue;
      }
      end();
      hit = c == hit_begins;
    }
    end();
    return out;
  }

  const Xapian::Database& database_;
  StopWords stop_words_;
};

/// Stems of plain words alone: they stand for their other forms, and fields of terms stay out.
struct OnlyStems : Xapian::ExpandDecider {
  bool operator()(const std::string& term) const override {
    return term.size() > 3 && term[0] == 'Z' &&
           (static_cast<unsigned char>(term[1]) >= 0x80 || std::isalpha(term[1]) != 0);
  }
};

using TermWeights = std::map<std::string, double>;

Xapian::Query weighted(const TermWeights& terms) {
  std::vector<Xapian::Query> parts;
  for (const auto& [term, weight] : terms)
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term), weight);
  return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

/// The words asked for keep their part of the weight; the rest goes to what the best records have in common.
TermWeights widened(const TermWeights& asked, Xapian::Enquire& enquire, const WeightedQuestion& question) {
  const Xapian::MSet best = enquire.get_mset(0, static_cast<Xapian::doccount>(question.feedback));
  Xapian::RSet relevant;
  for (auto at = best.begin(); at != best.end(); ++at)
    relevant.add_document(*at);
  const OnlyStems only_stems;
  const Xapian::ESet lent = enquire.get_eset(static_cast<Xapian::termcount>(question.feedback_words),
                                             relevant, Xapian::Enquire::INCLUDE_QUERY_TERMS, &only_stems);
  double own_sum = 0, lent_sum = 0;
  for (const auto& [term, weight] : asked)
    own_sum += weight;
  for (auto at = lent.begin(); at != lent.end(); ++at)
    lent_sum += at.get_weight();
  TermWeights out;
  for (const auto& [term, weight] : asked)
    out[term] = weight / own_sum * (1 - question.feedback_share);
  for (auto at = lent.begin(); at != lent.end(); ++at)
    out[*at] += at.get_weight() / lent_sum * question.feedback_share;
  return out;
}

} // namespace

struct XapianWriter::State {
  std::filesystem::path directory;
  Xapian::WritableDatabase database;
  Xapian::TermGenerator generator;
};

XapianWriter::XapianWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
XapianWriter::~XapianWriter() = default;
XapianWriter::XapianWriter(XapianWriter&&) noexcept = default;
XapianWriter& XapianWriter::operator=(XapianWriter&&) noexcept = default;

Result<XapianWriter> XapianWriter::create(const std::filesystem::path& directory, bool spelling) {
  return caught(directory.string(), [&]() -> Result<XapianWriter> {
    auto state = std::make_unique<State>();
    state->directory = directory;
    state->database = Xapian::WritableDatabase(
        directory.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
    state->generator.set_stemmer(Xapian::Stem("en"));
    state->generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    state->generator.set_database(state->database);
    state->generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM |
                               (spelling ? Xapian::TermGenerator::FLAG_SPELLING : 0));
    return XapianWriter(std::move(state));
  });
}

Problems XapianWriter::add(const IndexDocument& document) {
  return caught(state_->directory.string(), [&] {
    state_->database.add_document(document_of(document, state_->generator));
    return Problems{};
  });
}

Problems XapianWriter::add(const std::vector<Synonym>& synonyms) {
  return caught(state_->directory.string(), [&] {
    for (const Synonym& each : synonyms)
      state_->database.add_synonym(each.key, term_of(IndexField::concept_id, each.concept_id));
    return Problems{};
  });
}

Problems XapianWriter::finish(const std::filesystem::path& file) {
  return caught(file.string(), [&] {
    state_->database.commit();
    state_->database.compact(file.string(), Xapian::DBCOMPACT_SINGLE_FILE);
    state_->database.close();
    return Problems{};
  });
}

/// A database handle serves one thread at a time, so each asker takes an idle one or opens another.
struct XapianIndex::State {
  int descriptor = -1;
  std::mutex mutex;
  std::vector<Xapian::Database> idle;

  ~State() {
    idle.clear();
    if (descriptor >= 0) ::close(descriptor);
  }
  Xapian::Database take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        Xapian::Database out = idle.back();
        idle.pop_back();
        return out;
      }
    }
    // A position of its own in the file, which may have lost its name meanwhile.
    const std::string held = "/proc/self/fd/" + std::to_string(descriptor);
    const int own = ::open(held.c_str(), O_RDONLY | O_CLOEXEC);
    if (own < 0) throw Xapian::DatabaseOpeningError("the file cannot be opened again");
    return Xapian::Database(own);
  }
  void give_back(Xapian::Database database) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(database));
  }
};

XapianIndex::XapianIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
XapianIndex::~XapianIndex() = default;

Result<std::shared_ptr<const XapianIndex>> XapianIndex::open(const std::filesystem::path& file) {
  return caught(file.string(), [&]() -> Result<std::shared_ptr<const XapianIndex>> {
    auto state = std::make_unique<State>();
    state->descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->descriptor < 0) return failed(file.string(), "the file cannot be opened");
    state->give_back(state->take());
    return std::shared_ptr<const XapianIndex>(new XapianIndex(std::move(state)));
  });
}

Result<SearchAnswer> XapianIndex::search(const SearchQuestion& question) const {
  return caught("search", [&]() -> Result<SearchAnswer> {
    Xapian::Database database = state_->take();
    SearchAnswer out = Asking(database).ask(question);
    state_->give_back(std::move(database));
    return out;
  });
}

Result<std::vector<SearchHit>> XapianIndex::search(const WeightedQuestion& question) const {
  return caught("search", [&]() -> Result<std::vector<SearchHit>> {
    const Xapian::Stem stem("en");
    TermWeights terms;
    for (const auto& [word, weight] : question.words)
      terms["Z" + stem(word)] += weight;
    std::vector<SearchHit> out;
    if (terms.empty()) return out;
    Xapian::Database database = state_->take();
    Xapian::Enquire enquire(database);
    enquire.set_query(weighted(terms));
    if (question.feedback > 0) enquire.set_query(weighted(widened(terms, enquire, question)));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(question.top));
    for (auto at = found.begin(); at != found.end(); ++at)
      out.push_back(Asking(database).hit(found, at, false));
    state_->give_back(std::move(database));
    return out;
  });
}

Result<std::vector<Completion>> XapianIndex::complete(const std::string& typed, std::size_t most) const {
  return caught("search", [&]() -> Result<std::vector<Completion>> {
    const std::string key = name_key(typed);
    if (key.empty()) return std::vector<Completion>{};
    Xapian::Database database = state_->take();
    std::map<std::string, std::size_t> found;
    const std::string prefix = std::string(row_of(IndexField::completion).prefix) + key;
    for (auto at = database.allterms_begin(prefix); at != database.allterms_end(prefix); ++at) {
      const std::string term = *at;
      found[term.substr(term.find(between) + 1)] = at.get_termfreq();
    }
    state_->give_back(std::move(database));
    std::vector<Completion> out;
    std::set<std::string> keys;
    for (const auto& [text, records] : found)
      if (keys.insert(name_key(text)).second) out.push_back({text, records});
    // A name that begins so comes before one that goes on so further in.
    const auto begins = [&](const Completion& each) { return name_key(each.text).rfind(key, 0) == 0; };
    std::stable_sort(out.begin(), out.end(), [&](const Completion& a, const Completion& b) {
      return std::pair(begins(a), a.records) > std::pair(begins(b), b.records);
    });
    out.resize(std::min(out.size(), most));
    return out;
  });
}

Result<std::vector<std::string>> XapianIndex::unguarded(const std::string& kind,
                                                        const std::vector<std::string>& guards,
                                                        std::optional<double> age) const {
  return caught("search", [&]() -> Result<std::vector<std::string>> {
    using Xapian::Query;
    Xapian::Database database = state_->take();
    Query query(term_of(IndexField::kind, kind));
    std::vector<std::string> terms;
    for (const std::string& guard : guards)
      terms.push_back(term_of(IndexField::guard, guard));
    if (!terms.empty())
      query = Query(Query::OP_AND_NOT, query, Query(Query::OP_OR, terms.begin(), terms.end()));
    if (age) query = Query(Query::OP_AND_NOT, query, number_in(IndexField::guard_age, lowest, *age - hair));
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
    std::vector<std::string> out;
    for (auto at = found.begin(); at != found.end(); ++at) {
      const std::string data = at.get_document().get_data();
      const std::size_t first = data.find('\n');
      out.push_back(data.substr(first + 1, data.find('\n', first + 1) - first - 1));
    }
    state_->give_back(std::move(database));
    return out;
  });
}

Result<std::size_t> XapianIndex::documents() const {
  return caught("search", [&]() -> Result<std::size_t> {
    Xapian::Database database = state_->take();
    const std::size_t out = database.get_doccount();
    state_->give_back(std::move(database));
    return out;
  });
}

} // namespace cartwright
