set(CRITERIA_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/criteria_errors_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/criteria_format_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/criteria_graph_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/criteria_therapy_test.cpp)
