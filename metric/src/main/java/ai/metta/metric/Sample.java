// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// One value of an emission, under the tags that tell it from its siblings. Scope and base tags are
/// added later.
///
/// @param value in the metric's unit; one that is not finite makes the whole outcome failed
public record Sample(Tags tags, double value) {
  public static Sample of(String key, String tagValue, double value) {
    return new Sample(Tags.of(key, tagValue), value);
  }
}
