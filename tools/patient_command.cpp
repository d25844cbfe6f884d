#include "tools/patient_command.hpp"

#include "server/casebook/case_desk.hpp"
#include "tools/open_casework.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

Result<AskedPatient> ask_from_file(const Arguments& arguments, std::shared_ptr<const Service> service) {
  const auto text = read_input(arguments.patients.front());
  if (!text) return text.problems();
  auto question = service->read({*text, arguments.as_of, ""});
  if (!question) return question.problems();
  const AnswerFrame frame = service->frame(*question, question.problems());
  return AskedPatient{std::move(service), std::move(*question), frame};
}

Result<AskedPatient> ask_from_case(const Arguments& arguments, std::shared_ptr<const Service> service) {
  const auto casebook = open_casebook(arguments.book, sql::Opening::existing);
  if (!casebook) return casebook.problems();
  const CaseDesk desk(*service, **casebook);
  auto asked = desk.ask(case_id_written(arguments.book.id), "", arguments.as_of);
  if (!asked) return asked.problems();
  return AskedPatient{std::move(service), std::move(asked->question), std::move(asked->frame)};
}

} // namespace

std::variant<AskedPatient, Exit> ask_about_patient(const Arguments& arguments, Terminal& terminal) {
  auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  auto asked =
      arguments.book.id.empty() ? ask_from_file(arguments, *service) : ask_from_case(arguments, *service);
  if (!asked) return report(asked.problems(), terminal);
  AskedPatient out = std::move(*asked);
  if (!arguments.json) report(out.frame.problems, terminal); // in JSON they stand inside the answer
  if (arguments.top) out.question.top = arguments.top;
  Problems unknown;
  for (const std::string& id : arguments.ids) {
    if (out.service->snapshot().find(TrialId{id}) == nullptr)
      unknown.absorb(unknown_trial(out.service->snapshot(), id, "the command line"));
    out.question.trials.insert(TrialId{id});
  }
  if (!unknown.empty()) return report(unknown, terminal);
  return out;
}

} // namespace cartwright
