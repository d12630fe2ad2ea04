// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonParserDelegate;

/// Reads JSON answers as a stream, within limits; what is wrong with one is said with the request's
/// identity and the position, never with the content.
///
/// @param what the request's identity, or what else the JSON came from
/// @param gaps what stands where a number is missing
public record JsonReading(String what, JsonLimits limits, Gaps gaps) {
  private static final String HTML =
      "HTML, perhaps a proxy's or a login page's, where JSON was expected; is the address right?";

  private static final Map<Dialect, JsonFactory> FACTORIES = new ConcurrentHashMap<>();
  private static final int MOST_WHITE_SPACE = 1024;
  private static final int MOST_PLACE = 200;

  /// How a service writes a number that it does not have.
  public enum Gaps {
    /// As JSON has it; a bare `NaN` or `Infinity` is malformed.
    NULL,

    /// As `NaN`, which the parser then gives as a number: one that [JsonParser#isNaN] tells.
    NAN
  }

  /// A reading of JSON as it is defined.
  public JsonReading(String what, JsonLimits limits) {
    this(what, limits, Gaps.NULL);
  }

  /// Makes something of a document; the parser stands before its first token.
  @FunctionalInterface
  public interface Document<T> {
    T read(Head head, JsonParser parser);
  }

  /// Makes something of a document that stands in a string.
  @FunctionalInterface
  public interface Text<T> {
    T read(JsonParser parser);
  }

  public static JsonReading of(Request request) {
    return new JsonReading(request.identity(), JsonLimits.STANDARD);
  }

  public JsonReading within(JsonLimits other) {
    return new JsonReading(what, other, gaps);
  }

  public JsonReading with(Gaps other) {
    return new JsonReading(what, limits, other);
  }

  /// A body reader for [Http#read]. A successful answer without a body is malformed; what another
  /// status without one means is for the document to say.
  public <T> BodyReader<T> body(Document<T> document) {
    return (head, body) -> {
      InputStream whole = checked(head, body);
      return parsed(
          () -> factory().createParser(ObjectReadContext.empty(), whole),
          parser -> document.read(head, parser));
    };
  }

  /// Reads JSON that the service put in a string, or an answer's whole text.
  public <T> T text(String json, Text<T> text) {
    String start = json.stripLeading();
    refuse(start.isEmpty() ? Optional.empty() : Optional.of(start.charAt(0)));
    return parsed(() -> factory().createParser(ObjectReadContext.empty(), json), text);
  }

  /// Reads a whole answer that is in memory, as UTF-8.
  public <T> T bytes(byte[] json, Text<T> text) {
    int start = 0;
    while (start < json.length && " \t\r\n".indexOf(json[start]) >= 0) {
      start++;
    }
    refuse(start == json.length ? Optional.empty() : Optional.of((char) json[start]));
    return parsed(() -> factory().createParser(ObjectReadContext.empty(), json), text);
  }

  /// Reads one document as it arrives, from its first token on. Nothing may follow it.
  public <T> T characters(Reader json, Text<T> text) {
    return parsed(
        () -> factory().createParser(ObjectReadContext.empty(), json),
        parser -> {
          if (parser.nextToken() == null) {
            throw failure("nothing where JSON was expected");
          }
          T read = text.read(parser);
          if (parser.nextToken() != null) {
            throw failure("more than one document");
          }
          return read;
        });
  }

  /// What begins no JSON.
  private void refuse(Optional<Character> first) {
    if (first.isEmpty()) {
      throw failure("nothing where JSON was expected");
    }
    if (first.get() == '<') {
      throw failure(HTML);
    }
  }

  /// A factory knows the names it has met, and costs more than a short document.
  private JsonFactory factory() {
    return FACTORIES.computeIfAbsent(new Dialect(limits, gaps), Dialect::factory);
  }

  /// What a factory is made for.
  private record Dialect(JsonLimits limits, Gaps gaps) {
    JsonFactory factory() {
      return switch (gaps) {
        case NULL -> limits.factory();
        case NAN ->
            limits.factory().rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
      };
    }
  }

  private interface Opening {
    JsonParser open();
  }

  private <T> T parsed(Opening opening, Text<T> text) {
    try (JsonParser parser = new FiniteNumbers(opening.open())) {
      return text.read(parser);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /// The body, of which the first character was looked at.
  private InputStream checked(Head head, InputStream body) throws IOException {
    byte[] start = start(body);
    int first = start.length == 0 ? -1 : start[start.length - 1];
    String type = head.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    boolean html = first == '<' || (first >= 0 && type.startsWith("text/html"));
    if (html && head.status() >= 500) {
      throw new FailureException(
          new Failure.Service(what + ": " + head.status() + " with " + HTML, Retry.MAY_HELP));
    }
    if (html) {
      throw failure(head.status() + " with " + HTML);
    }
    if (first < 0 && isSuccess(head.status())) {
      throw failure(head.status() + " with nothing where JSON was expected");
    }
    return new SequenceInputStream(new ByteArrayInputStream(start), body);
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300 && status != 204 && status != 205;
  }

  /// Up to and with the first character that is neither white space nor a byte order mark; nothing
  /// where there is none.
  private static byte[] start(InputStream body) throws IOException {
    var start = new ByteArrayOutputStream();
    for (int read = body.read(); read >= 0; read = body.read()) {
      start.write(read);
      if (" \t\r\n\u00ef\u00bb\u00bf".indexOf(read) < 0 || start.size() == MOST_WHITE_SPACE) {
        return start.toByteArray();
      }
    }
    return new byte[0];
  }

  private FailureException malformed(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return failure(
        switch (e) {
          case StreamConstraintsException limit -> limits.refusal(limit);
          case UnexpectedEndOfInputException _ -> "the JSON ends too early" + where;
          case StreamReadException noNumber when isNoNumber(noNumber) ->
              "no finite number at " + place(noNumber) + where;
          case JacksonIOException unread ->
              "cannot be read: " + SystemReason.of(Objects.requireNonNull(unread.getCause()));
          default -> "not the JSON expected" + where;
        });
  }

  /// JSON has no NaN and no Infinity; some services write them all the same.
  private static boolean isNoNumber(StreamReadException e) {
    return e.getOriginalMessage().startsWith("Non-standard token")
        || e.getOriginalMessage().equals(FiniteNumbers.TOO_LARGE);
  }

  /// The way to it from the top, such as `/jobs/2/job_duration`, whose third job it is.
  private static String place(StreamReadException e) {
    @Nullable JsonParser parser = e.processor();
    String way = parser == null ? "" : parser.streamReadContext().pathAsPointer().toString();
    return way.isEmpty() ? "the top" : way.substring(0, Math.min(way.length(), MOST_PLACE));
  }

  private FailureException failure(String how) {
    return new FailureException(new Failure.Malformed(what + ": " + how));
  }

  /// A number that no double holds is no number that anybody has counted.
  private static final class FiniteNumbers extends JsonParserDelegate {
    static final String TOO_LARGE = "a number too large";

    FiniteNumbers(JsonParser parser) {
      super(parser);
    }

    @Override
    public double getDoubleValue() {
      double value = super.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw new StreamReadException(this, TOO_LARGE, currentTokenLocation());
      }
      return value;
    }
  }
}
