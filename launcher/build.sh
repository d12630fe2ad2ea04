# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Builds a checkout and lays the product where no later build touches it: in .metta/builds/<hash of its bytes>.

. "$home/launcher/lock.sh"
. "$home/launcher/progress.sh"

builds=$state/builds
log=$state/build.log

# Sets product to a build of the sources as they are, or says what stands in the way and exits 1.
build_product() {
  if ! mkdir -p "$builds" 2>/dev/null || [ ! -w "$state" ]; then
    # Copied or handed to another user, files look changed that are not, and nobody may note it here.
    ! is_of_these_sources || return 0
    echo "metta: cannot write to $state, so it cannot be built there; build a checkout that can be written" >&2
    exit 1
  fi
  take_lock "$state/lock"
  if ! is_current; then
    : >"$state/building" # its time tells when the sources were looked at
    if is_of_these_sources; then
      touch "$product/laid"
    else
      run_maven
      lay
      [ "$(hash_sources)" = "$hash" ] || hash='changed during the build'
    fi
    stamp
    prune
  fi
  release_lock
}

# True when the last build is whole, and of sources with these very bytes; sets hash.
is_of_these_sources() {
  hash=$(hash_sources)
  [ "$hash" = "$built_hash" ] && is_sound "$built"
}

hash_sources() (
  cd "$home" && with_sources hash_files
)

# hash_files PATH…: one hash of names and bytes. Editors' swap files and backups do not count.
hash_files() {
  # shellcheck disable=SC2086
  find "$@" -type f ! -name '.*' ! -name '*~' -exec $hasher {} + | LC_ALL=C sort | $hasher | cut -c 1-32
}

hasher='shasum -a 256'
! command -v sha256sum >/dev/null || hasher=sha256sum

# is_sound HASH: true when every byte of that build is as it was laid.
is_sound() {
  [ -f "$builds/$1/laid" ] && [ "$(cd "$builds/$1/lib" && hash_files .)" = "$1" ]
}

# Maven's own words go to the log; stderr tells which room is being built. The formatter is for commits and the
# tests are for the test command: neither keeps an edit from being tried.
run_maven() {
  if [ -n "$built" ]; then
    echo 'metta: the sources have changed, building' >&2
  else
    echo 'metta: building (first use, takes a minute or two)' >&2
  fi
  await_left_behind "$state/maven.process"
  rm -rf "$home/cli/target/lib" "$state/maven"
  mkfifo "$state/maven"
  (
    cd "$home" || exit
    METTA_JAVA_HOME=$java_home exec ./mvnw -B -Dstyle.color=never -Dspotless.check.skip=true \
      -Dmaven.test.skip=true -pl cli -am package
  ) </dev/null >"$state/maven" 2>&1 &
  child=$!
  ln -sf "$child" "$state/maven.process"
  show_maven <"$state/maven" 3>"$log"
  wait "$child"
  status=$?
  child=''
  rm -f "$state/maven" "$state/maven.process"
  [ "$status" -eq 0 ] || refuse
}

show_maven() {
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      '[INFO] Building '*'['*/*']')
        room=${line#'[INFO] Building '}
        step=${line##*\[}
        progress "building ${step%]} ${room%% *}"
        ;;
      *Downloading*) progress_detail "fetching ${line##*/}" ;;
    esac
  done
  progress_end
}

# The last good build does not stand in for the one that was asked for.
refuse() {
  reasons=$(reasons_of_failure)
  [ -n "$reasons" ] || reasons=$(tail -n 12 "$log")
  {
    echo 'metta: the build failed:'
    echo "$reasons"
    echo "metta: all of it stands in $log"
  } >&2
  exit 1
}

# The log's errors and the warnings that count as such, each once, with paths as seen from the checkout; without
# Maven's advice on how to call Maven.
reasons_of_failure() {
  grep -e '^\[ERROR\] .' -e '^\[WARNING\] .*\.java:\[' "$log" |
    grep -v -e '^.ERROR. \[Help 1\]' -e 'COMPILATION ERROR' -e 'Re-run Maven' -e 'full stack trace' \
      -e 'information about the errors' -e 'correcting the problems' -e 'mvn <args>' |
    prefix=$home/ awk '
      { at = index($0, ENVIRON["prefix"]) }
      at { $0 = substr($0, 1, at - 1) substr($0, at + length(ENVIRON["prefix"])) }
      { sub(/ -> \[Help 1\]$/, "") }
      /^.ERROR. *$/ { next }
      !seen[$0]++ && ++count <= 12 { print substr($0, 1, 400) }'
}

# Copies what Maven has laid into cli/target/lib, hashes the copy and names it by that.
lay() {
  rm -rf "$builds"/new.*
  new=$builds/new.$$
  if ! mkdir "$new" || ! cp -R "$home/cli/target/lib" "$new/lib"; then
    echo "metta: the build has left no cli/target/lib; see $log" >&2
    exit 1
  fi
  built=$(cd "$new/lib" && hash_files .)
  product=$builds/$built
  echo "$built" >"$new/laid"
  if is_sound "$built"; then
    rm -rf "$new"
    touch "$product/laid"
  else
    rm -rf "$product"
    mv "$new" "$product"
  fi
}

# Written last and put into place in one step, with the time at which the build began.
stamp() {
  {
    (cd "$home" && with_sources echo)
    echo "$hash"
    echo "$built"
  } >"$state/built.new"
  touch -r "$state/building" "$state/built.new"
  mv "$state/built.new" "$state/built"
}

# Keeps this build, the two before it, which a command may still be running from, and those in use for long.
prune() {
  kept=0
  # shellcheck disable=SC2012 # the names are hashes
  ls -t "$builds" | while IFS= read -r old; do
    kept=$((kept + 1))
    [ "$kept" -le 3 ] || [ "$old" = "$built" ] || is_in_use "$builds/$old" || rm -rf "${builds:?}/$old"
  done
}

is_in_use() {
  for user in "$1"/in-use.*; do
    [ ! -e "$user" ] || ! is_alive "${user##*.}" || return 0
  done
  return 1
}
