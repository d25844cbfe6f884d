set(MATCHING_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/matching_rank_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/matching_slots_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/matching_readiness_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/matching_offers_test.cpp)
