#include "tests/support/store_copy.hpp"

#include <fstream>

#include <catch2/catch.hpp>

namespace cartwright::test {

namespace fs = std::filesystem;

namespace {

Day clock_day() {
  return *parse_day("2026-11-22");
}

std::string clock_now() {
  return "2026-11-22T08:00:00Z";
}

void tell(const Problems& problems) {
  for (const Problem& problem : problems.items())
    UNSCOPED_INFO(problem.where << ": " << problem.message);
}

} // namespace

std::string StoreCopy::id(int number) {
  const std::string digits = std::to_string(number);
  return "NCT" + std::string(8 - digits.size(), '0') + digits;
}

StoreCopy::StoreCopy(int trials) {
  const CatalogueCopy copy;
  for (int number = 1; number <= trials; ++number) {
    nlohmann::json trial = good_trial();
    trial["id"] = id(number);
    copy.add(trial);
  }
  const auto store = CatalogueStore::open(directory());
  REQUIRE(store);
  const auto done = publish_directory(*store, copy.directory(), "", {"first", clock_now(), "the first state"},
                                      false, clock_day);
  tell(done.problems());
  REQUIRE(done);
}

CatalogueStore StoreCopy::store() const {
  const auto out = CatalogueStore::open_existing(directory());
  tell(out.problems());
  REQUIRE(out);
  return *out;
}

std::unique_ptr<Desk> StoreCopy::desk() const {
  auto out = Desk::open(store(), clock_day, clock_now);
  tell(out.problems());
  REQUIRE(out);
  return std::move(*out);
}

void StoreCopy::draft(Desk& desk, const std::string& id, const std::string& title) {
  const auto view = desk.draft(id);
  REQUIRE(view);
  nlohmann::json content = content_of(*view);
  content["title"] = title;
  const auto saved = desk.save(id, view->state.version(), content.dump(), "ann", "a better title");
  tell(saved.problems());
  REQUIRE(saved);
  const auto reviewed = desk.review(id, saved->state.version(), "bob", "it reads well");
  tell(reviewed.problems());
  REQUIRE(reviewed);
}

nlohmann::json content_of(const DraftView& view) {
  return nlohmann::json::parse(view.content);
}

std::map<std::string, std::string> files_under(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out[entry.path().lexically_relative(folder).string()] = text.str();
  }
  return out;
}

} // namespace cartwright::test
