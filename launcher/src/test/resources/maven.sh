#!/bin/sh
# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
#
# Plays Maven: a jar that holds the text of the sources, or an error where they hold a mistake.
# Where there is a pipe named gate it waits for somebody to open it.
echo "$@" >>maven-calls
echo '[INFO] Building metric 0.1.0-SNAPSHOT                  [1/2]'
echo '[INFO] Building cli 0.1.0-SNAPSHOT                     [2/2]'
[ ! -p gate ] || read -r _ <gate
if grep -r mistake cli/src/main; then
  echo '[ERROR] Main.java:[1,1] not a statement'
  echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
  exit 1
fi
mkdir -p cli/target/lib
find cli/src/main -type f -exec cat {} + >cli/target/lib/metta-cli.jar
