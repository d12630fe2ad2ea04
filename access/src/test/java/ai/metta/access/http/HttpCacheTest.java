// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.access.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpCacheTest {
  private static final Map<String, String> TAGGED =
      Map.of("ETag", "\"v1\"", "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT", "X-Page", "1");

  @TempDir private Path directory;
  private Service service;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Request list() {
    return Request.get(service.uri("/list")).cached(Caching.VALIDATED);
  }

  private List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void givesTheKeptBodyWhereTheServiceSaysItStillHolds() {
    service.answers(200, "body", TAGGED).answers(304, "", Map.of("X-Page", "2"));
    assertThat(Client.caching(directory).send(list()).unchanged()).isFalse();

    Client later = Client.caching(directory);
    Answer answer = later.send(list());

    assertThat(answer.unchanged()).isTrue();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("body");
    assertThat(answer.headers().first("X-Page")).contains("2");
    assertThat(answer.headers().first("ETag")).contains("\"v1\"");
    assertThat(later.http().usage().cacheHits()).isEqualTo(1);
    Service.Got asked = service.requests().getLast();
    assertThat(asked.header("If-none-match")).isEqualTo("\"v1\"");
    assertThat(asked.header("If-modified-since")).isEqualTo("Thu, 01 Jan 2026 00:00:00 GMT");
  }

  @Test
  void keepsTheNewAnswerWhereItHasChanged() {
    service.answers(200, "old", TAGGED).answers(200, "new", Map.of("ETag", "\"v2\""));
    service.answers(304, "");
    Client client = Client.caching(directory);

    assertThat(client.send(list()).text()).isEqualTo("old");
    assertThat(client.send(list()).text()).isEqualTo("new");
    assertThat(client.send(list()).text()).isEqualTo("new");
    assertThat(service.requests().getLast().header("If-none-match")).isEqualTo("\"v2\"");
    assertThat(client.http().usage().cacheHits()).isEqualTo(1);
  }

  @Test
  void asksTheNextProcessToSayOnlyWhatHasChanged() {
    service.answers(200, "body", TAGGED).answers(304, "", Map.of("X-Page", "2"));
    Client.caching(directory).send(list());

    Answer answer = Client.caching(directory).send(list());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("body");
    assertThat(answer.headers().first("X-Page")).contains("2");
    assertThat(service.requests().getLast().header("If-none-match")).isEqualTo("\"v1\"");
    assertThat(service.requests().getLast().header("If-modified-since"))
        .isEqualTo("Thu, 01 Jan 2026 00:00:00 GMT");
  }

  @Test
  void keepsAnswersToDifferentTokensApart() {
    service.answers(200, "for one", TAGGED).answers(200, "for two", TAGGED);
    service.answers(304, "");
    Request one = list().as(new Credential.Bearer(Secret.of("token-of-one")));
    Request two = list().as(new Credential.Bearer(Secret.of("token-of-two")));

    assertThat(Client.caching(directory).send(one).text()).isEqualTo("for one");
    assertThat(Client.caching(directory).send(two).text()).isEqualTo("for two");
    assertThat(service.requests().getLast().header("If-none-match")).isEmpty();
    assertThat(Client.caching(directory).send(one).text()).isEqualTo("for one");
    assertThat(Client.caching(directory).send(two).text()).isEqualTo("for two");
  }

  @Test
  void theOwnerAloneMayReadAnEntryAndItHoldsNoToken() throws IOException {
    service.answers(200, "body", TAGGED);
    Client.caching(directory)
        .send(list().as(new Credential.Bearer(Secret.of("planted-secret-value"))));
    Path entry = files("answers").getFirst();

    assertThat(Files.getPosixFilePermissions(entry))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(new String(Files.readAllBytes(entry), UTF_8)).doesNotContain("planted");
    assertThat(entry.toString()).doesNotContain("planted");
  }

  @Test
  void passesOnAnAnswerWhoseHeadersAreTooLongToKeep() {
    service.answers(
        200, "body", Map.of("ETag", "\"v1\"", "X-Policy", "default-src ".repeat(6_000)));

    assertThat(Client.caching(directory).send(list()).text()).isEqualTo("body");
    assertThat(directory.resolve("answers")).doesNotExist();
  }

  @Test
  void manyWritersOfOneEntryLeaveOneWholeEntry() throws Exception {
    List<HttpCache> caches =
        Stream.generate(() -> HttpCache.in(directory, InstantSource.fixed(Client.NOW)))
            .limit(8)
            .toList();
    Request request = list();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < caches.size(); number++) {
        HttpCache cache = caches.get(number);
        byte[] body = String.valueOf(number).repeat(20_000).getBytes(UTF_8);
        all.add(
            threads.submit(() -> {
              for (int time = 0; time < 25; time++) {
                cache.store(request, new Answer(200, new Headers(TAGGED), body));
                byte[] found = cache.find(request).orElseThrow().kept().body();
                assertThat(found).hasSize(20_000).containsOnly(found[0]);
              }
            }));
      }
      for (Future<?> one : all) {
        Object _ = one.get();
      }
    }

    assertThat(files("answers")).hasSize(1);
    assertThat(caches)
        .allSatisfy(cache -> {
          assertThat(cache.quarantined()).isZero();
          assertThat(cache.warnings()).isEmpty();
        });
  }

  @Test
  void givesAReaderTheKeptBody() {
    service.answers(200, "body", TAGGED).answers(304, "");
    Client client = Client.caching(directory);
    client.send(list());

    String read =
        client
            .http()
            .read(list(), (head, body) -> head.status() + new String(body.readAllBytes(), UTF_8));

    assertThat(read).isEqualTo("200body");
  }

  @Test
  void keepsNothingThatWasNotAskedToBeKept() {
    service.answers(200, "body", TAGGED);

    Client.caching(directory).send(Request.get(service.uri("/list")));

    assertThat(directory.resolve("answers")).doesNotExist();
  }

  @Test
  void keepsNothingWithoutAValidator() {
    service.answers(200, "body");

    Client.caching(directory).send(list());

    assertThat(directory.resolve("answers")).doesNotExist();
  }

  @Test
  void keepsAnswersOfDifferentUsersApart() {
    service.answers(200, "for one", TAGGED).answers(200, "for two", TAGGED);
    Client client = Client.caching(directory);

    client.send(list().as(new Credential.Basic("one", Secret.of(""))));
    client.send(list().as(new Credential.Basic("two", Secret.of(""))));

    assertThat(service.requests().getLast().header("If-none-match")).isEmpty();
    assertThat(files("answers")).hasSize(2);
  }

  @Test
  void keepsNoAnswerThatRepeatsASecret() {
    service.answers(200, "your token is abcdefghijkl", TAGGED);

    Client.caching(directory).send(list().as(new Credential.Bearer(Secret.of("abcdefghijkl"))));

    assertThat(directory.resolve("answers")).doesNotExist();
  }

  @Test
  void movesABrokenEntryAsideAndAsksAgain() throws IOException {
    service.answers(200, "body", TAGGED).answers(200, "again", TAGGED);
    Client.caching(directory).send(list());
    Path entry = files("answers").getFirst();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length - 1] ^= 1;
    Files.write(entry, bytes);

    HttpCache cache = HttpCache.in(directory, InstantSource.fixed(Client.NOW));
    Client client = Client.with(Optional.of(cache));

    assertThat(client.send(list()).text()).isEqualTo("again");
    assertThat(service.requests().getLast().header("If-none-match")).isEmpty();
    assertThat(cache.quarantined()).isEqualTo(1);
    assertThat(files("quarantine")).hasSize(1);
    assertThat(files("answers")).hasSize(1);
  }

  @Test
  void movesAnEntryAsideThatIsSealedButNoAnswer() throws IOException {
    service.answers(200, "body", TAGGED).answers(200, "again", TAGGED);
    Client.caching(directory).send(list());
    SealedFiles.write(files("answers").getFirst(), new byte[] {0, 0, 0, 9});

    HttpCache cache = HttpCache.in(directory, InstantSource.fixed(Client.NOW));

    Client client = Client.with(Optional.of(cache));
    assertThat(client.send(list()).text()).isEqualTo("again");
    assertThat(client.http().usage().quarantined()).isEqualTo(1);
    assertThat(Client.with(Optional.of(cache)).http().until(Client.NOW).usage().quarantined())
        .isEqualTo(1);
  }

  @Test
  void countsABrokenEntryOnceHoweverManyFindIt() throws Exception {
    service.answers(200, "body", TAGGED);
    Client.caching(directory).send(list());
    Path entry = files("answers").getFirst();
    HttpCache cache = HttpCache.in(directory, InstantSource.fixed(Client.NOW));
    Request request = list();
    for (int round = 1; round <= 200; round++) {
      Files.writeString(entry, "torn");
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int reader = 0; reader < 4; reader++) {
          threads.execute(() -> assertThat(cache.find(request)).isEmpty());
        }
      }
      assertThat(cache.quarantined()).isEqualTo(round);
    }
    assertThat(cache.warnings()).isEmpty();
  }

  @Test
  void goesOnWithoutADirectoryItMayWriteTo() {
    assumeThat(System.getProperty("user.name"))
        .as("the superuser may write everywhere")
        .isNotEqualTo("root");
    assumeThat(directory.toFile().setWritable(false)).isTrue();
    service.answers(200, "body", TAGGED);
    Client client = Client.caching(directory);

    assertThat(client.send(list()).text()).isEqualTo("body");
    assertThat(client.http().usage().warnings())
        .containsExactly(
            "HTTP cache "
                + directory
                + " cannot be written: permission denied; going on without it");
  }

  @Test
  void goesOnWhereAFileStandsInThePlaceOfItsDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    service.answers(200, "body", TAGGED);
    Client client = Client.caching(file);

    assertThat(client.send(list()).text()).isEqualTo("body");
    assertThat(client.send(list()).text()).isEqualTo("body");
    assertThat(client.http().usage().warnings())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(warning -> warning.contains("going on without it"));
  }

  @Test
  void dropsTheLongestUnusedWhereThereIsNoMoreRoom() {
    HttpCache cache = HttpCache.in(directory, InstantSource.fixed(Client.NOW), 1000);
    Client client = Client.with(Optional.of(cache));
    service.answers(200, "x".repeat(600), TAGGED);

    client.send(list());
    client.send(list().header("X-Other", "1"));

    assertThat(files("answers")).hasSize(1);
  }

  @Test
  void keepsWhatNeverChangesForEver() {
    HttpCache cache = HttpCache.in(directory, InstantSource.fixed(Client.NOW));

    cache.keep("commit/abc", "value".getBytes(UTF_8));

    assertThat(cache.kept("commit/abc")).contains("value".getBytes(UTF_8));
    assertThat(cache.kept("commit/abd")).isEmpty();
    assertThat(files("kept").toString()).doesNotContain("commit");
  }
}
