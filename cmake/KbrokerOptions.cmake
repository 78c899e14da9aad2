# Language level, warnings, sanitizers and where executables go.
option(KBROKER_BUILD_TESTS "Build unit and integration tests" ON)
option(KBROKER_BUILD_BENCH "Build the server that only bench/peers/run needs; the tests imply it" OFF)
option(KBROKER_BUILD_FUZZERS "Build libFuzzer targets (Clang only)" OFF)
option(KBROKER_WERROR "Treat warnings as errors" ON)
set(KBROKER_SANITIZE "" CACHE STRING "Sanitizers for every target: address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# Development builds want short compile times and readable stacks, not speed.
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1")
# Code that nobody runs still takes memory: no -O3, and what nothing refers to is left out.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG -ffunction-sections -fdata-sections")
add_link_options($<$<CONFIG:Release>:-Wl,--gc-sections>)

add_library(kbroker_flags INTERFACE)
target_compile_options(kbroker_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual -fstack-protector-strong $<$<BOOL:${KBROKER_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these falsely inside inlined library code.
  target_compile_options(kbroker_flags INTERFACE -Wno-maybe-uninitialized -Wno-mismatched-new-delete
    -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-restrict
    -fpch-preprocess)
endif()
target_compile_definitions(kbroker_flags INTERFACE
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  BOOST_ASIO_DISABLE_BOOST_COROUTINE
  # A request is a chain of about ten coroutines: keep that many frames a thread instead of two.
  BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=12)

if(KBROKER_SANITIZE)
  target_compile_options(kbroker_flags INTERFACE -fsanitize=${KBROKER_SANITIZE}
    -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(kbroker_flags INTERFACE -fsanitize=${KBROKER_SANITIZE})
  if(KBROKER_SANITIZE MATCHES "undefined")
    # The vptr check opens a pipe to look at memory: it reports falsely when a test takes all descriptors away.
    target_compile_options(kbroker_flags INTERFACE -fno-sanitize=vptr)
  endif()
  if(KBROKER_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(kbroker_flags INTERFACE -Wno-tsan)
  endif()
endif()

find_program(KBROKER_MOLD mold)
if(KBROKER_MOLD)
  # What hardly ever runs lies together, as other linkers do by themselves: 1 MiB less is resident.
  target_link_options(kbroker_flags INTERFACE -fuse-ld=mold $<$<CONFIG:Release>:-Wl,-z,keep-text-section-prefix>)
endif()
target_link_options(kbroker_flags INTERFACE -Wl,-z,relro,-z,now)

find_program(KBROKER_CCACHE ccache)
if(KBROKER_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${KBROKER_CCACHE})
endif()
