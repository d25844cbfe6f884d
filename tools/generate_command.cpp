#include <ostream>

#include "server/casebook/add_cases.hpp"
#include "server/casebook/open_casebook.hpp"
#include "server/json_document.hpp"
#include "tools/commands.hpp"
#include "tools/synthetic/generate_patient.hpp"

namespace cartwright {

namespace {

constexpr std::uint32_t at_one_time = 1000;

std::vector<NewCase> made(std::uint32_t first, std::uint32_t count, std::uint32_t coordinators) {
  std::vector<NewCase> out;
  for (std::uint32_t seed = first; seed < first + count; ++seed)
    out.push_back({{"P-" + std::to_string(seed), synthetic::profile_text(seed)},
                   "coordinator-" + std::to_string(seed % coordinators + 1)});
  return out;
}

} // namespace

Exit run_generate(const Arguments& arguments, Terminal& terminal) {
  const RematchArguments& wanted = arguments.rematch;
  const auto place = casebook_location(wanted.casebook);
  if (!place) return report(place.problems(), terminal);
  auto database = open_database(*place, sql::Opening::create);
  if (!database) return report(database.problems(), terminal);
  Casebook casebook(std::move(*database));
  for (std::uint32_t done = 0; done < wanted.count; done += at_one_time) {
    const auto added =
        add_cases(casebook, {"generator", "command line"},
                  made(wanted.first + done, std::min(at_one_time, wanted.count - done), wanted.coordinators));
    if (!added) return report(added.problems(), terminal);
  }
  if (arguments.json)
    terminal.out << json_text({{"added", wanted.count}, {"casebook", casebook.place()}});
  else
    terminal.out << wanted.count << " synthetic cases were added to " << casebook.place() << "\n";
  return Exit::done;
}

} // namespace cartwright
