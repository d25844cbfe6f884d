// What every door does with a case: the casebook keeps it, the catalogue says whether what is stored about it
// makes sense and what follows from it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "server/casebook/casebook.hpp"
#include "server/service.hpp"

namespace cartwright {

/// An override as somebody wrote it.
struct WantedOverride {
  std::string trial, criterion, state, because;
  std::string until; ///< YYYY-MM-DD; empty: for as long as it is not withdrawn
};

/// A case as a question, with what surrounds its answer.
struct CaseQuestion {
  CaseRecord record;
  Question question;
  AnswerFrame frame;
  std::shared_ptr<const Service> service; ///< the one that was asked, and that has to answer
};

/// The service that answers now: publishing puts another one in its place.
using CurrentService = std::function<std::shared_ptr<const Service>()>;

/// SHA-256 over what a criterion says, how its rule reads and which way it counts: an override holds for the
/// words that were read.
std::string wording_of(const Criterion& criterion);

class CaseDesk {
public:
  CaseDesk(CurrentService service, Casebook& casebook) : service_(std::move(service)), casebook_(casebook) {}
  /// Of one service for good; it must outlive the desk.
  CaseDesk(const Service& service, Casebook& casebook)
      : CaseDesk([&service] { return std::shared_ptr<const Service>(std::shared_ptr<void>(), &service); },
                 casebook) {}

  /// A profile that the catalogue's vocabulary can read; its warnings stand beside it.
  Result<CheckedProfile> checked(const std::string& body) const;

  Result<CaseRecord> add(const Actor& actor, const std::string& profile, const std::string& coordinator);
  Result<CaseRecord> update(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const std::string& profile, const std::string& because);
  /// The trial must be one of the catalogue.
  Result<CaseRecord> shortlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                               const std::string& trial, const std::string& note);
  /// Trial and criterion must be in the catalogue and the day not past; every problem at once.
  Result<CaseRecord> override_criterion(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                        const WantedOverride& wanted);

  /// The case's present profile asked about with its overrides. `around` is empty or
  /// {"as_of", "top", "trials", "weights"}; `as_of` holds when it names no date. What was said of a criterion
  /// that has other words now, or is no longer there, is told as a warning and does not hold.
  Result<CaseQuestion> ask(const CaseId& id, const std::string& around, const std::string& as_of) const;

  Casebook& casebook() const { return casebook_; }
  std::shared_ptr<const Service> service() const { return service_(); }

private:
  Result<NewOverride> checked(const WantedOverride& wanted) const;

  CurrentService service_;
  Casebook& casebook_;
};

} // namespace cartwright
