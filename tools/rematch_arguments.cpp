#include "tools/rematch_arguments.hpp"

#include <CLI/CLI.hpp>

#include "tools/arguments.hpp"

namespace cartwright {

namespace {

CLI::App* command(CLI::App& app, Arguments& arguments, const char* name, const char* says, Command command) {
  CLI::App* out = app.add_subcommand(name, says);
  out->callback([&arguments, command] { arguments.command = command; });
  out->add_option("--casebook", arguments.rematch.casebook,
                  "A file, or postgresql://...; CARTWRIGHT_CASEBOOK when absent")
      ->type_name("CASEBOOK");
  out->add_flag("--json,!--text", arguments.json, "JSON for programs, text for people (default)");
  return out;
}

void add_rematch(CLI::App& app, Arguments& arguments) {
  CLI::App* rematch = command(app, arguments, "rematch", "All open cases against the catalogue, as one run",
                              Command::rematch);
  rematch->add_option("--catalogue", arguments.catalogue, "Directory of the catalogue")->type_name("DIR");
  rematch->add_option("--as-of", arguments.as_of, "The date of the answers; today when absent")
      ->type_name("YYYY-MM-DD");
  rematch->add_flag("--full", arguments.rematch.full, "Ask everything anew instead of what may have changed");
  rematch->add_flag("--worker", arguments.rematch.worker,
                    "Share one run with other workers (PostgreSQL); begins it when there is none");
  rematch->add_option("--threads", arguments.threads, "Cases answered at one time")
      ->type_name("N")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  rematch->add_option("--batch", arguments.rematch.batch, "Cases stored at one time")
      ->type_name("N")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
}

void add_report(CLI::App& app, Arguments& arguments) {
  CLI::App* report = command(app, arguments, "report", "What a run changed, and why", Command::report);
  report->add_option("run", arguments.rematch.run, "Its number; the newest when absent")->type_name("RUN");
  report->add_flag("--csv", arguments.rematch.csv, "A row a move");
  report->add_option("--html", arguments.rematch.html, "Writes one page that prints well")->type_name("FILE");
  report->add_option("--digest", arguments.rematch.digest, "Writes a message a coordinator, ready to be sent")
      ->type_name("DIR");
  report->add_flag("--list", arguments.rematch.list, "The runs that have finished");
}

void add_generate(CLI::App& app, Arguments& arguments) {
  CLI::App* generate =
      command(app, arguments, "generate", "Open cases of synthetic patients, for trying out and measuring",
              Command::generate);
  generate->add_option("count", arguments.rematch.count, "How many")
      ->type_name("N")
      ->check(CLI::Range(1, 10000000))
      ->required();
  generate
      ->add_option("--first", arguments.rematch.first, "The first seed; the same seed is the same patient")
      ->type_name("SEED")
      ->capture_default_str();
  generate->add_option("--coordinators", arguments.rematch.coordinators, "Among how many they are shared")
      ->type_name("N")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
}

} // namespace

void add_impact_commands(CLI::App& catalogue, Arguments& arguments) {
  CLI::App* impact = command(catalogue, arguments, "impact",
                             "Which open cases an edited trial changes, and how", Command::catalogue_impact);
  impact
      ->add_option_function<std::string>(
          "draft", [&arguments](const std::string& file) { arguments.sources = {file}; },
          "The edited file of a trial, or a draft; - for standard input")
      ->type_name("DRAFT")
      ->required();
  CLI::App* funnel =
      command(catalogue, arguments, "funnel", "Which criterion costs a trial most of the open cases",
              Command::catalogue_funnel);
  funnel
      ->add_option_function<std::string>(
          "trial", [&arguments](const std::string& id) { arguments.ids = {id}; }, "The trial")
      ->type_name("TRIAL")
      ->required();
  for (CLI::App* each : {impact, funnel}) {
    each->add_option("--catalogue", arguments.catalogue, "Directory of the catalogue")->type_name("DIR");
    each->add_option("--as-of", arguments.as_of, "The date of the answers; today when absent")
        ->type_name("YYYY-MM-DD");
  }
}

void add_rematch_commands(CLI::App& app, Arguments& arguments) {
  add_rematch(app, arguments);
  add_report(app, arguments);
  add_generate(app, arguments);
}

} // namespace cartwright
