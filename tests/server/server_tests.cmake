set(SERVER_TESTS ${CMAKE_CURRENT_LIST_DIR}/http_test.cpp ${CMAKE_CURRENT_LIST_DIR}/postgres_test.cpp ${CMAKE_CURRENT_LIST_DIR}/sqlite_test.cpp)
