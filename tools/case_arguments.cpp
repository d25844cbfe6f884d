#include "tools/case_arguments.hpp"

#include <CLI/CLI.hpp>

#include "tools/arguments.hpp"

namespace cartwright {

namespace {

/// Builds the groups; each command notes itself in the arguments when it is used.
class CasebookCommandLine {
public:
  CasebookCommandLine(CLI::App& app, Arguments& arguments)
      : app_(app), arguments_(arguments), book_(arguments.book) {}

  void add() {
    CLI::App* cases = group("case", "Open cases: profiles, shortlists, overrides");
    add_case_files(*cases);
    add_case_states(*cases);
    add_case_statements(*cases);
    add_case_readers(*cases);
    add_upkeep(*group("casebook", "Where the cases are kept"));
    add_tokens(*group("token", "Who may use the server, and as what"));
    add_audit(*group("audit", "The trail of every change"));
  }

private:
  CLI::App* group(const char* name, const char* says) {
    CLI::App* out = app_.add_subcommand(name, says);
    out->require_subcommand(1);
    return out;
  }

  CLI::App* command(CLI::App& parent, const char* name, const char* says, Command command,
                    CaseAction action) {
    CLI::App* out = parent.add_subcommand(name, says);
    out->callback([arguments = &arguments_, command, action] {
      arguments->command = command;
      arguments->book.action = action;
    });
    out->add_option("--casebook", book_.casebook,
                    "A file, or postgresql://...; CARTWRIGHT_CASEBOOK when absent")
        ->type_name("CASEBOOK");
    out->add_flag("--json,!--text", arguments_.json, "JSON for programs, text for people (default)");
    return out;
  }

  CLI::App* case_command(CLI::App& parent, const char* name, const char* says, CaseAction action) {
    CLI::App* out = command(parent, name, says, Command::case_work, action);
    out->add_option("--catalogue", arguments_.catalogue, "Directory of the catalogue")->type_name("DIR");
    return out;
  }

  void add_id(CLI::App* to) {
    to->add_option("case", book_.id, "The case, as the list names it")->type_name("CASE")->required();
  }
  void add_because(CLI::App* to, bool required) {
    CLI::Option* option = to->add_option("--because", book_.because, "Why, in a sentence");
    option->type_name("TEXT")->required(required);
  }
  void add_version(CLI::App* to) {
    to->add_option("--if-version", book_.version, "Only when nobody changed the case since this version")
        ->type_name("N");
  }
  void add_profile(CLI::App* to) {
    to->add_option("profile", book_.file, "Patient profile, or - for standard input")
        ->type_name("PATIENT.json")
        ->required();
  }
  void add_trial(CLI::App* to) {
    to->add_option("trial", book_.trial, "The trial")->type_name("TRIAL")->required();
  }

  void add_case_files(CLI::App& cases) {
    CLI::App* add = case_command(cases, "add", "Open a case with its first profile", CaseAction::add);
    add_profile(add);
    add->add_option("--coordinator", book_.coordinator, "Whose case it is; you when absent")
        ->type_name("NAME");
    CLI::App* update = case_command(cases, "update", "A new version of the profile", CaseAction::update);
    add_id(update);
    add_profile(update);
    add_because(update, false);
    add_version(update);
  }

  void add_case_states(CLI::App& cases) {
    for (const auto& [name, says, action] :
         {std::tuple("close", "Close a case", CaseAction::close),
          std::tuple("reopen", "Open a closed case again", CaseAction::reopen)}) {
      CLI::App* each = case_command(cases, name, says, action);
      add_id(each);
      add_because(each, true);
      add_version(each);
    }
    CLI::App* assign =
        case_command(cases, "assign", "Give a case to another coordinator", CaseAction::assign);
    add_id(assign);
    assign->add_option("coordinator", book_.coordinator, "Whose case it is from now on")
        ->type_name("NAME")
        ->required();
    add_version(assign);
  }

