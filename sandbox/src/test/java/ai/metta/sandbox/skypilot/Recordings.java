// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Exchanges recorded with real servers, where they are at hand: below `METTA_SHARED`, by default
/// beside the repository. When the variable is set they must be there.
final class Recordings {
  private final Path folder;

  private Recordings(Path folder) {
    this.folder = folder;
  }

  /// A recorded exchange.
  record Exchange(int status, Map<String, String> headers, Object body) {
    /// What the result's `return_value` holds.
    Object value() {
      return Json.parse((String) Json.object(body).get("return_value"));
    }
  }

  static Recordings of(ServerVersion version) {
    String named = System.getenv("METTA_SHARED");
    Path shared =
        named == null
            ? Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared")
            : Path.of(named);
    Path folder =
        shared
            .resolve("recordings")
            .resolve("skypilot")
            .resolve(version == ServerVersion.V18 ? "0.10.3" : "0.13.0rc1");
    assumeTrue(
        named != null || Files.isDirectory(shared),
        () -> "skipped: no recordings at " + shared + "; set METTA_SHARED to where they are");
    return new Recordings(folder);
  }

  Exchange read(String name) {
    Map<String, Object> response = Json.object(Json.object(text(name)).get("response"));
    Map<String, String> headers = new TreeMap<>();
    Json.object(response.get("headers"))
        .forEach((header, value) -> headers.put(header, (String) value));
    return new Exchange(((Long) response.get("status")).intValue(), headers, response.get("body"));
  }

  String text(String name) {
    try {
      return Files.readString(folder.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException("a recording is missing: " + name, e);
    }
  }

  List<Map<String, Object>> rows(String name) {
    Object value = read(name + ".2-get").value();
    return Json.objects(value instanceof Map<?, ?> map ? map.get("jobs") : value);
  }
}
