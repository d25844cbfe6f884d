#include "server/maintenance/live_service.hpp"

namespace cartwright {

Result<std::shared_ptr<const Service>> open_revision(const CatalogueStore& store, const Revision& revision,
                                                     Today today, SearchPlace search) {
  const auto directory = store.directory_of(revision.number);
  auto service = Service::open(directory, std::move(today), std::move(search));
  if (!service) return service;
  const std::string& found = (*service)->snapshot().catalogue->revision;
  if (found == revision.catalogue) return service;
  return unavailable_at(directory,
                        "revision " + std::to_string(revision.number) + " was published as " +
                            revision.catalogue + " and its files are " + found +
                            " now: they were changed or damaged",
                        "bring the folder back from a backup; its files also stand under objects/");
}

Result<std::unique_ptr<LiveService>> LiveService::open(const CatalogueStore& store, Today today,
                                                       SearchPlace search) {
  std::unique_ptr<LiveService> out(new LiveService(store, std::move(today), std::move(search)));
  if (Problems failed = out->refresh(); failed.has_errors()) return failed;
  return out;
}

Problems LiveService::refresh() {
  const std::lock_guard lock(refreshing_);
  const auto before = now();
  if (before && before->revision.number == store_.newest()) return {};
  const auto revision = store_.find("");
  if (!revision) return revision.problems();
  const auto service = open_revision(store_, *revision, today_, search_);
  if (!service) return service.problems();
  published_.store(std::make_shared<const Published>(Published{*service, *revision}));
  return {};
}

} // namespace cartwright
