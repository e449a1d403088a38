#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unlocks a fresh keyring on this session's bus, then runs what is named; the keyring ends with the bus.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_DATA_HOME=$home/data XDG_RUNTIME_DIR=$home/run FOYER_TEST_KEYRING=yes
mkdir -m 700 "$XDG_RUNTIME_DIR"
printf 'only for this test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
