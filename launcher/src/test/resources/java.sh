#!/bin/sh
# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
#
# Plays Java: says its process id and its arguments, and what the jars on its class path hold.
# A training run leaves a cache, unless a file named untrainable lies beside this one. What is served or watched lasts until
# somebody has opened the pipe named gate, where there is one.
for argument; do
  case $argument in
    -XX:AOTCacheOutput=*)
      echo training >>"${0%/*}/trainings"
      [ -e "${0%/*}/untrainable" ] || echo cache >"${argument#*=}"
      exit
      ;;
    serve | --watch) [ ! -p "${0%/*}/gate" ] || read -r _ <"${0%/*}/gate" ;;
  esac
done
echo "process $$"
before=''
for argument; do
  [ "$before" != -cp ] || sed 's/^/runs /' "$argument"
  before=$argument
  echo "argument <$argument>"
done
