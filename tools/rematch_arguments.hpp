// The command line of the weekly run and its report, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace cartwright {

struct Arguments;

struct RematchArguments {
  std::string casebook; ///< file or address; empty: CARTWRIGHT_CASEBOOK, else the user's own
  bool worker = false;  ///< share one run with others
  bool full = false;    ///< ask everything anew
  std::size_t batch = 256;
  std::uint32_t count = 0, first = 1; ///< of generate: how many, from which seed on
  std::uint32_t coordinators = 10;    ///< of generate
  std::optional<std::int64_t> run;    ///< of report; the newest when absent
  bool list = false, csv = false;
  std::string html, digest; ///< where report writes them; empty: not
};

/// Adds `rematch`, `report` and `generate`.
void add_rematch_commands(CLI::App& app, Arguments& arguments);
/// Adds `catalogue impact` and `catalogue funnel`.
void add_impact_commands(CLI::App& catalogue, Arguments& arguments);

} // namespace cartwright
