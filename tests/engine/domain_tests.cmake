set(DOMAIN_TESTS
  ${CMAKE_CURRENT_LIST_DIR}/date_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/quantity_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/truth_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/tissue_type_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/vocabulary_test.cpp)
