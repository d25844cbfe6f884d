#include <ostream>

#include "server/casebook/case_json.hpp"
#include "server/casebook/case_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_casework.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

constexpr std::chrono::days usual_life{90};

Result<NewToken> wanted_token(const CaseArguments& wanted) {
  Problems problems;
  const auto roles = roles_named(wanted.roles);
  if (!roles)
    problems.error(ProblemCode::unknown_word, "--roles", "these are no roles: " + wanted.roles,
                   "one or more of " + text_of(Roles::all()));
  const auto day = wanted.expires.empty() ? today() + usual_life : parse_day(wanted.expires);
  if (!day)
    problems.error(ProblemCode::impossible_date, "--expires", "this is not a date", "write it as YYYY-MM-DD");
  if (problems.has_errors()) return problems;
  return NewToken{wanted.label, *roles, *day};
}

Exit add(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const auto wanted = wanted_token(arguments.book);
  if (!wanted) return report(wanted.problems(), terminal);
  const auto made = add_token(casebook, local_actor(), *wanted);
  if (!made) return report(made.problems(), terminal);
  if (arguments.json) {
    terminal.out << token_json(made->head, made->token);
    return Exit::done;
  }
  terminal.out << made->token << "\n";
  terminal.err << "The token of " << made->head.label << " (" << text_of(made->head.roles) << "), until "
               << made->head.expires
               << ". It is shown this once; what is kept cannot be turned back into it.\n";
  return Exit::done;
}

Exit list(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const auto tokens = list_tokens(casebook);
  if (!tokens) return report(tokens.problems(), terminal);
  terminal.out << (arguments.json ? tokens_json(*tokens)
                                  : tokens_text(*tokens, casebook.now(), terminal.out_style));
  return Exit::done;
}

Exit revoke(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const auto revoked = revoke_token(casebook, local_actor(), arguments.book.id);
  if (!revoked) return report(revoked.problems(), terminal);
  terminal.out << (arguments.json ? token_json(*revoked)
                                  : tokens_text({*revoked}, casebook.now(), terminal.out_style));
  return Exit::done;
}

} // namespace

Exit run_token(const Arguments& arguments, Terminal& terminal) {
  const CaseAction action = arguments.book.action;
  const auto casebook = open_casebook(
      arguments.book, action == CaseAction::add_token ? sql::Opening::create : sql::Opening::existing);
  if (!casebook) return report(casebook.problems(), terminal);
  if (action == CaseAction::add_token) return add(**casebook, arguments, terminal);
  if (action == CaseAction::list_tokens) return list(**casebook, arguments, terminal);
  return revoke(**casebook, arguments, terminal);
}

} // namespace cartwright
