# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# One at a time. The lock is a symbolic link whose target is its holder's process id: made in one step, so it never
# stands there without a holder.

# take_lock PATH: waits until this process holds it. It is given back by release_lock, or at the end.
take_lock() {
  until ln -s "$$" "$1" 2>/dev/null; do
    holder=$(readlink "$1") || continue
    if is_alive "$holder"; then
      await "$holder" "$1"
    else
      inherit_lock "$1" "$holder"
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

# await_left_behind PATH: waits for the end of the process that PATH names, which a killed start has left.
await_left_behind() {
  ! holder=$(readlink "$1") || ! is_alive "$holder" || await "$holder" "$1"
}

# await PROCESS PATH: waits while it lives and PATH says that it is what is being waited for.
await() {
  echo "metta: waiting for process $1, which is building (if it is no metta, remove $2)" >&2
  while is_alive "$1" && [ "$(readlink "$2")" = "$1" ]; do
    sleep 1
  done
}

# inherit_lock PATH HOLDER: removes a dead holder's lock. One heir only, and not if somebody has taken it since.
inherit_lock() {
  if ! ln -s "$$" "$1.$2" 2>/dev/null; then
    is_alive "$(readlink "$1.$2")" || rm -f "$1.$2"
    sleep 1
    return
  fi
  [ "$(readlink "$1")" != "$2" ] || rm -f "$1"
  rm -f "$1.$2"
}

# A process that has ended and that nobody has asked about (Z, where process 1 is no init) is not alive.
is_alive() {
  if [ -r "/proc/$1/stat" ]; then
    read -r facts <"/proc/$1/stat" || return 1
    case $facts in
      *') Z '*) return 1 ;;
    esac
  else
    kill -0 "$1" 2>/dev/null || ps -p "$1" >/dev/null 2>&1
  fi
}

# interrupted STATUS: what runs in the background stops as well.
interrupted() {
  [ -z "${child-}" ] || kill "$child" 2>/dev/null
  progress_end
  exit "$1"
}
