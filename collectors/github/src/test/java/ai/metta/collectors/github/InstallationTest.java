// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Endpoint;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.InstallationReader.Place;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Catalogue;
import ai.metta.metric.FailureException;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which installation an App comes by where nobody says, and what it cannot see.
final class InstallationTest {
  private static final String ROCKETS = "{\"id\":4711,\"account\":{\"login\":\"acme\"}}";

  private final ScriptedGithub server = World.served();

  @TempDir Path data;

  InstallationTest() {
    server
        .answering(
            "POST /app/installations/:n/access_tokens",
            _ ->
                Reply.json(
                    201,
                    "{\"token\":\"ghs_installation%030d\",\"expires_at\":\"%s\"}"
                        .formatted(1, World.NOW.plusSeconds(3600))))
        .answering(lookUp(World.REPOSITORY), ROCKETS)
        .disturbedBy((asked, _) ->
            asked.kind().equals("Overview") && !asked.repository().equals(World.REPOSITORY)
                ? Reply.ok(
                    "{\"data\":{\"repository\":null},\"errors\":[{\"type\":\"NOT_FOUND\","
                        + "\"message\":\"Could not resolve to a Repository.\"}]}")
                : null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String lookUp(String repository) {
    return "GET /repos/" + repository + "/installation";
  }

  private Collecting app(String repositories) {
    return Collecting.at(World.NOW)
        .from(server.endpoint())
        .withoutToken()
        .knowing("GITHUB_APP_ID", "12345")
        .knowing("GITHUB_APP_PRIVATE_KEY", AppTest.PKCS8)
        .of(repositories);
  }

  private static List<MetricOutcome> failed(Reported reported) {
    return reported.outcomes().filter(MetricOutcome::failed).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|{\"message\":\"Repository access blocked\"}",
        "404|{\"message\":\"Not Found\"}",
        "410|{}",
        "429|{}",
        "451|{\"message\":\"Repository access blocked\"}",
        "500|{}",
        "502|<html>",
        "200|{}",
        "200|{\"id\":\"seven\"}",
        "200|[]",
        "200|{"
      })
  void aRepositoryWhoseLookUpFailsCostsOnlyItself(int status, String answer) {
    server
        .answering(lookUp("acme/nope"), _ -> Reply.json(status, answer))
        .answering(lookUp("acme/gone"), _ -> Reply.json(status, answer));
    Reported alone = app(World.REPOSITORY).run();
    Reported all = app("acme/nope,acme/gone," + World.REPOSITORY).run();
    assertThat(alone.result().status()).as(alone::said).isEqualTo(Status.OK);
    assertThat(all.values()).isEqualTo(alone.values());
    assertThat(failed(all))
        .isNotEmpty()
        .allSatisfy(one -> {
          assertThat(one.scope()).isNotEqualTo(Tags.of("repo", World.REPOSITORY));
          assertThat(one.reason().orElseThrow())
              .contains(one.scope().toString().replace("repo:", ""));
        });
  }

  @Test
  void theFirstIsAskedAloneAndTheOthersOnlyWhereItTellsOfNone() {
    assertThat(app(World.REPOSITORY + ",acme/nope").run().values()).isNotEmpty();
    assertThat(server.asked(lookUp(World.REPOSITORY))).hasSize(1);
    assertThat(server.asked(lookUp("acme/nope"))).isEmpty();
  }

  /// It would be refused everywhere.
  @Test
  void aKeyThatIsRefusedIsNotShownAgain() {
    server.answering(lookUp("acme/nope"), _ -> Reply.json(401, "{}"));
    Reported reported = app("acme/nope," + World.REPOSITORY).run();
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.said()).contains("401; GitHub does not know this App by its key");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Whoever may answer otherwise the next time may tell of one then.
        "404 502 451|service|acme/n1/installation: 502",
        "403 429 404|rate_limit|acme/n1/installation: 429",
        "451 404 410|credentials|acme/n1/installation: 404; the GitHub App is not installed there",
        "451 403|credentials|acme/n1/installation: 403",
        "451 410|service|acme/n0/installation: 451"
      })
  void whereNoneTellsOfOneTheMostTellingIsTold(String answers, String kind, String told) {
    List<Integer> statuses = Arrays.stream(answers.split(" ", -1)).map(Integer::valueOf).toList();
    List<String> names =
        IntStream.range(0, statuses.size()).mapToObj(index -> "acme/n" + index).toList();
    names.forEach(name ->
        server.answering(lookUp(name), _ -> Reply.json(statuses.get(names.indexOf(name)), "{}")));
    assertThatThrownBy(() -> found(Duration.ofMinutes(1), names))
        .isInstanceOfSatisfying(
            FailureException.class, none -> assertThat(none.failure().kind()).isEqualTo(kind))
        .hasMessageContaining(told)
        .hasMessageEndingWith("; no other repository led to an installation of the GitHub App");
  }

