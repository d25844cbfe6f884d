// The newest revision of a store, ready to answer, exchanged under running questions: each question keeps the
// revision that it began with.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "catalogues/store/catalogue_store.hpp"
#include "server/service.hpp"

namespace cartwright {

/// A revision opened; refused when its files are not those that were published.
Result<std::shared_ptr<const Service>> open_revision(const CatalogueStore& store, const Revision& revision,
                                                     Today today, SearchPlace search = {});

/// One published state with the service that answers by it.
struct Published {
  std::shared_ptr<const Service> service;
  Revision revision;
};

class LiveService : public Answering {
public:
  static Result<std::unique_ptr<LiveService>> open(const CatalogueStore& store, Today today,
                                                   SearchPlace search = {});

  std::shared_ptr<const Published> now() const { return published_.load(); }
  /// Looks for a newer revision and answers by it from then on. When that cannot be opened the old one stays,
  /// and the problems say why.
  Problems refresh();

  Reply match(const Ask& ask) const override { return now()->service->match(ask); }
  Reply explain(const Ask& ask) const override { return now()->service->explain(ask); }
  Reply review(const Ask& ask) const override { return now()->service->review(ask); }
  Reply check(const Ask& ask) const override { return now()->service->check(ask); }
  Reply trials() const override { return now()->service->trials(); }
  Reply trial(const Ask& ask) const override { return now()->service->trial(ask); }
  Reply centres() const override { return now()->service->centres(); }
  Reply centre(const Ask& ask) const override { return now()->service->centre(ask); }
  Reply samples() const override { return now()->service->samples(); }
  Reply pathways() const override { return now()->service->pathways(); }
  Reply products() const override { return now()->service->products(); }
  Reply sample(const Ask& ask) const override { return now()->service->sample(ask); }
  Reply search(const Ask& ask) const override { return now()->service->search(ask); }
  Reply complete(const Ask& ask) const override { return now()->service->complete(ask); }

private:
  LiveService(CatalogueStore store, Today today, SearchPlace search)
      : store_(std::move(store)), today_(std::move(today)), search_(std::move(search)) {}

  CatalogueStore store_;
  Today today_;
  SearchPlace search_;
  std::mutex refreshing_;
  std::atomic<std::shared_ptr<const Published>> published_;
};

} // namespace cartwright
