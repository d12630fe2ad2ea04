// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import ai.metta.server.ui.Module.Use;
import ai.metta.server.web.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// The two documents that browsers load, and what each may do.
final class Document {
  private static final String FOLDER = "ai/metta/server/ui/";

  private Document() {}

  /// Draws what its address names. Everything is from this server; the one script within it is the
  /// import map, known by its hash.
  static Reply page() {
    String imports =
        Arrays.stream(Module.values())
            .filter(module -> module.use() == Use.IMPORTED)
            .map(module ->
                "\"%s\":\"%s\",\"%s/\":\"/ui/lib/%s/\""
                    .formatted(
                        module.specifier(), module.address(), module.specifier(), module.place()))
            .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    return reply(
        "index.html",
        "{{imports}}",
        imports,
        "default-src 'none'; script-src 'self' 'sha256-"
            + sha256(imports)
            + "'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
            + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  /// Draws a specification that compiles to code: in a sandbox, whose origin is nobody's, which may
  /// connect to nothing.
  static Reply frame() {
    String scripts =
        Arrays.stream(Module.values())
            .filter(module -> module.use() == Use.FRAMED)
            .map(module -> "<script src=\"" + module.address() + "\"></script>")
            .collect(Collectors.joining("\n"));
    return reply(
        "frame.html",
        "{{scripts}}",
        scripts,
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self'; img-src data:;"
            + " connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
            + " sandbox allow-scripts");
  }

  private static Reply reply(String file, String place, String content, String policy) {
    String text =
        new String(Assets.read(FOLDER + file).orElseThrow(), StandardCharsets.UTF_8)
            .replace(place, content);
    return new Reply(
        200,
        new Reply.Content("text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)),
        Map.of(
            "Content-Security-Policy", policy,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-cache"));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
