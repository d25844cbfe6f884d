// The one service behind every door: catalogue and engine joined, questions read, answers written.
// Immutable after opening, so any number of threads may ask at once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"
#include "engine/matching/match.hpp"
#include "engine/matching/snapshot.hpp"
#include "server/answer_json.hpp"
#include "server/door.hpp"
#include "server/question.hpp"
#include "server/search_desk.hpp"

namespace cartwright {

/// The date of an answer when nobody names one.
using Today = std::function<Day()>;

/// A synthetic patient that ships with the catalogue.
struct SamplePatient {
  std::string id; ///< the file's name without its ending
  std::string title;
  std::string summary;
  std::string profile; ///< the file's bytes
};

class Service : public Answering {
public:
  /// Reads, checks and compiles the catalogue; every problem of every file at once.
  /// Without a place for it, the search index is made in passing when first asked for.
  static Result<std::shared_ptr<const Service>> open(const std::filesystem::path& catalogue, Today today,
                                                     SearchPlace search = {});

  const Snapshot& snapshot() const { return *snapshot_; }
  Day today() const { return today_(); }

  /// A profile, or a question around one, with every problem. `ask.as_of` holds when the body names no date.
  Result<Question> read(const Ask& ask) const;
  /// The date that a text names; today when it is empty.
  Result<Day> day_of(const std::string& as_of) const;
  /// Pure: the same question gives the same answer.
  MatchAnswer answer(const Question& question) const;
  AnswerFrame frame(const Question& question, const Problems& warnings) const;

  Reply match(const Ask& ask) const override;
  Reply explain(const Ask& ask) const override;
  Reply review(const Ask& ask) const override;
  Reply check(const Ask& ask) const override;
  Reply trials() const override;
  Reply trial(const Ask& ask) const override;
  Reply centres() const override;
  Reply centre(const Ask& ask) const override;
  Reply pathways() const override;
  Reply products() const override;
  Reply samples() const override;
  Reply sample(const Ask& ask) const override;
  Reply search(const Ask& ask) const override;
  Reply complete(const Ask& ask) const override;

private:
  Service(std::shared_ptr<const Snapshot> snapshot, std::vector<SamplePatient> samples, Today today,
          SearchPlace search);

  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<SamplePatient> samples_;
  Today today_;
  SearchDesk search_;
};

/// The known trials whose ids are nearest, as a hint; problem `not_found` for one that is not there.
Problems unknown_trial(const Snapshot& snapshot, const std::string& id, const std::string& where);

} // namespace cartwright
