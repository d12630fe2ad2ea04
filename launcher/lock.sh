# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# One at a time. The lock is a symbolic link whose target is its holder's process id: made in one step, so it never
# stands there without a holder.

# take_lock PATH: waits until this process holds it. It is given back by release_lock, or at the end.
take_lock() {
  waiting=''
  until ln -s "$$" "$1" 2>/dev/null; do
    holder=$(readlink "$1") || holder=''
    if [ -n "$holder" ] && ! is_alive "$holder"; then
      inherit_lock "$1" "$holder"
    else
      if [ -n "$holder" ] && [ "$holder" != "$waiting" ]; then
        echo "metta: waiting for another start that is building (process $holder; if that is no metta, remove $1)" >&2
        waiting=$holder
      fi
      sleep 1
    fi
  done
  lock=$1
  trap release_lock EXIT
  trap 'interrupted 129' HUP
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
}

release_lock() {
  rm -f "$lock"
  trap - EXIT HUP INT TERM
}

# inherit_lock PATH HOLDER: removes a dead holder's lock. One heir only, and not if somebody has taken it since.
inherit_lock() {
  ln -s "$$" "$1.$2" 2>/dev/null || { sleep 1; return; }
  [ "$(readlink "$1")" != "$2" ] || rm -f "$1"
  rm -f "$1.$2"
}

is_alive() {
  kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ] || ps -p "$1" >/dev/null 2>&1
}

# interrupted STATUS: what runs in the background stops as well.
interrupted() {
  [ -z "${child-}" ] || kill "$child" 2>/dev/null
  progress_end
  exit "$1"
}
