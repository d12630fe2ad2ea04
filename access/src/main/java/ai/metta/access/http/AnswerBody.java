// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// An answer's body as its reader sees it: decompressed, no longer than allowed, and true to the
/// length it announced. What goes wrong is remembered, since readers wrap exceptions in their own.
final class AnswerBody extends InputStream {
  private final Request request;
  private final BreakageNames names;
  private final Wire wire;
  private final boolean compressed;
  private @Nullable InputStream content;
  private @Nullable Breakage breakage;
  private long bytes;

  /// A body that is read from the socket on demand.
  ///
  /// @param announced how many bytes the service says it sends
  AnswerBody(
      Request request,
      BreakageNames names,
      InputStream raw,
      OptionalLong announced,
      Coding coding) {
    this.request = request;
    this.names = names;
    this.wire = new Wire(raw, announced);
    this.compressed = coding == Coding.GZIP;
  }

  enum Coding {
    PLAIN,
    GZIP
  }

  /// Whether more was there than was announced: what comes next on the connection is no answer.
  boolean hasSurplus() {
    return wire.surplus;
  }

  Optional<Breakage> breakage() {
    return Optional.ofNullable(breakage);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      return counted(content().read(buffer, offset, length));
    } catch (IOException e) {
      if (breakage == null) {
        breakage = names.of(e);
      }
      throw e;
    }
  }

  private InputStream content() throws IOException {
    if (content == null) {
      content = compressed ? new GZIPInputStream(wire, 8192) : wire;
    }
    return content;
  }

  private int counted(int read) throws IOException {
    if (read < 0) {
      // A gzip stream ends before its transport does.
      wire.readToEnd();
      return read;
    }
    bytes += read;
    if (bytes > request.maximumBytes()) {
      throw broken(
          "the answer is longer than the "
              + request.maximumBytes()
              + " bytes allowed; is the address right?");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  private IOException broken(String what) {
    breakage = Breakage.malformed(request, what);
    return new IOException(what);
  }

  /// The bytes as they come from the socket.
  private final class Wire extends FilterInputStream {
    private final OptionalLong announced;
    private long received;
    private boolean surplus;

    Wire(InputStream raw, OptionalLong announced) {
      super(raw);
      this.announced = announced;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("stopped");
      }
      int read = receive(buffer, offset, length);
      if (read < 0) {
        checkLength();
        return read;
      }
      received += read;
      // Empty gzip members grow on the wire alone.
      if (received > request.maximumBytes()) {
        throw broken(
            "the answer is longer than the "
                + request.maximumBytes()
                + " bytes allowed; is the address right?");
      }
      return read;
    }

    /// Java itself gives whatever has come, also past the length.
    private int receive(byte[] buffer, int offset, int length) throws IOException {
      long left = announced.orElse(Long.MAX_VALUE) - received;
      if (left <= 0) {
        return -1;
      }
      try {
        surplus |= left <= length && in.available() > left;
        return in.read(buffer, offset, (int) Math.min(length, left));
      } catch (IOException e) {
        if (BreakageNames.isCutShort(e)) {
          checkLength();
        }
        throw e;
      }
    }

    private void checkLength() throws IOException {
      if (announced.isPresent() && received < announced.getAsLong()) {
        throw broken("answer ended after " + received + " of " + announced.getAsLong() + " bytes");
      }
    }

    void readToEnd() throws IOException {
      byte[] rest = new byte[512];
      while (read(rest, 0, rest.length) >= 0) {
        // What follows the content is of no interest.
      }
    }
  }
}
