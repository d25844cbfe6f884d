#include "tools/patient_command.hpp"

#include "tools/open_service.hpp"

namespace cartwright {

std::variant<AskedPatient, Exit> ask_about_patient(const Arguments& arguments, Terminal& terminal) {
  auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const auto text = read_input(arguments.patients.front());
  if (!text) return report(text.problems(), terminal);
  auto question = (*service)->read({*text, arguments.as_of, ""});
  const Problems problems = question.problems();
  if (!question) return report(problems, terminal);
  if (!arguments.json) report(problems, terminal); // in JSON they stand inside the answer
  AskedPatient out{*service, std::move(*question), {}};
  if (arguments.top) out.question.top = arguments.top;
  Problems unknown;
  for (const std::string& id : arguments.ids) {
    if (out.service->snapshot().find(TrialId{id}) == nullptr)
      unknown.absorb(unknown_trial(out.service->snapshot(), id, "the command line"));
    out.question.trials.insert(TrialId{id});
  }
  if (!unknown.empty()) return report(unknown, terminal);
  out.frame = out.service->frame(out.question, problems);
  return out;
}

} // namespace cartwright
