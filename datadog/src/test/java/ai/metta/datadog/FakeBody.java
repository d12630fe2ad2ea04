// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Reads a request's body within the limits, as it is sent and as it is meant.
record FakeBody(int compressedBytes, int plainBytes) {
  byte[] read(HttpExchange exchange) throws IOException, RefusedException {
    byte[] sent = exchange.getRequestBody().readNBytes(compressedBytes + 1);
    if (sent.length > compressedBytes) {
      throw new RefusedException(413, "Payload too big: more than " + compressedBytes + " bytes");
    }
    String coding =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding"))
            .orElse("identity");
    try (InputStream plain = plain(new ByteArrayInputStream(sent), coding)) {
      byte[] json = plain.readNBytes(plainBytes + 1);
      if (json.length > plainBytes) {
        throw new RefusedException(
            413, "Payload too big: more than " + plainBytes + " bytes decompressed");
      }
      return json;
    } catch (IOException e) {
      throw new RefusedException(400, "the body is not " + coding);
    }
  }

  private static InputStream plain(InputStream sent, String coding)
      throws IOException, RefusedException {
    return switch (coding) {
      case "identity" -> sent;
      case "gzip" -> new GZIPInputStream(sent);
      case "deflate" -> new InflaterInputStream(sent);
      case "zstd1" -> throw new RefusedException(415, "this fake cannot read zstd1");
      default -> throw new RefusedException(400, "Content-Encoding " + coding + " is not known");
    };
  }
}
