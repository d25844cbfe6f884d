set(CATALOGUE_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/bad_catalogue_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/coverage_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/lint_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/profile_reader_test.cpp)
set(CATALOGUE_TESTS ${CMAKE_CURRENT_LIST_DIR}/profile_reader_test.cpp ${CMAKE_CURRENT_LIST_DIR}/bad_catalogue_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/import_words.cpp ${CMAKE_CURRENT_LIST_DIR}/import_formats_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/import_bad_input_test.cpp ${CMAKE_CURRENT_LIST_DIR}/import_run_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/changes_test.cpp ${CMAKE_CURRENT_LIST_DIR}/registry_examples_test.cpp)
