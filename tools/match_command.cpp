#include <ostream>

#include "tools/commands.hpp"
#include "tools/patient_command.hpp"

namespace cartwright {

Exit run_match(const Arguments& arguments, Terminal& terminal) {
  const auto asked = ask_about_patient(arguments, terminal);
  if (const Exit* exit = std::get_if<Exit>(&asked)) return *exit;
  const auto& [service, question, frame] = std::get<AskedPatient>(asked);
  const MatchAnswer answer = service->answer(question);
  const AnswerView view{question.top, question.trials, false};
  terminal.out << (arguments.json ? match_json(answer, frame, view)
                                  : match_text(answer, frame, view, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
