// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import ai.metta.server.web.Reply;
import ai.metta.server.web.Router;
import ai.metta.server.web.Router.Needs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// The pages: one document, which draws what its address names, and the files it loads. It holds
/// nothing that is stored, so that it is shown to whoever knocks; what it asks for needs keys.
public final class Pages {
  private static final String[] ADDRESSES = {
    "/", "/dashboard/lists", "/dashboard/*", "/dashboard/*/*"
  };

  /// Where the document takes the import map in.
  private static final String IMPORTS = "{{imports}}";

  private Pages() {}

  /// Adds them to what a server answers.
  public static Router on(Router router) {
    Reply document = document();
    for (String address : ADDRESSES) {
      router.on("GET", address, Needs.NONE, _ -> document);
    }
    return router
        .on("GET", "/ui/app/*", Needs.NONE, Assets::own)
        .on("GET", "/ui/app/*/*", Needs.NONE, Assets::own)
        .on("GET", "/ui/lib/*/*", Needs.NONE, Assets::library)
        .on("GET", "/ui/lib/*/*/*", Needs.NONE, Assets::library);
  }

  private static Reply document() {
    String imports = imports();
    String text =
        new String(
                Assets.read("ai/metta/server/ui/index.html").orElseThrow(), StandardCharsets.UTF_8)
            .replace(IMPORTS, imports);
    return new Reply(
        200,
        new Reply.Content("text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)),
        Map.of(
            "Content-Security-Policy", policy(imports),
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-cache"));
  }

  private static String imports() {
    return Arrays.stream(Module.values())
        .map(module ->
            "\"%s\":\"/ui/lib/%s/%s\",\"%s/\":\"/ui/lib/%s/\""
                .formatted(
                    module.specifier(),
                    module.place(),
                    module.entry(),
                    module.specifier(),
                    module.place()))
        .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
  }

  /// Everything from this server; the one script within the document is the import map, known by
  /// its hash.
  private static String policy(String imports) {
    return "default-src 'none'; script-src 'self' 'sha256-"
        + sha256(imports)
        + "'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
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
