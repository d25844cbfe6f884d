#include <chrono>
#include <cstdlib>
#include <ostream>

#include <pwd.h>
#include <unistd.h>

#include "server/casebook/open_casebook.hpp"
#include "server/json_document.hpp"
#include "server/rematch/rematch.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

using Steady = std::chrono::steady_clock;

std::string login_name() {
  const passwd* user = getpwuid(geteuid());
  return user == nullptr ? std::to_string(geteuid()) : user->pw_name;
}

std::string in_minutes(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return whole < 90 ? std::to_string(whole) + " s" : std::to_string((whole + 30) / 60) + " min";
}

/// One line that is written over and over, a few times a second.
class ProgressLine {
public:
  explicit ProgressLine(Terminal& terminal) : terminal_(terminal) {}
  ~ProgressLine() {
    if (shown_) terminal_.err << "\r\033[K" << std::flush;
  }
  void show(const RunProgress& progress) {
    const auto now = Steady::now();
    if (!first_) first_ = progress.done; // what an earlier call had done is no rate of ours
    if (now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const double rate = seconds > 0 ? static_cast<double>(progress.done - *first_) / seconds : 0;
    terminal_.err << "\r\033[K" << progress.done << " of " << progress.all << " cases";
    if (rate > 0)
      terminal_.err << ", " << static_cast<long>(rate) << " a second, "
                    << in_minutes(static_cast<double>(progress.all - progress.done) / rate) << " left";
    terminal_.err << std::flush;
    shown_ = true;
  }

private:
  Terminal& terminal_;
  Steady::time_point begin_ = Steady::now(), last_{};
  std::optional<std::int64_t> first_;
  bool shown_ = false;
};

std::string told(const RunDone& done, double seconds) {
  const RunHead& run = done.run;
  std::string out = "run " + std::to_string(run.id) + " as of " + text_of(run.as_of) +
                    " finished: " + std::to_string(run.cases) + " open cases, " +
                    std::to_string(done.answered) + " looked at here, " + std::to_string(done.stored) +
                    " answers stored, " + std::to_string(done.noted) + " cases to report, in " +
                    in_minutes(seconds) + "\n";
  if (done.resumed) out += "an interrupted run was taken up again\n";
  return out + "cartwright report " + std::to_string(run.id) + " tells what changed\n";
}

std::string as_json(const RunDone& done) {
  return json_text({{"run", done.run.id},
                    {"as_of", text_of(done.run.as_of)},
                    {"catalogue", done.run.revision},
                    {"program", done.run.program},
                    {"base", or_null(done.run.base)},
                    {"cases", done.run.cases},
                    {"answered", done.answered},
                    {"stored", done.stored},
                    {"noted", done.noted},
                    {"resumed", done.resumed}});
}

Result<Day> day_of_run(const std::string& text) {
  if (text.empty()) return today();
  if (const auto day = parse_day(text)) return *day;
  Problems problems;
  problems.error(ProblemCode::impossible_date, "--as-of", "this is not a date", "write it as YYYY-MM-DD");
  return problems;
}

} // namespace

Exit run_rematch(const Arguments& arguments, Terminal& terminal) {
  const auto day = day_of_run(arguments.as_of);
  if (!day) return report(day.problems(), terminal);
  const auto directory = find_catalogue(arguments.catalogue);
  if (!directory) return report(directory.problems(), terminal);
  const auto service = Service::open(*directory, today);
  if (!service) return report(service.problems(), terminal);
  const auto place = casebook_location(arguments.rematch.casebook);
  if (!place) return report(place.problems(), terminal);
  const auto database = open_database(*place, sql::Opening::existing);
  if (!database) return report(database.problems(), terminal);

  ProgressLine line(terminal);
  RunWanted wanted;
  wanted.as_of = *day;
  wanted.actor = {login_name(), "command line"};
  wanted.context = context_of(*directory);
  wanted.worker = arguments.rematch.worker;
  wanted.threads = arguments.threads;
  wanted.batch = arguments.rematch.batch;
  wanted.full = arguments.rematch.full;
  if (terminal.err_is_terminal) wanted.progress = [&](const RunProgress& now) { line.show(now); };
  const auto begin = Steady::now();
  const auto done = rematch(**database, (*service)->snapshot(), wanted);
  if (!done) return report(done.problems(), terminal);
  const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
  terminal.out << (arguments.json ? as_json(*done) : told(*done, seconds));
  return Exit::done;
}

} // namespace cartwright
