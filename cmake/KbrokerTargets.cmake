# One target a library, one helper a kind of target.

# Asio, Beast and Asio.SSL compiled once for everybody.
add_library(kbroker_asio STATIC ${CMAKE_SOURCE_DIR}/cmake/separate/asio.cpp
  ${CMAKE_SOURCE_DIR}/cmake/separate/asio_ssl.cpp ${CMAKE_SOURCE_DIR}/cmake/separate/beast.cpp)
target_link_libraries(kbroker_asio PRIVATE kbroker_flags
  PUBLIC Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# The precompiled header everyone shares.
add_library(kbroker_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/separate/pch.cpp)
target_link_libraries(kbroker_pch PRIVATE kbroker_flags PUBLIC kbroker_asio Boost::json)
# By its name, not its place: what is compiled has no path in it, and the cache serves the same sources in any folder.
target_include_directories(kbroker_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/separate)
target_precompile_headers(kbroker_pch PRIVATE <pch.hpp>)

function(kbroker_use_pch target)
  target_precompile_headers(${target} REUSE_FROM kbroker_pch)
endfunction()

# kbroker_add_library(net SOURCES a.cpp b.cpp DEPENDS kbroker::base [PRIVATE_DEPENDS X])
function(kbroker_add_library room)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(kbroker_${room} STATIC ${ARG_SOURCES})
  add_library(kbroker::${room} ALIAS kbroker_${room})
  set_target_properties(kbroker_${room} PROPERTIES EXPORT_NAME ${room})
  target_include_directories(kbroker_${room}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(kbroker_${room}
    PUBLIC ${ARG_DEPENDS} kbroker_asio Boost::json
    PRIVATE kbroker_flags ${ARG_PRIVATE_DEPENDS})
  target_compile_definitions(kbroker_${room} PUBLIC BOOST_ASIO_SEPARATE_COMPILATION
    BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
  kbroker_use_pch(kbroker_${room})
endfunction()

# kbroker_add_executable(kbrokerd SOURCES main.cpp DEPENDS kbroker::daemon)
function(kbroker_add_executable name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} kbroker_flags)
  target_compile_definitions(${name} PRIVATE KBROKER_VERSION="${PROJECT_VERSION}")
  kbroker_use_pch(${name})
endfunction()

# kbroker_add_test(net SOURCES a_test.cpp DEPENDS kbroker::net): executable <name>_test, each case known to ctest.
function(kbroker_add_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${ARG_DEPENDS} kbroker_flags kbroker_test_places Catch2::Catch2WithMain)
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/test/support)
  kbroker_use_pch(${name}_test)
  catch_discover_tests(${name}_test TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT 120)
endfunction()
