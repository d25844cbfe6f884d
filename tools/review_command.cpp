#include <ostream>

#include "tools/commands.hpp"
#include "tools/patient_command.hpp"

namespace cartwright {

Exit run_review(const Arguments& arguments, Terminal& terminal) {
  const auto asked = ask_about_patient(arguments, terminal);
  if (const Exit* exit = std::get_if<Exit>(&asked)) return *exit;
  const auto& [service, question, frame] = std::get<AskedPatient>(asked);
  const MatchAnswer answer = service->answer(question);
  terminal.out << (arguments.json ? review_json(answer, frame)
                                  : review_text(answer, frame, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