  void add_case_statements(CLI::App& cases) {
    CLI::App* list = case_command(cases, "shortlist", "Put a trial on the shortlist, or change its note",
                                  CaseAction::shortlist);
    add_id(list);
    add_trial(list);
    list->add_option("--note", book_.note, "A few words beside it")->type_name("TEXT");
    list->add_flag("--remove", book_.remove, "Take it off the shortlist");
    add_version(list);
    CLI::App* say = case_command(cases, "override", "Say what a criterion is, beside what the program finds",
                                 CaseAction::override_criterion);
    add_id(say);
    add_trial(say);
    say->add_option("criterion", book_.criterion, "The criterion's id")->type_name("CRITERION")->required();
    say->add_option("state", book_.state, "met, not_met or unknown; met always helps the patient")
        ->type_name("STATE")
        ->check(CLI::IsMember({"met", "not_met", "unknown"}))
        ->required();
    add_because(say, true);
    say->add_option("--until", book_.until, "The last day on which it holds")->type_name("YYYY-MM-DD");
    add_version(say);
    CLI::App* withdraw = case_command(cases, "withdraw", "Take an override back", CaseAction::withdraw);
    add_id(withdraw);
    withdraw->add_option("number", book_.number, "The override's number")->type_name("N")->required();
    add_because(withdraw, true);
    add_version(withdraw);
  }

  void add_case_readers(CLI::App& cases) {
    CLI::App* show = case_command(cases, "show", "All about one case", CaseAction::show);
    add_id(show);
    show->add_option("--profile", book_.profile, "Only this version of the profile, as it was stored")
        ->type_name("N");
    CLI::App* list = case_command(cases, "list", "The open cases", CaseAction::list);
    list->add_flag("--closed", book_.closed, "The closed ones");
    list->add_flag("--all", book_.all, "Open and closed ones");
    list->add_option("--coordinator", book_.coordinator, "Only this coordinator's")->type_name("NAME");
    list->add_option("--after", book_.after, "Cases after this one")->type_name("CASE");
    add_limit(list);
    CLI::App* all = case_command(cases, "export", "The case with every profile and its trail, as JSON",
                                 CaseAction::export_case);
    add_id(all);
  }

  void add_limit(CLI::App* to) {
    to->add_option("--top", book_.limit, "At most so many")->type_name("N")->check(CLI::Range(1, 1'000'000));
  }

  void add_upkeep(CLI::App& group) {
    const auto upkeep = [&](const char* name, const char* says, CaseAction action) {
      return command(group, name, says, Command::casebook_upkeep, action);
    };
    upkeep("create", "Make an empty casebook", CaseAction::create);
    upkeep("migrate", "Bring an older casebook to this program's schema", CaseAction::migrate);
    upkeep("check", "Every way in which the casebook is damaged", CaseAction::check);
    CLI::App* backup = upkeep("backup", "Save all of it while others work", CaseAction::backup);
    CLI::App* restore = upkeep("restore", "Bring back a backup", CaseAction::restore);
    for (CLI::App* each : {backup, restore})
      each->add_option("backup", book_.file, "File of the backup")->type_name("BACKUP")->required();
    restore->add_flag("--replace", book_.replace, "Also when there are cases already");
  }

  void add_tokens(CLI::App& group) {
    CLI::App* add =
        command(group, "add", "Make a token; it is shown once", Command::token, CaseAction::add_token);
    add->add_option("label", book_.label, "Whose it is, as it will stand in the audit trail")
        ->type_name("LABEL")
        ->required();
    add->add_option("--roles", book_.roles, "coordinator, maintainer, auditor, admin; several with commas")
        ->type_name("ROLES")
        ->required();
    add->add_option("--expires", book_.expires, "The last day; 90 days from now when absent")
        ->type_name("YYYY-MM-DD");
    command(group, "list", "Every token, never its secret", Command::token, CaseAction::list_tokens);
    command(group, "revoke", "Take a token back", Command::token, CaseAction::revoke_token)
        ->add_option("token", book_.id, "The token's id, as the list names it")
        ->type_name("TOKEN")
        ->required();
  }

  void add_audit(CLI::App& group) {
    CLI::App* verify =
        command(group, "verify", "Find changed or missing entries", Command::audit, CaseAction::verify_audit);
    verify->add_option("--mark", book_.mark, "An entry noted before, as NUMBER:HASH, to be found again")
        ->type_name("MARK");
    CLI::App* show = command(group, "show", "Who changed what, when", Command::audit, CaseAction::show_audit);
    show->add_option("--case", book_.id, "Only of this case")->type_name("CASE");
    show->add_option("--after", book_.after_entry, "Entries after this number")->type_name("N");
    add_limit(show);
  }

  CLI::App& app_;
  Arguments& arguments_;
  CaseArguments& book_;
};

} // namespace

void add_casebook_commands(CLI::App& app, Arguments& arguments) {
  CasebookCommandLine(app, arguments).add();
}

} // namespace cartwright
