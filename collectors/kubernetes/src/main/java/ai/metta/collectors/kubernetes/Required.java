// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

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
    var metadata = of(item, "metadata", item.getMetadata());
    return new ObjectName(
        text(item, "namespace", metadata.getNamespace()), text(item, "name", metadata.getName()));
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

  /// What an item has to say.
  ///
  /// @throws MissingException where it does not
  static <T> T of(HasMetadata item, String what, @Nullable T said) {
    if (said == null) {
      throw new MissingException("an item of kind " + item.getKind() + " has no " + what);
    }
    return said;
  }

  private static String text(HasMetadata item, String what, @Nullable String text) {
    return of(item, what, text == null || text.isEmpty() ? null : text);
  }
}
