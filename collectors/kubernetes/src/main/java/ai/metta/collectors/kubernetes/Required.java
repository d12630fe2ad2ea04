// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// What everything in a cluster has.
final class Required {
  private Required() {}

  /// Says what is wrong with an item of a list.
  static final class MissingException extends RuntimeException {
    MissingException(String what) {
      super(what);
    }
  }

  static ObjectName name(HasMetadata item) {
    return new ObjectName(namespace(item), text(item, "name", item.getMetadata().getName()));
  }

  static String namespace(HasMetadata item) {
    if (item.getMetadata() == null) {
      throw new MissingException("an item has no metadata");
    }
    return text(item, "namespace", item.getMetadata().getNamespace());
  }

  static Instant created(HasMetadata item) {
    return instant(
        "creationTimestamp",
        text(item, "creationTimestamp", item.getMetadata().getCreationTimestamp()));
  }

  static Instant instant(String what, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notOne) {
      throw new MissingException(what + " \"" + text + "\" is no time");
    }
  }

  private static String text(HasMetadata item, String what, String text) {
    return Optional.ofNullable(text)
        .filter(there -> !there.isEmpty())
        .orElseThrow(
            () -> new MissingException("an item of kind " + item.getKind() + " has no " + what));
  }
}
