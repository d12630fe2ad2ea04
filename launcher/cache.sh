# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Makes the ahead-of-time cache that `start` has named; sourced only when it does not exist yet.

. "$home/launcher/lock.sh"
. "$home/launcher/progress.sh"

# Others that start meanwhile wait for this one. Without a place to write there is no cache, which is no error.
make_cache() {
  mkdir -p "${cache%/*}" 2>/dev/null && [ -w "${cache%/*}" ] || return 0
  take_lock "${cache%/*}/cache.lock"
  if [ ! -e "$cache" ]; then
    progress 'preparing quick starts with this Java (once)'
    train
    progress_end
    find "${cache%/*}" -name '*.aot' -mtime +30 -exec rm -f {} +
  fi
  release_lock
}

# The training run sees no secret, no setting and no folder of the user's.
train() {
  rm -rf "$cache".[0-9]* # of a start that was killed here
  scratch=$cache.$$
  mkdir "$scratch"
  # shellcheck disable=SC2086
  (
    cd "$scratch" || exit
    env -i PATH="$PATH" HOME="$scratch" METTA_DATA_DIR="$scratch" LC_ALL=C.UTF-8 AWS_EC2_METADATA_DISABLED=true \
      "$java_home/bin/java" $flags "-XX:AOTCacheOutput=$scratch/new.aot" \
      -Dmetta.home="$home" -cp "$class_path" "$main_class" $training
  ) </dev/null >"$scratch/log" 2>&1
  if [ -s "$scratch/new.aot" ]; then
    mv "$scratch/new.aot" "$cache"
  else
    : >"$cache"
  fi
  rm -rf "$scratch"
}
