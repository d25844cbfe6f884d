set(CATALOGUE_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/bad_catalogue_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/coverage_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/lint_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/profile_reader_test.cpp)
