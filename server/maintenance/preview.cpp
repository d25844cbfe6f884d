#include "server/maintenance/preview.hpp"

#include <algorithm>

#include "catalogues/lint/lint.hpp"
#include "server/maintenance/check_file.hpp"

namespace cartwright {

namespace {

std::optional<std::vector<std::string>> changed_trials(const Revision& next) {
  std::vector<std::string> out;
  const std::string folder = "trials/", ending = ".json";
  for (const ChangedFile& each : next.changed) {
    if (each.path.rfind(folder, 0) == 0)
      out.push_back(each.path.substr(folder.size(), each.path.size() - folder.size() - ending.size()));
    else if (each.path.rfind("samples/", 0) != 0)
      return std::nullopt;
  }
  return out;
}

Problems lint_of(const Catalogue& catalogue) {
  return without_accepted(lint(catalogue), catalogue);
}

Problems without(const Problems& all, const Problems& others) {
  Problems out;
  for (const Problem& each : all.items())
    if (std::find(others.items().begin(), others.items().end(), each) == others.items().end()) out.add(each);
  return out;
}

void compare(const Catalogue& before, const Catalogue& after, const Revision& next, Preview& out) {
  const auto& ids = out.trials;
  const Catalogue from = ids ? narrowed(before, *ids) : before, to = ids ? narrowed(after, *ids) : after;
  out.step.difference = difference(state_of(from, "revision " + std::to_string(next.number - 1)),
                                   state_of(to, "revision " + std::to_string(next.number)));
  out.step.changes = changes_of(out.step.difference);
  const Problems then = lint_of(from), now = lint_of(to);
  out.found = without(now, then);
  out.mended = without(then, now);
}

} // namespace

Preview preview(const Staging& staging, std::shared_ptr<const Service> published, const Today& today) {
  Preview out;
  out.next = staging.revision();
  out.trials = changed_trials(out.next);
  out.published = std::move(published);
  const auto opened = Service::open(staging.directory(), today);
  out.problems = opened.problems();
  if (!opened) return out;
  out.service = *opened;
  const Catalogue& after = *(*opened)->snapshot().catalogue;
  out.next.catalogue = after.revision;
  out.after = coverage(after);
  if (out.published == nullptr) return out;
  const Catalogue& before = *out.published->snapshot().catalogue;
  out.before = coverage(before);
  compare(before, after, out.next, out);
  return out;
}

} // namespace cartwright
