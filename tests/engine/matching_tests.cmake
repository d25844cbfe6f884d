set(MATCHING_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/matching_slots_test.cpp)
