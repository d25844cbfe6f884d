// The way that every command about one patient goes: open, read, tell the problems, answer.
#pragma once

#include <optional>

#include "server/service.hpp"
#include "tools/arguments.hpp"
#include "tools/terminal.hpp"

namespace cartwright {

struct AskedPatient {
  std::shared_ptr<const Service> service;
  Question question;
  AnswerFrame frame;
};

/// The patient of the command line, or the exit code after every problem was told.
std::variant<AskedPatient, Exit> ask_about_patient(const Arguments& arguments, Terminal& terminal);

} // namespace cartwright
