#include "server/search_desk.hpp"

#include "catalogues/files.hpp"
#include "catalogues/import/countries.hpp"

namespace cartwright {

SearchDesk::SearchDesk(std::shared_ptr<const Catalogue> catalogue,
                       std::shared_ptr<const Navigation> navigation, SearchPlace place)
    : catalogue_(std::move(catalogue)), navigation_(std::move(navigation)), place_(std::move(place)) {}

Result<CountryNames> SearchDesk::countries() const {
  const auto read = Countries::load(place_.catalogue);
  if (!read) return read.problems();
  return read->names();
}

Result<std::shared_ptr<const SearchIndex>> SearchDesk::in_passing() const {
  const auto names = countries();
  if (!names) return names.problems();
  return passing_index({*catalogue_, *navigation_, *names});
}

Result<IndexStamp> SearchDesk::build() const {
  const auto names = countries();
  if (!names) return names.problems();
  return build_index(place_.index, {*catalogue_, *navigation_, *names});
}

Result<std::shared_ptr<const SearchIndex>> SearchDesk::index() const {
  const std::lock_guard lock(mutex_);
  if (place_.index.empty()) {
    auto passing = current_ ? Result(current_) : in_passing();
    if (passing) current_ = *passing;
    return passing;
  }
  const auto stamp = read_file(stamp_path(place_.index));
  const std::string seen = stamp ? *stamp : "";
  if (current_ && seen == seen_) return current_;
  IndexState state{};
  auto opened = open_index(place_.index, catalogue_->revision, place_.mend, &state);
  if (!opened && current_) return current_;
  const bool of_another = state == IndexState::stale && place_.follows_revisions;
  if (!opened && (state == IndexState::absent || of_another)) opened = in_passing();
  if (!opened) return opened.problems();
  current_ = *opened;
  seen_ = seen;
  return current_;
}

} // namespace cartwright
