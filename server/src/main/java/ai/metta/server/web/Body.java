// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Reads a request's body within the limits of its path, compressed or not.
///
/// @param sent bytes as they come, at most
/// @param plain bytes after decompression, at most
record Body(int sent, int plain) {
  private static final Body STANDARD = new Body(3_200_000, 62_914_560);
  private static final Body SERIES_V2 = new Body(512_000, 5_242_880);

  private static final Body JOB_RESULTS = new Body(5_000_000, 5_000_000);

  static Body of(String path) {
    return switch (path) {
      case "/api/v2/series" -> SERIES_V2;
      case "/api/job-results" -> JOB_RESULTS;
      default -> STANDARD;
    };
  }

  /// @param length that the request announces; what is too long is not waited for
  /// @throws Refusal with status 413 past a limit, 400 where it breaks off or is not compressed as
  ///   it says, 415 for an encoding that is not known
  byte[] read(InputStream body, Optional<String> encoding, Optional<String> length) {
    require(length.filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L));
    byte[] bytes = sent(body);
    require(bytes.length);
    try (InputStream inflated = inflated(bytes, encoding.orElse("").toLowerCase(Locale.ROOT))) {
      byte[] all = inflated.readNBytes(plain + 1);
      if (all.length > plain) {
        throw new Refusal(413, "Payload too large: more than " + plain + " bytes decompressed");
      }
      return all;
    } catch (IOException corrupt) {
      throw new Refusal(400, "Payload cannot be decompressed");
    }
  }

  private void require(long length) {
    if (length > sent) {
      throw new Refusal(413, "Payload too large: more than " + sent + " bytes");
    }
  }

  private byte[] sent(InputStream body) {
    try {
      return body.readNBytes(sent + 1);
    } catch (IOException broken) {
      throw new Refusal(400, "Payload cannot be read: " + broken.getMessage());
    }
  }

  private static InputStream inflated(byte[] bytes, String encoding) throws IOException {
    InputStream raw = new ByteArrayInputStream(bytes);
    return switch (encoding) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw);
      case "zstd1" -> new ZstdInputStream(raw);
      case "deflate" -> new InflaterInputStream(raw);
      default -> throw new Refusal(415, "Content-Encoding " + encoding + " is not supported");
    };
  }
}
