set(EVALUATION_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/evaluation_words.cpp
  ${CMAKE_CURRENT_LIST_DIR}/evaluation_lines_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/evaluation_measurements_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/evaluation_therapy_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/evaluation_time_test.cpp)
