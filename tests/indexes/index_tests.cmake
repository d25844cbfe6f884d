set(INDEX_TESTS ${CMAKE_CURRENT_LIST_DIR}/index_state_test.cpp ${CMAKE_CURRENT_LIST_DIR}/patient_query_test.cpp ${CMAKE_CURRENT_LIST_DIR}/search_words_test.cpp)
