// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A record with one component changed, for facts that differ in little.
final class Change {
  private Change() {}

  static <R extends Record> R of(R record, String component, Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      List<Object> values = new ArrayList<>();
      boolean changed = false;
      for (RecordComponent one : components) {
        boolean changes = one.getName().equals(component);
        changed |= changes;
        values.add(changes ? value : one.getAccessor().invoke(record));
      }
      if (!changed) {
        throw new IllegalArgumentException(record.getClass() + " has no " + component);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked") // the canonical constructor makes just this class
      R made = (R) record.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
