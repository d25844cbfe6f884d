// Stamp, refusal and the switch from one index to the next.
#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "catalogues/files.hpp"
#include "indexes/xapian_store.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/search_words.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

const std::string mend = "cartwright index build";
const Navigation no_navigation;

/// A catalogue of few records: building it takes a moment.
const Catalogue& small_catalogue() {
  static const Catalogue small = [] {
    Catalogue out = shipped_catalogue();
    out.trials.resize(12);
    out.centres.resize(5);
    out.revision = "sha256:small";
    return out;
  }();
  return small;
}

IndexStamp build(const std::filesystem::path& directory, const Catalogue& catalogue) {
  const auto stamp = build_index(directory, {catalogue, no_navigation, country_names()});
  REQUIRE(stamp);
  return *stamp;
}

IndexState state_of(const std::filesystem::path& directory, const std::string& revision) {
  IndexState out{};
  const auto opened = open_index(directory, revision, mend, &out);
  CHECK(opened.has_value() == (out == IndexState::good));
  if (!opened) {
    REQUIRE(opened.problems().size() == 1);
    CHECK(opened.problems().items()[0].hint == "run: " + mend);
    CHECK(opened.problems().items()[0].code == ProblemCode::unavailable);
  }
  return out;
}

std::size_t entries(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("Index: absent, good, stale, damaged") {
  const Scratch scratch;
  const auto place = scratch / "index";
  CHECK(state_of(place, "sha256:small") == IndexState::absent);
  const IndexStamp stamp = build(place, small_catalogue());
  CHECK(stamp.documents > 17);
  CHECK(state_of(place, "sha256:small") == IndexState::good);
  CHECK(state_of(place, "sha256:other") == IndexState::stale);
  IndexStamp older = stamp;
  older.schema = index_schema - 1;
  REQUIRE(write_file(stamp_path(place), stamp_text(older)).empty());
  CHECK(state_of(place, "sha256:small") == IndexState::stale);
}

TEST_CASE("Index: every flipped byte of the stamp is noticed, and bytes of the file too") {
  const Scratch scratch;
  const auto place = scratch / "index";
  const IndexStamp stamp = build(place, small_catalogue());
  const std::string text = *read_file(stamp_path(place));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string broken = text;
    broken[i] ^= 1;
    REQUIRE(write_file(stamp_path(place), broken).empty());
    CHECK(state_of(place, "sha256:small") == IndexState::damaged);
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{10}, text.size() - 1}) {
    REQUIRE(write_file(stamp_path(place), text.substr(0, length)).empty());
    CHECK(state_of(place, "sha256:small") == IndexState::damaged);
  }
  REQUIRE(write_file(stamp_path(place), text).empty());
  const std::string bytes = *read_file(place / stamp.file);
  for (std::size_t i = 0; i < 40; ++i) {
    std::string broken = bytes;
    broken[i * (bytes.size() / 40)] ^= 0x10;
    REQUIRE(write_file(place / stamp.file, broken).empty());
    CHECK(state_of(place, "sha256:small") == IndexState::damaged);
  }
  REQUIRE(write_file(place / stamp.file, bytes.substr(0, bytes.size() / 2)).empty());
  CHECK(state_of(place, "sha256:small") == IndexState::damaged);
  std::filesystem::remove(place / stamp.file);
  CHECK(state_of(place, "sha256:small") == IndexState::damaged);
  build(place, small_catalogue());
  CHECK(state_of(place, "sha256:small") == IndexState::good);
}

TEST_CASE("Index: the same catalogue gives an index with the same answers, and nothing is left beside it") {
  const Scratch scratch;
  const auto place = scratch / "index";
  const IndexStamp first = build(place, small_catalogue());
  const IndexStamp second = build(place, small_catalogue());
  CHECK(first.documents == second.documents);
  CHECK(entries(place) == 3); // the stamp, the file that it names and the lock
}

TEST_CASE("Index: a directory that cannot be written leaves the old index and a clear error") {
  const Scratch scratch;
  std::ofstream(scratch / "file") << "in the way";
  const auto built = build_index(scratch / "file", {small_catalogue(), no_navigation, country_names()});
  REQUIRE(!built);
  CHECK(built.problems().items()[0].code == ProblemCode::unavailable);
}

TEST_CASE("Index: readers keep serving while it is rebuilt again and again") {
  const Scratch scratch;
  const auto place = scratch / "index";
  build(place, small_catalogue());
  const auto opened = open_index(place, "sha256:small", mend);
  REQUIRE(opened);
  SearchQuestion question;
  question.words = "BCMA";
  const auto expected = (*opened)->search(question);
  REQUIRE(expected);
  std::atomic<bool> stop = false;
  std::atomic<std::size_t> answered = 0, wrong = 0, refused = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!stop) {
        const auto old = (*opened)->search(question);
        if (!old || old->total != expected->total) ++wrong;
        const auto fresh = open_index(place, "sha256:small", mend);
        if (!fresh)
          ++refused;
        else if (const auto now = (*fresh)->search(question); !now || now->total != expected->total)
          ++wrong;
        ++answered;
      }
    });
  for (int i = 0; i < 5; ++i)
    build(place, small_catalogue());
  stop = true;
  for (std::thread& reader : readers)
    reader.join();
  CHECK(answered > 5);
  CHECK(wrong == 0);
  CHECK(refused == 0);
}

TEST_CASE("Index: killed at fifty random moments, a build leaves the old index whole or the new one") {
  const Scratch scratch;
  const auto place = scratch / "index";
  build(place, small_catalogue());
  Catalogue changed = small_catalogue();
  changed.revision = "sha256:changed";
  changed.trials.resize(11);
  const auto begun = std::chrono::steady_clock::now();
  build(place, changed);
  const auto whole = std::chrono::steady_clock::now() - begun;
  build(place, small_catalogue());
  std::mt19937 random(20261122);
  std::uniform_int_distribution<long> moment(
      0, std::chrono::duration_cast<std::chrono::microseconds>(whole).count() * 11 / 10);
  std::size_t old = 0, renewed = 0;
  for (int i = 0; i < 50; ++i) {
    killed_after(std::chrono::microseconds(moment(random)), [&](const Say&) {
      return build_index(place, {changed, no_navigation, country_names()}) ? 0 : 1;
    });
    IndexState state{};
    const bool still_old = open_index(place, "sha256:small", mend, &state).has_value();
    const auto now = open_index(place, still_old ? "sha256:small" : "sha256:changed", mend);
    INFO("kill " << i);
    REQUIRE(now);
    SearchQuestion question;
    question.filters[IndexField::kind] = {"trial"};
    const auto answer = (*now)->search(question);
    REQUIRE(answer);
    CHECK(answer->total == (still_old ? 12 : 11));
    ++(still_old ? old : renewed);
    if (!still_old) build(place, small_catalogue());
  }
  CHECK(old > 10);
  build(place, small_catalogue());
  CHECK(entries(place) == 3); // what killed builds left is swept up
}
