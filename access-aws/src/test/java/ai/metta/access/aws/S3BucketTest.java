// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.bucket.Buckets;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Buckets against a server that answers as S3's reference says, two objects a page.
final class S3BucketTest {
  private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");

  private final TreeMap<String, String> objects = new TreeMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Optional<String> instead = Optional.empty();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String path = exchange.getRequestURI().getPath();
    asked.add(path + (query.isEmpty() ? "" : "?" + query));
    assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/");
    String key = path.replaceFirst("^/results/?", "");
    String body =
        instead.orElseGet(() ->
            query.contains("list-type=2")
                ? "200" + list(parameter(query, "prefix"), parameter(query, "continuation-token"))
                : objects.containsKey(key)
                    ? "200" + objects.get(key)
                    : "404<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>");
    byte[] bytes = body.substring(3).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(Integer.parseInt(body.substring(0, 3)), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String parameter(String query, String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
      }
    }
    return "";
  }

  private String list(String prefix, String after) {
    List<String> keys =
        objects.tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .toList();
    List<String> page = keys.subList(0, Math.min(2, keys.size()));
    boolean more = keys.size() > page.size();
    StringBuilder xml = new StringBuilder();
    xml.append(
        "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml.append("<Name>results</Name><Prefix>").append(prefix).append("</Prefix>");
    xml.append("<KeyCount>").append(page.size()).append("</KeyCount><MaxKeys>1000</MaxKeys>");
    xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
    for (String key : page) {
      xml.append("<Contents><Key>").append(key).append("</Key>");
      xml.append("<LastModified>2026-03-18T10:00:00.000Z</LastModified><ETag>\"x\"</ETag>");
      xml.append("<Size>").append(objects.get(key).length()).append("</Size></Contents>");
    }
    if (more) {
      xml.append("<NextContinuationToken>")
          .append(page.getLast())
          .append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private Bucket bucket() {
    return Buckets.find()
        .open(
            "results",
            Http.of(
                HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}).trying(2),
                InstantSource.fixed(NOW),
                new Redactor(),
                Optional.empty()),
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIATEST",
                "AWS_SECRET_ACCESS_KEY", "a-secret-of-a-test",
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @Test
  void aPrefixIsListedToItsEnd() {
    for (String key : List.of("runs/a.json", "runs/b.json", "runs/c.json", "runs/d e.json", "x")) {
      objects.put(key, "{}");
    }
    try (Bucket bucket = bucket()) {
      assertThat(bucket.list("runs/"))
          .extracting(Bucket.Item::key)
          .containsExactly("runs/a.json", "runs/b.json", "runs/c.json", "runs/d e.json");
      assertThat(bucket.list("runs/").getFirst())
          .isEqualTo(new Bucket.Item("runs/a.json", Instant.parse("2026-03-18T10:00:00Z"), 2));
      assertThat(bucket.list("nothing/")).isEmpty();
    }
    assertThat(asked).hasSize(5).allMatch(one -> one.startsWith("/results"));
  }

  @Test
  void anObjectIsReadWhole() {
    objects.put("runs/d e.json", "{\"schema\": 1}");
    try (Bucket bucket = bucket()) {
      assertThat(new String(bucket.read("runs/d e.json", 100), UTF_8)).isEqualTo("{\"schema\": 1}");
      assertThatExceptionOfType(FailureException.class)
          .isThrownBy(() -> bucket.read("runs/d e.json", 5))
          .withMessageContaining("larger than 5 bytes");
    }
  }

  @Test
  void refusalsAreTypedByBlame() {
    assertThat(refused("403<Error><Code>AccessDenied</Code><Message>no</Message></Error>"))
        .isInstanceOf(Failure.Credentials.class)
        .extracting(Failure::message)
        .asString()
        .contains("403 AccessDenied", "s3:ListBucket", "s3://results/runs/");
    for (String code : List.of("403 InvalidAccessKeyId", "400 ExpiredToken")) {
      assertThat(
              refused(code.replace(" ", "<Error><Code>") + "</Code><Message>no</Message></Error>"))
          .isInstanceOf(Failure.Credentials.class)
          .extracting(Failure::message)
          .asString()
          .contains(code, "renew them")
          .doesNotContain("allow");
    }
    assertThat(refused("404<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>"))
        .isInstanceOf(Failure.Configuration.class);
    assertThat(refused("500<Error><Code>InternalError</Code><Message>no</Message></Error>"))
        .isInstanceOf(Failure.Service.class);
  }

  /// The SDK reads whatever is no list as one that lists nothing.
  @Test
  void whatIsNoListIsNoEmptyOne() {
    for (String answer :
        List.of(
            "200<html><body>Sign in</body></html>",
            "200<Other></Other>",
            "200<ListBucketResult><Name>results</Name><IsTruncated>true</IsTruncated></ListBucketResult>")) {
      assertThat(refused(answer)).as(answer).isInstanceOf(Failure.Malformed.class);
    }
  }

  private Failure refused(String answer) {
    instead = Optional.of(answer);
    try (Bucket bucket = bucket()) {
      List<Bucket.Item> listed = bucket.list("runs/");
      throw new AssertionError("listed " + listed);
    } catch (FailureException failed) {
      return failed.failure();
    } finally {
      instead = Optional.empty();
    }
  }

  @Test
  void withoutCredentialsNobodyIsAsked() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> Buckets.find().open("results", http(), Map.of()))
        .withMessageContaining("no AWS credentials");
  }

  private static Http http() {
    return Http.of(
        HttpPolicy.standard("test", new Random(1)),
        InstantSource.fixed(NOW),
        new Redactor(),
        Optional.empty());
  }
}
