// One published state of the whole catalogue: what it holds, what it changed, who published it, when and why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalogues/json_build.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/store/edit.hpp"

namespace cartwright {

enum class RevisionOrigin : std::uint8_t {
  directory, ///< a whole catalogue taken in
  drafts,    ///< reviewed drafts
  restore    ///< files of an earlier revision
};
std::string_view word(RevisionOrigin origin);

struct ChangedFile {
  std::string path;
  std::string before, after; ///< digests; empty: not there
  std::vector<Mark> saves;   ///< of the draft that it comes from
  std::optional<Mark> review;
};

struct Revision {
  std::size_t number = 0; ///< 1, 2, 3 ... without gaps
  std::string catalogue;  ///< digest of the catalogue as answers name it: "sha256:..."
  RevisionOrigin origin = RevisionOrigin::directory;
  std::optional<std::size_t> restored; ///< which revision was brought back
  Stamp stamp;
  std::vector<ChangedFile> changed;
  std::map<std::string, std::string> files; ///< path -> digest
  std::map<std::string, std::string>
      rests_on; ///< path -> digest of the registry's record last taken account of
};

std::string revision_file(const Revision& revision);
Result<Revision> read_revision(std::string_view text);

OrderedJson stamp_json(const Stamp& stamp);
OrderedJson mark_json(const Mark& mark);
Stamp read_stamp(const Cursor& from);
Mark read_mark(const Cursor& from);

} // namespace cartwright
