// The command line as values: what was asked for, or the text and exit code that end the program at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tools/case_arguments.hpp"
#include "tools/rematch_arguments.hpp"

namespace cartwright {

enum class Command : std::uint8_t {
  match,
  explain,
  review,
  check,
  catalogue_check,
  catalogue_coverage,
  catalogue_fmt,
  catalogue_show,
  catalogue_dump,
  catalogue_import,
  catalogue_diff,
  catalogue_draft,
  search,
  index_build,
  index_check,
  catalogue_drafts,
  catalogue_edit,
  catalogue_review,
  catalogue_publish,
  catalogue_revisions,
  catalogue_compare,
  catalogue_restore,
  catalogue_freshness,
  bench,
  catalogue_impact,
  catalogue_funnel,
  generate,
  rematch,
  report,
  serve,
  case_work,
  casebook_upkeep,
  token,
  audit
};

struct Arguments {
  Command command = Command::match;
  std::string catalogue;             ///< directory; empty: beside the program or in the working directory
  std::string store;    ///< directory of the maintainers' store; answers come from its revision
  std::string revision; ///< of the store; empty: the newest
  std::vector<std::string> patients; ///< files; "-" is standard input
  std::vector<std::string> ids;      ///< trials or centres
  std::vector<std::string> sources;  ///< of import: registry records; of draft: texts; of diff: states
  std::string drafts;                ///< of import: directory of drafts
  std::string as_of;                 ///< empty: today
  std::optional<std::size_t> top;
  bool json = false;
  bool only_check = false;       ///< of fmt: change nothing, say what would change
  std::string stage = "program"; ///< of dump
  std::string index;             ///< directory of the search index; empty: beside the program
  std::vector<std::pair<std::string, std::string>> search; ///< words, filters and limits by name
  std::string labels;            ///< what a person read out of the same text; empty: draft only
  std::string base;   ///< of edit and review: what the edit was based on; of publish: the newest revision
  std::string by, why; ///< who does it and why
  std::string from;   ///< of edit: the file's new content; of publish: a whole catalogue
  std::string expect; ///< of publish and restore: the digest that a preview showed
  bool remove = false, discard = false, only_preview = false;
  std::string listen = "127.0.0.1:8787";
  std::string workload; ///< directory of the neutral workload
  std::string verdicts; ///< where bench writes its rows; empty: nowhere
  std::size_t threads = 2;
  RematchArguments rematch; ///< of rematch and report
  std::string token_file, tls_certificate, tls_key;
  CaseArguments book; ///< of case, casebook, token and audit
};

struct EarlyEnd {
  int exit_code = 0; ///< 0 for --help and --version, 2 for a usage error
  std::string text;
};

std::variant<Arguments, EarlyEnd> parse_arguments(int count, char** words);

} // namespace cartwright
