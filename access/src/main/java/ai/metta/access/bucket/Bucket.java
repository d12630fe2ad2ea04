// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.bucket;

import java.time.Instant;
import java.util.List;

/// A bucket that can be read. What cannot be had throws a [ai.metta.metric.FailureException].
public interface Bucket extends AutoCloseable {
  /// Something that lies there.
  record Item(String key, Instant modified, long bytes) {}

  /// All whose keys begin so, in the order of their keys, to the end of the list.
  List<Item> list(String prefix);

  /// The whole of one.
  ///
  /// @param most bytes of it, at most
  byte[] read(String key, long most);

  @Override
  void close();
}
