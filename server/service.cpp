#include "server/service.hpp"

#include <algorithm>

#include "catalogues/load_catalogue.hpp"
#include "catalogues/load_navigation.hpp"
#include "engine/domain/text.hpp"
#include "server/catalogue_json.hpp"
#include "server/json_document.hpp"
#include "server/offers_report.hpp"
#include "server/search_answer.hpp"
#include "server/search_query.hpp"

namespace cartwright {

namespace {

Reply refused(Outcome outcome, Problems problems) {
  return {outcome, "", std::move(problems)};
}

/// Which refusal the problems of an input call for.
Reply refused(Problems problems) {
  const auto& items = problems.items();
  const bool large = std::any_of(items.begin(), items.end(),
                                 [](const Problem& each) { return each.code == ProblemCode::too_large; });
  return refused(large ? Outcome::too_large : Outcome::wrong_input, std::move(problems));
}

Reply done(std::string body, Problems warnings = {}) {
  return {Outcome::ok, std::move(body), std::move(warnings)};
}

Problems not_found(const std::string& what, const std::string& id, const std::vector<std::string>& known) {
  Problems out;
  const auto near = nearest(id, known);
  out.error(ProblemCode::not_found, "", "there is no " + what + " " + id,
            near.empty() ? "the list names all there are" : "nearest: " + join_or(near));
  return out;
}

/// "extraosseous-liver" as "Extraosseous liver".
std::string title_of(std::string id) {
  std::replace(id.begin(), id.end(), '-', ' ');
  if (!id.empty() && id.front() >= 'a' && id.front() <= 'z')
    id.front() = static_cast<char>(id.front() - 'a' + 'A');
  return id;
}

/// The weights must be those that the engine knows, with every figure they need.
void check_ranking(const RankingScales& ranking, Problems& problems) {
  std::vector<std::string> given;
  for (const ScoreWeight& part : ranking.weights) {
    given.push_back(part.name);
    for (const std::string& figure : scale_names(part.name))
      if (!part.scale.contains(figure))
        problems.error(ProblemCode::missing_key, "ranking.json: parts[" + part.name + "].scale." + figure,
                       "the figure is missing", "add it");
  }
  if (given != score_part_names())
    problems.error(ProblemCode::contradiction, "ranking.json: parts", "the parts are not those of the score",
                   "in this order: " + join(score_part_names(), ", "));
}

/// Offered as they are; that each reads without errors is tested, not checked at every start.
std::vector<SamplePatient> read_samples(const std::filesystem::path& catalogue) {
  std::vector<SamplePatient> out;
  for (SampleFile& file : sample_files(catalogue)) {
    const std::string title = title_of(file.id);
    out.push_back({file.id, title, std::move(file.summary), std::move(file.text)});
  }
  return out;
}

} // namespace

Result<std::shared_ptr<const Service>> Service::open(const std::filesystem::path& directory, Today today,
                                                     SearchPlace search) {
  auto catalogue = load_catalogue(directory);
  if (!catalogue) return catalogue.problems();
  Problems problems = catalogue.problems();
  check_ranking(catalogue->ranking, problems);
  auto navigation = load_navigation(directory, *catalogue);
  problems.absorb(navigation.problems());
  if (!navigation) return problems;
  const auto snapshot = build_snapshot(std::make_shared<const Catalogue>(std::move(*catalogue)),
                                       std::make_shared<const Navigation>(std::move(*navigation)));
  problems.absorb(snapshot.problems());
  if (!snapshot) return problems;
  if (problems.has_errors()) return problems;
  search.catalogue = directory;
  std::shared_ptr<const Service> out(
      new Service(*snapshot, read_samples(directory), std::move(today), std::move(search)));
  return Result<std::shared_ptr<const Service>>(std::move(out), std::move(problems));
}

Problems unknown_trial(const Snapshot& snapshot, const std::string& id, const std::string& where) {
  std::vector<std::string> known;
  for (const Trial& trial : snapshot.catalogue->trials)
    known.push_back(trial.id.text());
  Problems out;
  const auto near = nearest(id, known);
  out.error(ProblemCode::not_found, where, "the catalogue has no trial " + id,
            near.empty() ? "the catalogue's list of trials names all there are"
                         : "nearest: " + join_or(near));
  return out;
}

Service::Service(std::shared_ptr<const Snapshot> snapshot, std::vector<SamplePatient> samples, Today today,
                 SearchPlace search)
    : snapshot_(std::move(snapshot)), samples_(std::move(samples)), today_(std::move(today)),
      search_(snapshot_->catalogue, snapshot_->navigation, std::move(search)) {}

Result<Day> Service::day_of(const std::string& as_of) const {
  if (as_of.empty()) return today_();
  if (const auto day = parse_day(as_of)) return *day;
  Problems problems;
  problems.error(ProblemCode::impossible_date, "as_of", "this is not a date", "write it as YYYY-MM-DD");
  return problems;
}

Result<Question> Service::read(const Ask& ask) const {
  const auto as_of = day_of(ask.as_of);
  if (!as_of) return as_of.problems();
  return read_question(ask.body, *snapshot_, *as_of);
}

MatchAnswer Service::answer(const Question& question) const {
  return cartwright::match(*snapshot_, question.patient,
                           {question.as_of, question.weights, question.overrides});
}

AnswerFrame Service::frame(const Question& question, const Problems& warnings) const {
  return {snapshot_.get(), question.patient.id.text(), warnings};
}

Reply Service::match(const Ask& ask) const {
  const auto question = read(ask);
  if (!question) return refused(question.problems());
  return done(match_json(answer(*question), frame(*question, question.problems()),
                         {question->top, question->trials, false}));
}

Reply Service::explain(const Ask& ask) const {
  const TrialId id{ask.id};
  if (snapshot_->find(id) == nullptr)
    return refused(Outcome::not_found, unknown_trial(*snapshot_, ask.id, ""));
  const auto question = read(ask);
  if (!question) return refused(question.problems());
  return done(match_json(answer(*question), frame(*question, question.problems()), {{}, {id}, true}));
}

Reply Service::review(const Ask& ask) const {
  const auto question = read(ask);
  if (!question) return refused(question.problems());
  return done(review_json(answer(*question), frame(*question, question.problems())));
}

Reply Service::check(const Ask& ask) const {
  const auto question = read(ask);
  const auto& items = question.problems().items();
  if (std::any_of(items.begin(), items.end(), [](const Problem& each) {
        return each.code == ProblemCode::too_large && each.where.empty();
      }))
    return refused(question.problems());
  return done(problems_json(question.problems()));
}

Reply Service::trials() const {
  return done(trials_json(*snapshot_));
}

Reply Service::trial(const Ask& ask) const {
  const CompiledTrial* found = snapshot_->find(TrialId{ask.id});
  if (found == nullptr) return refused(Outcome::not_found, unknown_trial(*snapshot_, ask.id, ""));
  return done(trial_json(*found->trial, *snapshot_->catalogue->vocabulary));
}

Reply Service::centres() const {
  return done(centres_json(*snapshot_));
}

Reply Service::centre(const Ask& ask) const {
  if (const Centre* found = snapshot_->find(CentreId{ask.id})) return done(centre_json(*found, *snapshot_));
  std::vector<std::string> known;
  for (const Centre& centre : snapshot_->catalogue->centres)
    known.push_back(centre.id.text());
  return refused(Outcome::not_found, not_found("centre", ask.id, known));
}

Reply Service::pathways() const {
  return done(pathways_list_json(*snapshot_));
}

Reply Service::products() const {
  return done(products_list_json(*snapshot_));
}

Reply Service::samples() const {
  Json list = Json::array();
  for (const SamplePatient& sample : samples_)
    list.push_back({{"id", sample.id}, {"title", sample.title}, {"summary", sample.summary}});
  return done(json_text({{"samples", std::move(list)}}));
}

Reply Service::sample(const Ask& ask) const {
  std::vector<std::string> known;
  for (const SamplePatient& sample : samples_) {
    if (sample.id == ask.id) return done(sample.profile);
    known.push_back(sample.id);
  }
  return refused(Outcome::not_found, not_found("sample patient", ask.id, known));
}

Reply Service::search(const Ask& ask) const {
  const auto question = read_search(ask.parameters, *snapshot_->catalogue->vocabulary);
  if (!question) return refused(question.problems());
  const auto index = search_.index();
  if (!index) return refused(Outcome::unavailable, index.problems());
  const auto answer = (*index)->search(*question);
  if (!answer) return refused(Outcome::unavailable, answer.problems());
  return done(search_json(*question, *answer));
}

Reply Service::complete(const Ask& ask) const {
  constexpr std::size_t most_offered = 8;
  const auto question = read_search(ask.parameters, *snapshot_->catalogue->vocabulary);
  if (!question) return refused(question.problems());
  const auto index = search_.index();
  if (!index) return refused(Outcome::unavailable, index.problems());
  const auto offers = (*index)->complete(question->words, most_offered);
  if (!offers) return refused(Outcome::unavailable, offers.problems());
  return done(completions_json(question->words, *offers));
}

} // namespace cartwright
