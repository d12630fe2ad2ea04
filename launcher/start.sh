# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Starts a product: a folder with lib/, where the jars are, and the file `laid`, written after them,
# with the hash of every byte in lib/. Why it starts as it does: docs/adr/0001-start-up.md.

main_class=ai.metta.cli.Main

# One run, as like an everyday one as can be, that the ahead-of-time cache is made from. Every start pays for the size of
# the cache: AWS's SDK and the client of Kubernetes stay out, which would nearly treble it for all other commands.
training='demo --once --jobs 60 skypilot github wandb asana'

# Every start: not a word of the Java machine's own in our output, no POST sent twice behind our back,
# UTF-8 whatever the locale, no warning about the store's native library.
flags_always='-Xlog:disable -Dsun.net.http.retryPost=false -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED'
# Commands that do their work and end: cheap to start, small.
flags_brief='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=8 -XX:-UsePerfData -Xms16m -Xmx256m'

# start ARGUMENT…: becomes the Java process that runs $product.
start() {
  if ! inspect_product; then
    echo "metta: no jars in $product/lib, and no pom.xml to build them from; copy or clone metta again" >&2
    exit 1
  fi
  name_command "$@"
  cache='' room=''
  case $command in
    serve)
      flags=$flags_always
      mark_in_use
      ;;
    *)
      flags="$flags_always $flags_brief"
      [ -z "$laid" ] || find_cache
      ! is_lasting "$@" || mark_in_use
      ;;
  esac
  speak_utf8
  set -f # METTA_JAVA_OPTS is split at its spaces, and its stars stay stars
  look_at_terminal
  # shellcheck disable=SC2086
  exec "$java_home/bin/java" $flags $room ${cache:+"-XX:AOTCache=$cache"} ${METTA_JAVA_OPTS-} \
    ${terminal:+"-Dmetta.terminal=$terminal"} ${columns:+"-Dmetta.columns=$columns"} \
    -Dmetta.home="$home" -cp "$class_path" "$main_class" "$@"
}

# Sets terminal to which of out and err are one, and columns to how wide it is. Java cannot tell the two apart.
look_at_terminal() {
  terminal='' columns=''
  [ ! -t 2 ] || terminal=err
  [ ! -t 1 ] || {
    terminal=out,$terminal
    columns=$({ stty size </dev/tty; } 2>/dev/null)
    columns=${columns#* }
  }
}

# Sets class_path, and laid: the product's hash, or nothing when its files are no longer those that were hashed.
# False when there are no jars.
inspect_product() {
  class_path='' laid=''
  [ ! -r "$product/laid" ] || IFS= read -r laid <"$product/laid"
  [ ! "$product/lib" -nt "$product/laid" ] || laid=''
  for jar in "$product"/lib/*.jar; do
    class_path=$class_path:$jar
    [ ! "$jar" -nt "$product/laid" ] || laid=''
  done
  class_path=${class_path#:}
  [ -e "$jar" ]
}

# True when a command that starts as short ones do goes on until it is stopped. Organisations need room.
is_lasting() {
  case $command in
    demo | sandbox)
      room=-Xmx1g
      return
      ;;
  esac
  for argument; do
    [ "$argument" != --watch ] || return 0
  done
  return 1
}

# The first argument that is neither an option nor the value of the one before it.
name_command() {
  command='' before=''
  for argument; do
    case $before$argument in
      --config?* | --data-dir?* | --set?* | --color?*) before='' ;;
      --config | --data-dir | --set | --color) before=$argument ;;
      -*) before='' ;;
      *)
        command=$argument
        return
        ;;
    esac
  done
}

# A Java machine runs old classes from a cache whose jars have changed (JDK-8377932), so the cache's name holds all
# that it was made from: the hash of the jars, and a checksum of the Java build, the flags and the class path.
name_cache() {
  # shellcheck disable=SC2046
  set -- $(
    cksum <<EOT
$java_build
$flags
$class_path
EOT
  )
  cache_name=$laid-$1.aot
}

# Sets cache to the file to start with, which is made now if this is the first start of its kind; to nothing if
# there is none to be had. An empty file says that making it has failed and is not to be tried at each start.
find_cache() {
  name_cache
  cache=$product/$cache_name
  if [ ! -e "$cache" ] && [ ! -w "$product" ]; then
    cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
    [ -n "$cache" ] || return 0
    cache=$cache/metta/$cache_name
  fi
  if [ ! -e "$cache" ]; then
    . "$home/launcher/cache.sh"
    make_cache
  fi
  [ -s "$cache" ] || cache=''
}

# Keeps later builds from removing this one while the process that this shell becomes reads it.
mark_in_use() {
  [ "$product" = "$home" ] || [ ! -w "$product" ] || : >"$product/in-use.$$"
}

# In the C locale Java could not open a file whose name is not ASCII.
speak_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
      LC_ALL=C.UTF-8
      export LC_ALL
      ;;
  esac
}
