// The command line of cases, casebook, tokens and audit trail, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace cartwright {

struct Arguments;

enum class CaseAction : std::uint8_t {
  add,
  update,
  show,
  list,
  close,
  reopen,
  assign,
  shortlist,
  override_criterion,
  withdraw,
  export_case,
  create,
  migrate,
  check,
  backup,
  restore,
  add_token,
  list_tokens,
  revoke_token,
  verify_audit,
  show_audit
};

struct CaseArguments {
  CaseAction action = CaseAction::list;
  std::string casebook; ///< file or address; empty: CARTWRIGHT_CASEBOOK, else the user's own
  std::string id;       ///< a case, or a token
  std::string file;     ///< a profile, or a backup
  std::string coordinator, because, note;
  std::string trial, criterion, state, until;
  std::optional<std::int64_t> version; ///< the change is made for this version of the case
  std::optional<std::int64_t> number;  ///< of an override
  std::optional<std::int64_t> profile; ///< show the bytes of this version
  std::int64_t after_entry = 0, limit = 1000;
  std::string after; ///< list: ids beyond this one
  bool closed = false, all = false, remove = false, replace = false;
  std::string label, roles, expires, mark;
};

/// Adds the groups `case`, `casebook`, `token` and `audit`.
void add_casebook_commands(CLI::App& app, Arguments& arguments);

} // namespace cartwright
