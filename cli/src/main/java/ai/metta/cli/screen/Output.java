// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where results are printed. Like every [PrintWriter] it throws nothing, but it can say afterwards
/// why something is missing.
public final class Output extends PrintWriter {
  private final Remembering stream;

  private Output(Remembering stream) {
    super(
        new Printable(
            new OutputStreamWriter(new BufferedOutputStream(stream), StandardCharsets.UTF_8)));
    this.stream = stream;
  }

  public static Output to(OutputStream stream) {
    return new Output(new Remembering(stream));
  }

  /// Why not all of it was written, after one more attempt; empty where all was, and where the
  /// reader went away before the end, as `head` does.
  public Optional<String> loss() {
    return checkError() && !stream.failure.contains("Broken pipe")
        ? Optional.of(stream.failure)
        : Optional.empty();
  }

  private static final class Remembering extends FilterOutputStream {
    private String failure = "for an unknown reason";
    private boolean failed;

    Remembering(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int octet) throws IOException {
      try {
        out.write(octet);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    private IOException remembered(IOException e) {
      if (!failed) {
        failed = true;
        failure = String.valueOf(e.getMessage());
      }
      return e;
    }
  }
}
