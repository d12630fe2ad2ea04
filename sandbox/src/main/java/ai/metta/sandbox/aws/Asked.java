// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.http.Parameters;
import ai.metta.sandbox.json.JsonTree;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request.
///
/// @param accessKey whose signature it bears; empty text where it bears none
/// @param service the service that it was signed for: `ec2`, `monitoring`, `sts`, `pricing`, `ce`
/// @param action `DescribeInstances`
/// @param form what was asked by a form
/// @param json what was asked by a document
record Asked(
    String accessKey,
    String service,
    String region,
    String action,
    Map<String, String> form,
    Map<?, ?> json) {
  private static final Pattern SIGNED =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  static Asked of(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher signed = SIGNED.matcher(header(exchange, "Authorization"));
    boolean bears = signed.find();
    String target = header(exchange, "X-Amz-Target");
    Map<String, String> form = target.isEmpty() ? Parameters.of(body) : Map.of();
    return new Asked(
        bears ? signed.group(1) : "",
        bears ? signed.group(3) : "",
        bears ? signed.group(2) : "",
        target.isEmpty()
            ? form.getOrDefault("Action", "")
            : target.substring(target.indexOf('.') + 1),
        form,
        target.isEmpty()
            ? Map.of()
            : (Map<?, ?>) JsonTree.read(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  boolean isJson() {
    return form.isEmpty();
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(form.get(name)).filter(text -> !text.isEmpty());
  }

  /// The values of `name.1`, `name.2` and so on.
  List<String> list(String name) {
    List<String> values = new ArrayList<>();
    for (int number = 1; form.containsKey(name + "." + number); number++) {
      values.add(form.get(name + "." + number));
    }
    return values;
  }

  /// The values that a filter lets through; empty where it does not stand.
  Optional<List<String>> filter(String name) {
    for (int number = 1; form.containsKey("Filter." + number + ".Name"); number++) {
      if (name.equals(form.get("Filter." + number + ".Name"))) {
        return Optional.of(list("Filter." + number + ".Value"));
      }
    }
    return Optional.empty();
  }

  Instant time(String name) {
    return Instant.parse(form.getOrDefault(name, ""));
  }

  /// How policies name it.
  String permission() {
    return (service.equals("monitoring") ? "cloudwatch" : service) + ":" + action;
  }

  /// As [AwsServer#requests] lists it. Of CloudWatch's queries, only how many there are.
  String text() {
    StringBuilder text = new StringBuilder(permission() + " " + region);
    form.forEach((name, value) -> {
      if (!name.equals("Action") && !name.equals("Version") && !name.startsWith("MetricData")) {
        text.append(' ').append(name).append('=').append(value);
      }
    });
    if (!json.isEmpty()) {
      text.append(' ').append(JsonTree.text(json));
    }
    return text.toString();
  }
}
