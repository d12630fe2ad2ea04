# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# A checkout runs the product that was built from its sources as they are now, and no older one.
# The everyday question, "is the build current?", is answered here; what to do if not stands in build.sh.

state=$home/.metta

# True when nothing has changed since the build that .metta/built tells of; sets product.
is_current() {
  built_from='' built_hash='' built=''
  [ -r "$state/built" ] || return 1
  { IFS= read -r built_from && IFS= read -r built_hash && IFS= read -r built; } <"$state/built" || return 1
  product=$state/builds/$built
  inspect_product && [ -n "$laid" ] || return 1
  changes=$(cd "$home" && with_sources list_changes) && [ -z "$changes" ]
}

# Whatever was changed in any way later than the build began (-cnewer), so that an old file moved or copied into
# place is seen too; folders as well, so that a removed file is.
list_changes() {
  [ "$*" = "$built_from" ] || return 1
  exec find "$@" -cnewer .metta/built -print
}

# with_sources COMMAND: calls COMMAND with the paths that the product is made from, relative to the checkout.
with_sources() {
  action=$1
  set -- pom.xml
  for path in .mvn */pom.xml */src/main collectors/*/pom.xml collectors/*/src/main; do
    [ ! -e "$path" ] || set -- "$@" "$path"
  done
  "$action" "$@"
}

build() {
  . "$home/launcher/build.sh"
  build_product
}
