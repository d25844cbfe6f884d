#include <ostream>

#include "catalogues/load_catalogue.hpp"
#include "server/search_answer.hpp"
#include "server/search_query.hpp"
#include "tools/commands.hpp"
#include "tools/open_search.hpp"

namespace cartwright {

Exit run_search(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_search(arguments);
  if (!desk) return report(desk.problems(), terminal);
  const auto question = read_search(arguments.search, *desk->catalogue->vocabulary);
  if (!question) return report(question.problems(), terminal);
  const auto index = desk->desk->index();
  if (!index) return report(index.problems(), terminal);
  const auto answer = (*index)->search(*question);
  if (!answer) return report(answer.problems(), terminal);
  terminal.out << (arguments.json ? search_json(*question, *answer)
                                  : search_text(*question, *answer, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
