# cmake -DPAGE=DIR -DOUT=FILE -DOPENAPI=FILE -P embed_page.cmake: the page's files as C++ constants.
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${PAGE} ${PAGE}/*)
list(SORT files)
set(types_html "text/html; charset=utf-8")
set(types_css "text/css; charset=utf-8")
set(types_js "text/javascript; charset=utf-8")
set(types_svg "image/svg+xml")
set(types_json "application/json")
set(arrays "")
set(rows "")
set(number 0)

function(embed path file extension)
  file(READ ${file} hex HEX)
  file(SHA256 ${file} hash)
  string(SUBSTRING ${hash} 0 24 tag)
  string(LENGTH "${hex}" length)
  math(EXPR size "${length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(arrays "${arrays}constexpr unsigned char file_${number}[] = {${bytes}0};\n" PARENT_SCOPE)
  set(rows "${rows}    {\"${path}\", \"${types_${extension}}\", \"\\\"${tag}\\\"\", text(file_${number}, ${size})},\n" PARENT_SCOPE)
  math(EXPR next "${number} + 1")
  set(number ${next} PARENT_SCOPE)
endfunction()

foreach(name ${files})
  get_filename_component(extension ${name} LAST_EXT)
  string(SUBSTRING "${extension}" 1 -1 extension)
  if(NOT DEFINED types_${extension})
    message(FATAL_ERROR "server/page/${name}: no content type is known for .${extension}")
  endif()
  if(name STREQUAL "index.html")
    embed("/" ${PAGE}/${name} html)
  elseif(name STREQUAL "maintain.html")
    embed("/maintain" ${PAGE}/${name} html)
  else()
    embed("/${name}" ${PAGE}/${name} ${extension})
  endif()
endforeach()
embed("/v1/openapi.json" ${OPENAPI} json)

file(WRITE ${OUT}.new "// Generated from server/page; do not edit.
#include \"server/page_assets.hpp\"

#include <array>

namespace cartwright {
namespace {
${arrays}
std::string_view text(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}
} // namespace

std::span<const PageAsset> page_assets() {
  static const std::array<PageAsset, ${number}> assets = {{
${rows}  }};
  return assets;
}
} // namespace cartwright
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
