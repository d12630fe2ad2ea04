// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Scope;
import java.util.Locale;
import java.util.regex.Pattern;

/// A repository by its name, as it was written; GitHub takes it in any case.
record Repository(String owner, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+/[A-Za-z0-9._-]+");

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// @param text owner/name
  static Repository of(String text) {
    int slash = text.indexOf('/');
    return new Repository(text.substring(0, slash), text.substring(slash + 1));
  }

  Scope scope() {
    return Scope.of("repo", toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Repository that && toString().equalsIgnoreCase(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
