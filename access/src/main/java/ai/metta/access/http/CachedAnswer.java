// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An answer that is asked for again only if it has changed.
record CachedAnswer(Answer kept) {
  private static final int STATUS = 200;

  /// What the service says of itself today is not what it said then.
  private static final Set<String> NOT_KEPT =
      Set.of("set-cookie", "connection", "content-encoding", "content-length", "transfer-encoding");

  /// What one header may have; a longer one is no validator's, and stands in the way of the form.
  private static final int MOST_HEADER_CHARACTERS = 16_000;

  static boolean isKeepable(Answer answer) {
    return answer.status() == STATUS
        && (answer.headers().first("ETag").isPresent()
            || answer.headers().first("Last-Modified").isPresent())
        && answer.headers().values().entrySet().stream()
            .allMatch(header ->
                header.getKey().length() + header.getValue().length() <= MOST_HEADER_CHARACTERS);
  }

  Request condition(Request request) {
    Optional<String> tag = kept.headers().first("ETag");
    Optional<String> modified = kept.headers().first("Last-Modified");
    Request asked = tag.map(value -> request.header("If-None-Match", value)).orElse(request);
    return modified.isPresent() ? asked.header("If-Modified-Since", modified.get()) : asked;
  }

  /// The kept body, as if it had come now: newer headers win.
  Answer answer(Headers newer) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(kept.headers().values());
    newer
        .values()
        .forEach((name, value) -> {
          if (!NOT_KEPT.contains(name)) {
            headers.put(name, value);
          }
        });
    return new Answer(STATUS, new Headers(headers), kept.body(), true);
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream(kept.body().length + 1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      var headers = new TreeMap<>(kept.headers().values());
      headers.keySet().removeIf(NOT_KEPT::contains);
      out.writeInt(headers.size());
      for (var header : headers.entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.writeInt(kept.body().length);
      out.write(kept.body());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// Reads what [#toBytes] wrote.
  ///
  /// @throws IOException when these are not the bytes of an answer
  static CachedAnswer of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var headers = new TreeMap<String, String>();
      for (int left = in.readInt(); left > 0; left--) {
        headers.put(in.readUTF(), in.readUTF());
      }
      byte[] body = in.readNBytes(in.readInt());
      return new CachedAnswer(new Answer(STATUS, new Headers(headers), body));
    }
  }
}
