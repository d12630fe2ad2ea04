// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.FailureException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeTest {
  private static final String ALPHABET = "ab{}[],: \"\\/\n\t\r\b\fé\u2028\ud83d\ude00";

  /// Longer than any buffer on the way, and read in pieces of any length.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theValueIsUnescapedWhereverTheBuffersEnd(long seed) throws IOException {
    Random random = new Random(seed);
    String value =
        random
            .ints(20_000 + random.nextInt(20_000), 0, ALPHABET.length())
            .mapToObj(index -> escapable(random, ALPHABET.charAt(index)))
            .collect(Collectors.joining());
    String answer =
        "{\"id\" : \"a\\\"b\",\"n\":[1,{\"x\":null}],\"return_value\":\""
            + value
            + "\", \"more\" : {\"a\":[true]} ,\"last\":2}";
    assertThat(read(envelope(new InPieces(answer, random)), random)).isEqualTo(unescaped(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'{'; holds no return_value",
        "'[1]'; holds no return_value",
        "'{\"id\":1}'; holds no return_value",
        "'{\"id\":'; ended before its value",
        "'{\"id\":\"x'; ended inside a string",
        "'{\"return_value\":null}'; holds no return_value",
        "'{\"return_value\":\"ab'; ended inside its value",
        "'{\"return_value\":\"ab\\'; ended inside a string",
        "'{\"return_value\":\"ab\\u12'; ended inside a string",
        "'{\"return_value\":\"ab\"'; ended behind its value",
        "'{\"return_value\":\"ab\",\"x\":[1'; ended before its value",
        "'{\"return_value\":\"ab\",\"x\":1'; ended behind its value",
        "'{\"return_value\":\"ab\" 1}'; ended behind its value",
        "'{\"return_value\":\"a\\q\"}'; an escape that JSON does not have",
        "'{\"return_value\":\"\\u12g4\"}'; an escape that JSON does not have",
      })
  void whatIsNoEnvelopeIsRefused(String answer, String because) {
    Random random = new Random(0);
    assertThatThrownBy(() -> read(envelope(new StringReader(answer)), random))
        .isInstanceOfSatisfying(
            FailureException.class,
            failed ->
                assertThat(failed.failure().message()).startsWith("test: ").contains(because));
  }

  @Test
  void aTextMayLieDeeper() throws IOException {
    String answer = "{\"a\":{\"error\":\"no\"},\"detail\":{\"x\":[],\"error\":\"yes\"}}";
    Reader text = Envelope.text("test", new StringReader(answer), "detail", "error");
    assertThat(read(text, new Random(0))).isEqualTo("yes");
  }

  private static Reader envelope(Reader answer) throws IOException {
    return Envelope.text("test", answer, "return_value");
  }

  private static String escapable(Random random, char character) {
    String named = "\"\\/\b\f\n\r\t";
    int index = named.indexOf(character);
    if (index < 0 || random.nextInt(4) == 0) {
      return index < 0 && random.nextBoolean()
          ? String.valueOf(character)
          : String.format("\\u%04x", (int) character);
    }
    return "\\" + "\"\\/bfnrt".charAt(index);
  }

  /// By another way than the envelope's: the escapes of JSON are Java's, but for two.
  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) != '\\') {
        plain.append(value.charAt(i));
      } else if (value.charAt(i + 1) == 'u') {
        plain.append((char) Integer.parseInt(value, i + 2, i + 6, 16));
        i += 5;
      } else {
        plain.append(
            value.charAt(i + 1) == '/' ? "/" : value.substring(i, i + 2).translateEscapes());
        i++;
      }
    }
    return plain.toString();
  }

  private static String read(Reader reader, Random random) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] into = new char[10_000];
    while (true) {
      int offset = random.nextInt(100);
      int count = reader.read(into, offset, 1 + random.nextInt(into.length - offset));
      if (count < 0) {
        return text.toString();
      }
      text.append(into, offset, count);
    }
  }

  /// Gives fewer characters than it is asked for, as a socket does.
  private static final class InPieces extends FilterReader {
    private final Random random;

    InPieces(String text, Random random) {
      super(new StringReader(text));
      this.random = random;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
      return super.read(into, offset, 1 + random.nextInt(length));
    }
  }
}
