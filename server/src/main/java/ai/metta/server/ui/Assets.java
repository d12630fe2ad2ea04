// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import ai.metta.server.web.Call;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of the pages: out of the class path, by names that cannot leave their folders.
final class Assets {
  private static final String OWN = "ai/metta/server/ui/";

  /// No dot before a slash, so that no name leads upwards.
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]+/){0,2}[A-Za-z0-9][A-Za-z0-9.-]*\\.(js|mjs|css|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private Assets() {}

  /// A file of our own: `/ui/app/NAME` or one folder deeper.
  static Reply own(Call call) {
    return file(OWN, String.join("/", call.parts()), "no-cache");
  }

  /// A file of a library: `/ui/lib/VERSION/MODULE/NAME` or one folder deeper. It never changes,
  /// since its address holds the version.
  static Reply library(Call call) {
    Module module = Module.at(call.parts().getFirst()).orElseThrow(Assets::missing);
    String file = String.join("/", call.parts().subList(1, call.parts().size()));
    return file(module.resource(""), file, "public, max-age=31536000, immutable");
  }

  private static Reply file(String folder, String name, String caching) {
    if (!NAME.matcher(name).matches()) {
      throw missing();
    }
    byte[] bytes = read(folder + name).orElseThrow(Assets::missing);
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    return new Reply(
        200,
        new Reply.Content(type, bytes),
        Map.of("Cache-Control", caching, "X-Content-Type-Options", "nosniff"));
  }

  static Optional<byte[]> read(String resource) {
    try (InputStream stream = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Refusal missing() {
    return new Refusal(404, "Not found");
  }
}
