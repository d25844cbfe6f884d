#include "tools/arguments.hpp"

#include <sstream>

#include <CLI/CLI.hpp>

#include "engine/domain/text.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

/// Builds the commands; each notes itself in `arguments` when it is used.
class CommandLine {
public:
  CommandLine()
      : app_("Which trials and centres fit one patient with myeloma, why, from when, and what to ask for.",
             "cartwright") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string(version));
    app_.set_help_all_flag("--help-all", "Help of every command");
    add_patient_commands();
    add_catalogue_commands();
    add_search();
    add_bench();
    add_rematch_commands(app_, arguments_);
    add_serve();
    add_casebook_commands(app_, arguments_);
  }

  std::variant<Arguments, EarlyEnd> parse(int count, char** words) {
    try {
      app_.parse(count, words);
      return arguments_;
    } catch (const CLI::ParseError& error) {
      std::ostringstream out, err;
      const int code = app_.exit(error, out, err);
      return code == 0 ? EarlyEnd{0, out.str()} : EarlyEnd{2, err.str()};
    }
  }

private:
  CLI::App* command(CLI::App& parent, const char* name, const char* says, Command command) {
    CLI::App* out = parent.add_subcommand(name, says);
    out->callback([this, command] { arguments_.command = command; });
    CLI::Option* directory = out->add_option("--catalogue", arguments_.catalogue, "Directory of the catalogue");
    CLI::Option* store = out->add_option("--store", arguments_.store, "The maintainers' store, instead of a directory");
    directory->type_name("DIR");
    store->type_name("DIR")->excludes(directory);
    out->add_option("--revision", arguments_.revision, "A published revision: its number, or its digest's beginning")
        ->type_name("R")
        ->needs(store);
    return out;
  }

  void add_output(CLI::App* to) {
    to->add_flag("--json,!--text", arguments_.json, "JSON for programs, text for people (default)");
  }

  void add_dated(CLI::App* to) {
    to->add_option("--as-of", arguments_.as_of, "The date of the answer; today when absent")
        ->type_name("YYYY-MM-DD");
  }

  void add_patient(CLI::App* to) {
    to->add_option_function<std::string>(
          "patient", [this](const std::string& file) { arguments_.patients = {file}; },
          "Patient profile, or - for standard input")
        ->type_name("PATIENT.json");
    to->add_option("--case", arguments_.book.id, "A case of the casebook instead, with its overrides")
        ->type_name("CASE");
    to->add_option("--casebook", arguments_.book.casebook,
                   "A file, or postgresql://...; CARTWRIGHT_CASEBOOK when absent")
        ->type_name("CASEBOOK");
    to->parse_complete_callback([this, to] { settle_patient(to->get_name() == "explain"); });
  }

  /// Either a profile or a case; with a case, what stands in the profile's place is the trial, where one is
  /// named.
  void settle_patient(bool with_trial) {
    const bool of_case = !arguments_.book.id.empty();
    if (of_case && with_trial && arguments_.ids.empty()) arguments_.ids.swap(arguments_.patients);
    if (of_case != arguments_.patients.empty())
      throw CLI::ValidationError("PATIENT.json or --case CASE", "exactly one of them is needed");
  }

  void add_patient_commands() {
    CLI::App* match = command(app_, "match", "Ranked trials and centres for one patient", Command::match);
    add_patient(match);
    match->add_option("--trial", arguments_.ids, "Only this trial (may be repeated)")->type_name("ID");
    match->add_option("--top", arguments_.top, "At most so many trials")->type_name("N");
    CLI::App* explain = command(app_, "explain", "One trial, criterion by criterion", Command::explain);
    add_patient(explain);
    explain
        ->add_option_function<std::string>(
            "trial", [this](const std::string& id) { arguments_.ids = {id}; }, "The trial")
        ->type_name("TRIAL");
    explain->final_callback([this] {
      arguments_.command = Command::explain;
      if (arguments_.ids.empty()) throw CLI::RequiredError("TRIAL");
    });
    CLI::App* review =
        command(app_, "review", "The case: derived facts and what is missing", Command::review);
    add_patient(review);
    CLI::App* check = command(app_, "check", "Every problem of profiles", Command::check);
    check->add_option("patient", arguments_.patients, "Patient profiles; - reads standard input")
        ->type_name("PATIENT.json...")
        ->required();
    for (CLI::App* each : {match, explain, review, check}) {
      add_dated(each);
      add_output(each);
    }
  }

  void add_catalogue_commands() {
    CLI::App* group = app_.add_subcommand("catalogue", "The maintainers' commands");
    group->require_subcommand(1);
    CLI::App* check = command(*group, "check", "Every problem of every file", Command::catalogue_check);
    add_output(check);
    add_output(command(*group, "coverage", "How much of what the records state is said as rules",
                       Command::catalogue_coverage));
    CLI::App* fmt = command(*group, "fmt", "Write files in their canonical form", Command::catalogue_fmt);
    fmt->add_flag("--check", arguments_.only_check, "Change nothing; name the files that would change");
    CLI::App* show = command(*group, "show", "One trial or centre", Command::catalogue_show);
    show->add_option_function<std::string>(
            "id", [this](const std::string& id) { arguments_.ids = {id}; }, "Trial or centre")
        ->type_name("ID")
        ->required();
    add_output(show);
    CLI::App* dump = command(*group, "dump", "A stage of the compiled rules", Command::catalogue_dump);
    dump->add_option("--trial", arguments_.ids, "Only this trial's rules (stages written and checked)")
        ->type_name("ID");
    dump->add_option("--stage", arguments_.stage, "written, checked, graph or program")
        ->check(CLI::IsMember({"written", "checked", "graph", "program"}))
        ->capture_default_str();
    add_impact_commands(*group, arguments_);
    add_upkeep_commands(*group);
    add_store_commands(*group);
  }

  void add_upkeep_commands(CLI::App& group) {
    CLI::App* import = command(group, "import", "Registry records to drafts", Command::catalogue_import);
    import
        ->add_option("source", arguments_.sources,
                     "API v2 JSON, JSON lines, XML, CSV pair (also .gz), or folders of them")
        ->type_name("SOURCE...")
        ->required();
    import->add_option("--drafts", arguments_.drafts, "Directory of the drafts; made when it is not there. With --store: its records")
        ->type_name("DIR");
    add_output(import);
    CLI::App* diff =
        command(group, "diff", "What changed between states, from each to the next", Command::catalogue_diff);
    diff->add_option("state", arguments_.sources,
                     "Catalogues, folders of drafts, or anything that can be imported")
        ->type_name("STATE STATE...")
        ->expected(2, 1000)
        ->required();
    add_output(diff);
    CLI::App* draft =
        command(group, "draft", "Rules drafted from eligibility text, for review", Command::catalogue_draft);
    draft
        ->add_option(
            "text", arguments_.sources,
            "Eligibility text, a registry record or records one a line (also .gz); - for standard input")
        ->type_name("TEXTFILE...")
        ->required();
    draft->add_option("--trial", arguments_.ids, "Only this record (may be repeated)")->type_name("ID");
    draft->add_option("--labels", arguments_.labels, "Compares with what a person read out of the same text")
        ->type_name("FILE");
    add_output(draft);
  }

  void add_index(CLI::App* to) {
    to->add_option("--index", arguments_.index,
                   "Directory of the search index; beside the program when absent")
        ->type_name("DIR");
  }

  void search_option(CLI::App* to, const char* option, const char* name, const char* type, const char* says) {
    to->add_option_function<std::vector<std::string>>(
          option,
          [this, name](const std::vector<std::string>& values) {
            for (const std::string& value : values)
              arguments_.search.emplace_back(name, value);
          },
          says)
        ->type_name(type)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  void add_search() {
    CLI::App* search = command(app_, "search", "Trials, centres and products by words", Command::search);
    search
        ->add_option_function<std::vector<std::string>>(
            "words",
            [this](const std::vector<std::string>& words) {
              arguments_.search.emplace_back("q", join(words, " "));
            },
            "In any language, name, brand or code; the last one may be unfinished")
        ->type_name("WORDS")
        ->required();
    search_option(search, "--kind", "kind", "KIND", "trial, centre, product");
    search_option(search, "--target", "target", "T", "Only what aims at this antigen (each may be repeated)");
    search_option(search, "--status", "status", "STATUS", "Registry word, e.g. recruiting");
    search_option(search, "--phase", "phase", "PHASE", "early_1, 1, 1_2, 2, 3, 4");
    search_option(search, "--country", "country", "CODE", "Two letters, e.g. CN");
    search_option(search, "--city", "city", "CITY", "As the registry spells it");
    search_option(search, "--emd-rule", "emd_rule", "RULE", "required, allowed, excluded, not_stated");
    search_option(search, "--prior-bcma", "prior_bcma", "RULE",
                  "required, some_cohorts, restricted, excluded, not_stated");
    search_option(search, "--age", "age", "YEARS", "Only what takes patients of this age");
    search_option(search, "--top", "top", "N", "At most so many");
    search_option(search, "--skip", "skip", "N", "Leave out the first so many");
    search->add_flag_callback(
        "--open", [this] { arguments_.search.emplace_back("open", "true"); }, "Only what recruits");
    add_index(search);
    add_output(search);
    CLI::App* group = app_.add_subcommand("index", "The search index of the catalogue");
    group->require_subcommand(1);
    add_index(command(*group, "build", "Build it anew; readers keep the old one until it is whole",
                      Command::index_build));
    add_index(command(*group, "check", "Whether it is whole and of this catalogue", Command::index_check));
  }

  CLI::App* store_command(CLI::App& group, const char* name, const char* says, Command which) {
    CLI::App* out = group.add_subcommand(name, says);
    out->callback([this, which] { arguments_.command = which; });
    out->add_option("--store", arguments_.store, "The maintainers' store")->type_name("DIR")->required();
    add_output(out);
    return out;
  }

  void add_stamp(CLI::App* to) {
    to->add_option("--by", arguments_.by, "Who does it; else CARTWRIGHT_USER, else the name at this machine")->type_name("NAME");
    to->add_option("--why", arguments_.why, "Why, in a sentence")->type_name("WORDS");
  }

  void add_store_commands(CLI::App& group) {
    CLI::App* drafts = store_command(group, "drafts", "What waits: drafts, reviewed drafts, records that say something new", Command::catalogue_drafts);
    drafts->add_option("id", arguments_.ids, "One of them, with its text, rules, differences and problems")->type_name("ID")->expected(0, 1);
    CLI::App* edit = store_command(group, "edit", "The file to begin with; with --from, saves it as a draft", Command::catalogue_edit);
    edit->add_option("id", arguments_.ids, "Trial, centre, or file of the catalogue")->type_name("ID")->expected(1)->required();
    CLI::Option* from = edit->add_option("--from", arguments_.from, "The new content; - for standard input")->type_name("FILE");
    CLI::Option* remove = edit->add_flag("--remove", arguments_.remove, "The file is to be taken out of the catalogue");
    CLI::Option* discard = edit->add_flag("--discard", arguments_.discard, "Takes the draft away; its contents are kept");
    remove->excludes(from);
    discard->excludes(from)->excludes(remove);
    CLI::App* review = store_command(group, "review", "Says that a draft is right as it stands", Command::catalogue_review);
    review->add_option("id", arguments_.ids, "Trial, centre, or file of the catalogue")->type_name("ID")->expected(1)->required();
    for (CLI::App* each : {edit, review})
      each->add_option("--base", arguments_.base, "What it is based on, as drafts and edit show it")->type_name("BASE");
    CLI::App* publish = store_command(group, "publish", "Reviewed drafts as a new revision", Command::catalogue_publish);
    CLI::Option* named = publish->add_option("id", arguments_.ids, "Only these; all that are reviewed when absent")->type_name("ID...");
    publish->add_option("--from", arguments_.from, "A whole catalogue instead: so the first revision begins")->type_name("DIR")->excludes(named);
    publish->add_option("--base", arguments_.base, "With --from: the newest revision, which was compared")->type_name("R");
    CLI::App* restore = store_command(group, "restore", "Files of an earlier revision as a new one", Command::catalogue_restore);
    restore->add_option("revision", arguments_.revision, "Its number, or its digest's beginning")->type_name("R")->required();
    restore->add_option("id", arguments_.ids, "Only these files; all when absent")->type_name("ID...");
    for (CLI::App* each : {publish, restore}) {
      each->add_flag("--preview", arguments_.only_preview, "Changes nothing; tells changes, lint and coverage");
      each->add_option("--expect", arguments_.expect, "The digest that the preview showed")->type_name("DIGEST");
    }
    for (CLI::App* each : {edit, review, publish, restore})
      add_stamp(each);
    CLI::App* revisions = store_command(group, "revisions", "What was published, when, by whom and why", Command::catalogue_revisions);
    revisions->add_option("revision", arguments_.revision, "One of them with its files")->type_name("R");
    CLI::App* compare = store_command(group, "compare", "What changed between two revisions", Command::catalogue_compare);
    compare->add_option("revision", arguments_.sources, "Two revisions")->type_name("R R")->expected(2)->required();
    CLI::App* fresh = command(group, "freshness", "Records by age of their last verification, open trials first", Command::catalogue_freshness);
    fresh->add_option("--top", arguments_.top, "At most so many")->type_name("N");
    add_dated(fresh);
    add_output(fresh);
  }

  void add_bench() {
    CLI::App* bench =
        app_.add_subcommand("bench", "Times the evaluators on the neutral workload and checks every pair");
    bench->callback([this] { arguments_.command = Command::bench; });
    bench->add_option("workload", arguments_.workload, "Directory made by the workload's generator")
        ->type_name("WORKLOAD_DIR")
        ->required();
    bench->add_option("--verdicts", arguments_.verdicts, "Writes the verdicts, a row a trial")
        ->type_name("FILE");
    bench->add_option("--threads", arguments_.threads, "For the run with several threads")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    add_output(bench);
  }

  void add_serve() {
    CLI::App* serve = command(app_, "serve", "Page and API", Command::serve);
    serve->add_option("--listen", arguments_.listen, "Address; anything but loopback needs tokens and TLS")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    serve
        ->add_option("--casebook", arguments_.book.casebook,
                     "Where cases and tokens are kept; the user's own when it is there")
        ->type_name("CASEBOOK");
    serve->add_option("--token-file", arguments_.token_file, "File of accepted tokens, one a line")
        ->type_name("FILE");
    serve->add_option("--tls-certificate", arguments_.tls_certificate, "Certificate chain, PEM")
        ->type_name("FILE");
    add_index(serve);
    serve->add_option("--tls-key", arguments_.tls_key, "Private key, PEM")->type_name("FILE");
  }

  CLI::App app_;
  Arguments arguments_;
};

} // namespace

std::variant<Arguments, EarlyEnd> parse_arguments(int count, char** words) {
  return CommandLine().parse(count, words);
}

} // namespace cartwright
