// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Files of dashboards that somebody is editing: each as it is now.
final class Previews {
  private static final long MOST_BYTES = 8L << 20;

  private final Path folder;

  Previews(Path folder) {
    this.folder = folder;
  }

  /// `GET /ui/files`: their names.
  Reply list(Call call) {
    call.requireOnly();
    return Reply.ok(Map.of("files", names()));
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException gone) {
      throw new Refusal(404, "The folder of dashboards cannot be read");
    }
  }

  /// `GET /ui/files/NAME`: what is in it, and a text that changes when that does. A name is one
  /// that the folder lists, and so leads to no other, not through a link either.
  Reply read(Call call) {
    String name = call.parts().getFirst();
    if (!names().contains(name)) {
      throw new Refusal(404, "No file " + name + " of a dashboard");
    }
    byte[] bytes = bytes(folder.resolve(name), name);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", Integer.toHexString(Arrays.hashCode(bytes)));
    try {
      answer.put("dashboard", Fields.of(Tree.read(bytes)).members());
    } catch (Refusal broken) {
      throw new Refusal(422, name + ": " + broken.getMessage());
    }
    return Reply.ok(answer);
  }

  private static byte[] bytes(Path file, String name) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Refusal(413, name + " is larger than any dashboard");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new Refusal(404, name + " cannot be read");
    }
  }
}
