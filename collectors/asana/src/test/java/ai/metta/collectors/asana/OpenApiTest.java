// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.http.Strike;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the collector asks, and what the sandbox answers, against Asana's own description of its
/// API. An answer may be shorter than Asana's, and has no field that Asana's has not.
final class OpenApiTest {
  private static final OpenApiInteractionValidator ASANA = described();

  /// Every question of two runs is put again.
  @Test
  void requestsAndAnswersAreAsAsanaDescribesThem() throws Exception {
    try (AsanaServer server = Workspace.served(16);
        HttpClient http = HttpClient.newHttpClient()) {
      Workspace.collecting(server).run();
      server.fail(Strike.always(AsanaFault.NO_STATUS_TYPE).at("/projects"));
      Workspace.collecting(server).run();
      List<String> complaints = new ArrayList<>();
      List<String> asked = server.requests();
      assertThat(asked).hasSizeGreaterThan(30).anyMatch(one -> one.contains("/status_updates"));
      for (String one : asked) {
        HttpRequest request =
            HttpRequest.newBuilder(server.endpoint().resolve(one))
                .header("Authorization", "Bearer sandbox-asana-token")
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(one).isEqualTo(200);
        complaints.addAll(complaints(one, answer.body()));
      }
      assertThat(complaints).isEmpty();
    }
  }

  /// Else the test above would be no test.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/tasks?project=1&nosuch=1                    | {\"data\":[]} | nosuch",
        "/tasks?project=1&limit=101                   | {\"data\":[]} | limit",
        "/tasks?project=1&completed_since=now         | {\"data\":[]} | completed_since",
        "/tasks?project=1&opt_fields=custom_fields.gid | {\"data\":[]} | opt_fields",
        "/flights                                     | {\"data\":[]} | No API path",
        "/tasks?project=1                             | {\"data\":[{\"gid\":7}]} | string expected",
        "/tasks?project=1                             | {\"data\":[{\"of_today\":\"x\"}]} | of_today",
      })
  void anUnknownQuestionOrAnAnswerThatIsNotAsanasIsNoticed(
      String asked, String answer, String about) {
    assertThat(String.join("\n", complaints("/api/1.0" + asked, answer))).contains(about);
  }

  private static List<String> complaints(String asked, String body) {
    URI uri = URI.create(asked);
    SimpleRequest.Builder request =
        SimpleRequest.Builder.get(uri.getPath().substring("/api/1.0".length()));
    for (String pair : Objects.requireNonNullElse(uri.getRawQuery(), "").split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        request.withQueryParam(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    ValidationReport report =
        ASANA.validate(
            request.build(),
            SimpleResponse.Builder.ok().withContentType("application/json").withBody(body).build());
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message -> asked + ": " + message)
        .toList();
  }

  private static OpenApiInteractionValidator described() {
    try (InputStream file =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi/asana.json"))) {
      return OpenApiInteractionValidator.createForInlineApiSpecification(
              new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel("validation.request.parameter.query.unexpected", Level.ERROR)
                  .build())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