  /// Also where it is the first, and where another hangs beside.
  @Test
  void lookUpsThatHangAreGivenUpWithTimeForTheOthers() {
    server
        .answering(lookUp("acme/h1"), _ -> ScriptedGithub.sayingNothing())
        .answering(lookUp("acme/h2"), _ -> ScriptedGithub.sayingNothing());
    assertThat(found(Duration.ofSeconds(2), List.of("acme/h1", "acme/h2", World.REPOSITORY)))
        .isEqualTo(new Installation("4711", Optional.of("acme")));
  }

  @Test
  void lookUpsThatAllHangSayHowLongEachWasWaitedFor() {
    server.answering(lookUp("acme/h1"), _ -> ScriptedGithub.sayingNothing());
    server.answering(lookUp("acme/h2"), _ -> ScriptedGithub.sayingNothing());
    assertThatThrownBy(() -> found(Duration.ofMillis(200), List.of("acme/h1", "acme/h2")))
        .hasMessageContaining(
            "no answer after 0.1 s of 0.1 s, so that others are asked in time: a run with a longer"
                + " --deadline waits longer");
  }

  /// Else two runs might read as two installations.
  @Test
  void ofSeveralThatTellOfOneTheFirstOfTheListIsTaken() {
    server
        .answering(lookUp("acme/nope"), _ -> Reply.json(404, "{}"))
        .answering(lookUp("other/thing"), "{\"id\":12}");
    assertThat(found(Duration.ofMinutes(1), List.of("acme/nope", "other/thing", World.REPOSITORY)))
        .isEqualTo(new Installation("12", Optional.of("other")));
    assertThat(found(Duration.ofMinutes(1), List.of("acme/nope", World.REPOSITORY, "other/thing")))
        .isEqualTo(new Installation("4711", Optional.of("acme")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    |other/thing|; the GitHub App's installation 4711 is of acme, and sees nothing private"
            + " of another: read other in a run of its own, with the GITHUB_APP_INSTALLATION_ID of"
            + " the App's installation there",
        "99  |other/thing|; the GitHub App's installation 99 is of one owner, and sees nothing"
            + " private of another: read other in a run of its own, with the",
        "    |Acme/nope  |, or the token may not see it"
      })
  void whatAnInstallationCannotSeeIsToldByItsOwner(
      String installation, String repository, String told) {
    Collecting app = app(World.REPOSITORY + "," + repository);
    Reported reported =
        (installation == null ? app : app.with("github.app_installation_id", installation)).run();
    List<MetricOutcome> lost = failed(reported);
    assertThat(lost).isNotEmpty();
    assertThat(lost.getFirst().reason().orElseThrow())
        .startsWith("github: there is no repository " + repository)
        .contains("or the token may not see it")
        .contains(told)
        .matches(reason -> reason.contains("installation") == repository.startsWith("other"));
    assertThat(reported.values()).isNotEmpty();
  }

  @Test
  void reorderedRepositoriesAreNotReadAnew() {
    server.answering(lookUp("acme/nope"), _ -> Reply.json(404, "{}"));
    app(World.REPOSITORY + ",acme/nope").keeping(data).run();
    server.forgetting();
    app("acme/nope," + World.REPOSITORY).keeping(data).run();
    assertThat(server.asked().stream().map(Asked::kind))
        .contains("Overview")
        .doesNotContain("OpenPulls", "Commits", "FilesOfPulls", "Contributions")
        .doesNotContain("GET /repos/acme/rocket/commits/:sha");
  }

  @Test
  void whatWasAnsweredToOneInstallationIsNotForAnother() {
    app(World.REPOSITORY).keeping(data).run();
    server.forgetting().answering(lookUp(World.REPOSITORY), "{\"id\":4712}");
    app(World.REPOSITORY).keeping(data).run();
    assertThat(server.asked().stream().map(Asked::kind)).contains("OpenPulls", "Commits");
  }

  /// @param patience with the look-ups' answers
  private Installation found(Duration patience, List<String> repositories) {
    List<Place> places =
        repositories.stream()
            .map(Repository::of)
            .map(one -> new Place("/repos/" + one + "/installation", one.owner()))
            .toList();
    Installation[] found = new Installation[1];
    Asking asking =
        new Asking(fetch -> {
          AppRequests app =
              new AppRequests(
                  fetch.http(),
                  Endpoint.parse(server.endpoint().toString(), new Redactor()),
                  fetch.clock(),
                  AppKey.of("12345", Secret.of(AppTest.PKCS8)),
                  new Patience(patience, ""));
          found[0] = new InstallationReader(app, fetch).read(places);
        });
    assertThat(Fetches.probe(asking, app(World.REPOSITORY).conditions(new Redactor()))).isEmpty();
    return found[0];
  }

  /// Does something with what a run fetches with.
  private record Asking(Consumer<Fetch> what) implements Collector<GithubSnapshot> {
    @Override
    public Profile profile() {
      return new GithubCollector().profile();
    }

    @Override
    public Catalogue<GithubSnapshot> catalogue() {
      return GithubMetrics.CATALOGUE;
    }

    @Override
    public Map<Scope, GithubSnapshot> fetch(Fetch fetch, Window window) {
      return new GithubCollector().fetch(fetch, window);
    }

    @Override
    public List<Probe> probe(Fetch fetch) {
      what.accept(fetch);
      return List.of();
    }
  }
}
