set(CATALOGUE_TESTS ${CMAKE_CURRENT_LIST_DIR}/profile_reader_test.cpp ${CMAKE_CURRENT_LIST_DIR}/bad_catalogue_test.cpp)
