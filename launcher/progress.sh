# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Says on stderr what is being done: one line that changes on a terminal, a line each elsewhere.

if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
  progress() { printf '\r\033[Kmetta: %s …' "$1" >&2; }
  progress_detail() { progress "$1"; }
  progress_end() { printf '\r\033[K' >&2; }
else
  progress() { printf 'metta: %s …\n' "$1" >&2; }
  progress_detail() { :; }
  progress_end() { :; }
fi
