#include "tools/case_change_command.hpp"

#include "server/casebook/case_desk.hpp"
#include "tools/open_casework.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

/// Changes that the casebook makes by itself, without the catalogue.
Result<CaseRecord> change_state(const CaseArguments& wanted, Casebook& casebook) {
  const Actor actor = local_actor();
  const CaseId id = case_id_written(wanted.id);
  switch (wanted.action) {
  case CaseAction::close:
    return casebook.close(actor, id, wanted.version, wanted.because);
  case CaseAction::reopen:
    return casebook.reopen(actor, id, wanted.version, wanted.because);
  case CaseAction::assign:
    return casebook.assign(actor, id, wanted.version, wanted.coordinator);
  case CaseAction::shortlist:
    return casebook.unlist(actor, id, wanted.version, TrialId{wanted.trial});
  default:
    return casebook.withdraw_override(actor, id, wanted.version, wanted.number.value_or(0), wanted.because);
  }
}

Result<CaseRecord> change_at_desk(const CaseArguments& wanted, CaseDesk& desk) {
  const Actor actor = local_actor();
  const CaseId id = case_id_written(wanted.id);
  if (wanted.action == CaseAction::shortlist)
    return desk.shortlist(actor, id, wanted.version, wanted.trial, wanted.note);
  if (wanted.action == CaseAction::override_criterion)
    return desk.override_criterion(
        actor, id, wanted.version,
        {wanted.trial, wanted.criterion, wanted.state, wanted.because, wanted.until});
  const auto profile = read_input(wanted.file);
  if (!profile) return profile.problems();
  if (wanted.action == CaseAction::add) return desk.add(actor, *profile, wanted.coordinator);
  return desk.update(actor, id, wanted.version, *profile, wanted.because);
}

bool needs_catalogue(const CaseArguments& wanted) {
  switch (wanted.action) {
  case CaseAction::add:
  case CaseAction::update:
  case CaseAction::override_criterion:
    return true;
  case CaseAction::shortlist:
    return !wanted.remove;
  default:
    return false;
  }
}

} // namespace

Result<CaseRecord> change_case(const Arguments& arguments) {
  const CaseArguments& wanted = arguments.book;
  const bool first = wanted.action == CaseAction::add;
  const auto casebook = open_casebook(wanted, first ? sql::Opening::create : sql::Opening::existing);
  if (!casebook) return casebook.problems();
  if (!needs_catalogue(wanted)) return change_state(wanted, **casebook);
  const auto service = open_service(arguments);
  if (!service) return service.problems();
  CaseDesk desk(**service, **casebook);
  return change_at_desk(wanted, desk);
}

} // namespace cartwright
