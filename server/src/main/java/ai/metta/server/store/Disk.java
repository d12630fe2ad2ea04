// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a store lies: a disk that runs full while the engine writes ends the engine, so that
/// nothing is begun that may not fit.
interface Disk {
  /// What the engine may need beside what it is given to write.
  long RESERVE_BYTES = 64 << 20;

  /// Bytes that can be written yet.
  long free() throws IOException;

  static Disk of(Path folder) {
    return () -> Files.getFileStore(folder).getUsableSpace();
  }

  /// Whether so much can be written and the reserve stays.
  default boolean hasRoom(long bytes) {
    try {
      return free() >= bytes + RESERVE_BYTES;
    } catch (IOException unknown) {
      return true; // Then the engine says what is wrong.
    }
  }

  /// Makes sure of the reserve.
  ///
  /// @throws StoreException where less is left
  default void requireRoom() {
    if (!hasRoom(0)) {
      throw new StoreException(
          "the disk of the store is full: nothing is written with less than "
              + (RESERVE_BYTES >> 20)
              + " MiB left");
    }
  }
}
