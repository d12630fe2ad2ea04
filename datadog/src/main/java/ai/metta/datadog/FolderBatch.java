// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Files that come into a folder together: each is written beside its place and forced to the disk;
/// [#commit] renames them and forces the folder. One that is closed before leaves nothing.
final class FolderBatch implements AutoCloseable {
  static final String UNFINISHED = ".unfinished-";

  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path folder;
  private final Map<Path, Path> places = new LinkedHashMap<>();
  private final List<Path> renamed = new ArrayList<>();

  FolderBatch(Path folder) {
    this.folder = folder;
  }

  void add(String fileName, byte[] bytes) throws IOException {
    Path place = folder.resolve(fileName);
    if (places.containsValue(place)) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try (FileChannel channel = unfinished(place)) {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /// Containers that share a volume may have the same process id: a name in use is passed over.
  private FileChannel unfinished(Path place) throws IOException {
    while (true) {
      String name = UNFINISHED + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
      Path path = folder.resolve(name);
      try {
        FileChannel channel = FileChannel.open(path, CREATE_NEW, WRITE);
        places.put(path, place);
        return channel;
      } catch (FileAlreadyExistsException e) {
        // The next number may be free.
      }
    }
  }

  void commit() throws IOException {
    for (Map.Entry<Path, Path> entry : places.entrySet()) {
      boolean wasThere = Files.exists(entry.getValue());
      Files.move(entry.getKey(), entry.getValue(), ATOMIC_MOVE);
      if (!wasThere) {
        renamed.add(entry.getValue());
      }
    }
    force(folder);
    places.clear();
    renamed.clear();
  }

  @Override
  public void close() throws IOException {
    for (Path unfinished : places.keySet()) {
      Files.deleteIfExists(unfinished);
    }
    // Nobody was told that these are kept.
    for (Path place : renamed) {
      Files.deleteIfExists(place);
    }
  }

  /// Makes the folder's list of files durable.
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
