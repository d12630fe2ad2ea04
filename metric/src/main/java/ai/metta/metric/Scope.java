// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// What one snapshot is about: a repository, a region, a project – or everything, where a service
/// has no such parts.
///
/// @param tags on every series of the scope; empty for the one scope of a service without scopes
public record Scope(Tags tags) {
  private static final Scope ALL = new Scope(Tags.none());

  public static Scope all() {
    return ALL;
  }

  public static Scope of(String key, String value) {
    return new Scope(Tags.of(key, value));
  }

  @Override
  public String toString() {
    return tags.isEmpty() ? "all" : tags.toString();
  }
}
