# SPDX-FileCopyrightText: The metta authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Finds the Java that metta is built with and runs on; sourced by `metta` and by `mvnw`.
# Versions are read from each folder's `release` file, so looking costs no Java process and no fork.

metta_java_needed=25

# metta_find_java jdk|runtime [BUNDLED]: sets java_home and java_build (what identifies that very build of Java).
# `jdk` asks for javac as well; BUNDLED is a Java that came with metta. Says what is wrong and returns 78 if there
# is none.
metta_find_java() {
  metta_java_kind=$1 metta_java_seen='' java_home='' java_build=''
  if [ -n "${METTA_JAVA_HOME-}" ]; then
    metta_java_suits "$METTA_JAVA_HOME" && return 0
    metta_java_refused >&2
    return 78
  fi
  [ ! -d "${2-}" ] || ! metta_java_suits "$2" || return 0
  [ -z "${JAVA_HOME-}" ] || ! metta_java_suits "$JAVA_HOME" || return 0
  metta_java_on_path && return 0
  metta_java_nearest && return 0
  metta_java_missing >&2
  return 78
}

# metta_java_suits HOME: true when HOME will do, else metta_java_fault says why not.
metta_java_suits() {
  metta_java_fault='' metta_java_major=''
  if [ ! -d "$1" ]; then
    metta_java_fault='is no folder'
  elif ! metta_read_release "$1"; then
    metta_java_fault='has no release file that names its version, so it is no Java home'
  elif [ "$metta_java_major" -lt "$metta_java_needed" ]; then
    metta_java_fault="is Java $metta_java_major"
  elif [ ! -x "$1/bin/java" ]; then
    metta_java_fault='has no bin/java that can be run'
  elif [ "$metta_java_kind" = jdk ] && [ ! -x "$1/bin/javac" ]; then
    metta_java_fault="is Java $metta_java_major without javac (a JRE)"
  fi
  if [ -n "$metta_java_fault" ]; then
    [ -z "$metta_java_major" ] || metta_java_seen="$metta_java_seen$1/
$metta_java_fault
"
    return 1
  fi
  case $1 in
    /*) java_home=$1 ;;
    *) java_home=$PWD/$1 ;;
  esac
}

# metta_read_release HOME: sets metta_java_major and java_build.
metta_read_release() {
  [ -r "$1/release" ] || return 1
  java_build=''
  while IFS= read -r line || [ -n "$line" ]; do
    java_build="$java_build$line "
    case $line in
      JAVA_VERSION=*)
        line=${line#*=}
        line=${line#\"}
        line=${line#1.}
        metta_java_major=${line%%[!0-9]*}
        break
        ;;
    esac
  done <"$1/release"
  [ -n "$metta_java_major" ]
}

# The folder two above the `java` command, where its links lead.
metta_java_on_path() {
  java=$(command -v java) || return 1
  while [ -L "$java" ]; do
    target=$(readlink "$java") || return 1
    case $target in
      /*) java=$target ;;
      *) java=${java%/*}/$target ;;
    esac
  done
  case $java in
    */bin/java) metta_java_suits "${java%/bin/java}" ;;
    *) return 1 ;;
  esac
}

# Of all in the usual places the one nearest to the version that metta is built and tested on.
metta_java_nearest() {
  nearest='' nearest_major=''
  metta_usual_places metta_java_consider
  [ -n "$nearest" ] && metta_java_suits "$nearest"
}

metta_java_consider() {
  [ -e "$1/release" ] && metta_java_suits "$1" || return 0
  if [ -z "$nearest" ] || [ "$metta_java_major" -lt "$nearest_major" ]; then
    nearest=$1 nearest_major=$metta_java_major
  fi
}

# metta_usual_places COMMAND: calls COMMAND with each Java home that the usual installers lay down.
metta_usual_places() {
  user=${HOME:-/nonexistent}
  for place in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-$user/.sdkman}"/candidates/java/* \
    "$user"/.jdks/* "$user"/.jdks/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${JENV_ROOT:-$user/.jenv}"/versions/* \
    "${ASDF_DATA_DIR:-$user/.asdf}"/installs/java/* \
    "${MISE_DATA_DIR:-$user/.local/share/mise}"/installs/java/*; do
    "$1" "$place"
  done
  [ ! -x /usr/libexec/java_home ] || "$1" "$(/usr/libexec/java_home -v "$metta_java_needed+" 2>/dev/null)"
}

metta_java_refused() {
  cat <<EOT
metta: METTA_JAVA_HOME names $METTA_JAVA_HOME, which $metta_java_fault.
It has to name a $(metta_java_wanted): the folder that holds bin/java.
Correct it, or unset it and metta looks for one itself.
EOT
}

metta_java_wanted() {
  case $metta_java_kind in
    jdk) echo "JDK $metta_java_needed or newer" ;;
    *) echo "Java $metta_java_needed or newer" ;;
  esac
}

# What was found and does not suit, each folder once, whatever links lead there.
metta_java_list_seen() {
  listed=''
  while IFS= read -r found && IFS= read -r fault; do
    found=$(CDPATH='' cd -P -- "$found" && pwd)
    case $listed in
      *"$found "*) ;;
      *) listed="$listed
            $found $fault" ;;
    esac
  done <<EOT
$metta_java_seen
EOT
  [ -n "$listed" ] || listed=none
  echo "${listed#
            }"
}

metta_java_missing() {
  cat <<EOT
metta: found no $(metta_java_wanted), which metta needs.

Looked at:  METTA_JAVA_HOME (not set)
            JAVA_HOME (${JAVA_HOME:-not set})
            java on the PATH ($(command -v java || echo none))
            /usr/lib/jvm, /usr/lib64/jvm, /usr/java, /opt
            /Library/Java/JavaVirtualMachines, Homebrew's openjdk
            ~/.sdkman, ~/.jdks, ~/.jenv, ~/.asdf, ~/.local/share/mise
Found:      $(metta_java_list_seen)

Install one:
  Debian, Ubuntu   sudo apt install openjdk-25-jdk
                   (or temurin-25-jdk, from Adoptium's apt repository)
  Fedora           sudo dnf install java-25-openjdk-devel
  macOS            brew install --cask temurin@25
  SDKMAN           sdk install java 25-tem
or name one that is installed elsewhere:
  METTA_JAVA_HOME=/path/to/jdk-25 ./metta --version
EOT
}
