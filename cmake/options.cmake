# SPDX-License-Identifier: GPL-3.0-or-later
# Flags travel with targets: everything of ours links foyer_options.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(foyer_options INTERFACE)
target_compile_features(foyer_options INTERFACE cxx_std_20)
target_include_directories(foyer_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(foyer_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor)
target_compile_definitions(foyer_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_KEYWORDS
    FOYER_VERSION="${PROJECT_VERSION}")
if(FOYER_HARDENED)
    target_compile_options(foyer_options INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
        -fstack-clash-protection -fcf-protection -ftrivial-auto-var-init=zero)
    target_link_options(foyer_options INTERFACE -Wl,-z,relro,-z,now)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
