// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collectors.github.ScriptedGithub.Disturbance;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.collectors.github.World.Fault;
import ai.metta.metric.Failure;
import ai.metta.metric.Golden;
import ai.metta.metric.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What a run says when something is wrong: what happened, with which input, what to do.
final class MessagesTest {
  private static final Path FILE = Path.of("src/test/resources/messages.txt");
  private static final String RUNS = "GET /repos/acme/rocket/actions/runs";

  private final StringBuilder said = new StringBuilder();

  @Test
  void everythingThatCanBeWrongHasItsOwnMessage() {
    settings();
    for (Fault fault : World.faults()) {
      if (fault.name().equals("401")) {
        // Whatever is asked after it fails too, so it comes first.
        disturbed("401", always("Overview", fault.reply()));
        continue;
      }
      disturbed(fault + " from REST", always(RUNS, fault.reply()));
      disturbed(fault + " from GraphQL", always("Branches", fault.reply()));
    }
    disturbed("410 from REST", always(RUNS, Reply.json(410, "{\"message\":\"Gone\"}")));
    disturbed(
        "404 that names a permission",
        always(
            RUNS,
            Reply.json(404, "{\"message\":\"Not Found\"}")
                .with("X-Accepted-GitHub-Permissions", "actions=read")));
    disturbed(
        "a limit that is used up for long",
        always(
            RUNS,
            Reply.json(403, "{\"message\":\"API rate limit exceeded for user ID 1.\"}")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", "1773234000")));
    disturbed(
        "a redirect to another host",
        always(RUNS, Reply.json(302, "{}").with("Location", "https://login.example/start")));
    disturbed(
        "a repository that GraphQL does not find",
        always(
            "Overview",
            Reply.ok(
                "{\"data\":{\"repository\":null},\"errors\":[{\"type\":\"NOT_FOUND\",\"message\":"
                    + "\"Could not resolve to a Repository with the name 'acme/rocket'.\"}]}")));
    disturbed(
        "a field that an older server does not have",
        always(
            "Branches",
            Reply.ok(
                "{\"errors\":[{\"message\":\"Field 'x' doesn't exist on type 'Ref'\","
                    + "\"extensions\":{\"code\":\"undefinedField\"}}]}")));
    disturbed(
        "a member that is missing",
        always("Branches", Reply.ok(World.connection("{\"target\":null}"))));
    disturbed("JSON that ends too early", always("Branches", Reply.ok("{\"data\":")));
    Golden.matches(FILE, said.toString());
    assertThat(said.toString()).doesNotContain(Collecting.TOKEN);
  }

  private void settings() {
    disturbed("nothing to read", (_, _) -> null, run -> without(run, "github.repositories"));
    disturbed("nobody to read it as", (_, _) -> null, Collecting::withoutToken);
    disturbed(
        "an App without a key",
        (_, _) -> null,
        run -> run.withoutToken().knowing("GITHUB_APP_ID", "12345"));
    disturbed(
        "an App whose key is none",
        (_, _) -> null,
        run ->
            run.withoutToken()
                .knowing("GITHUB_APP_ID", "12345")
                .knowing("GITHUB_APP_PRIVATE_KEY", "sesame"));
    disturbed(
        "an App whose key file is not there",
        (_, _) -> null,
        run ->
            run.withoutToken()
                .knowing("GITHUB_APP_ID", "12345")
                .with("github.app_private_key_file", "/nowhere/app.pem"));
    disturbed(
        "an organisation of which nothing matches",
        (_, _) -> null,
        run ->
            without(run, "github.repositories")
                .with("github.organisation", "acme")
                .with("github.include", "nothing*"));
  }

  private static Collecting without(Collecting run, String setting) {
    Map<String, String> fewer = new TreeMap<>(run.settings());
    fewer.remove(setting);
    return new Collecting(
        run.asOf(), run.clock(), fewer, run.environment(), run.data(), run.pause());
  }

  private static Disturbance always(String kind, Reply reply) {
    return (asked, _) -> asked.kind().equals(kind) ? reply : null;
  }

  private void disturbed(String what, Disturbance disturbance) {
    disturbed(what, disturbance, UnaryOperator.identity());
  }

  private void disturbed(String what, Disturbance disturbance, UnaryOperator<Collecting> changes) {
    try (ScriptedGithub server = World.served().disturbedBy(disturbance)) {
      Reported reported = changes.apply(World.collecting(server)).run();
      said.append("== ").append(what).append(": ");
      said.append(reported.result().status().word()).append('\n');
      String here = server.endpoint().toString();
      messages(reported)
          .forEach((message, metrics) ->
              said.append(message.replace(here, "http://github.test"))
                  .append(metrics == 0 ? "" : " [" + metrics + " metrics]")
                  .append('\n'));
      said.append('\n');
    }
  }

  /// Each message once, with its kind and how many metrics it costs.
  private static Map<String, Integer> messages(Reported reported) {
    Map<String, Integer> messages = new TreeMap<>();
    reported.result().reason().ifPresent(reason -> messages.put(line(reason), 0));
    reported
        .outcomes()
        .map(MetricOutcome::outcome)
        .forEach(outcome -> {
          if (outcome instanceof Outcome.Failed(Failure cause)) {
            messages.merge(line(cause), 1, Integer::sum);
          }
        });
    return messages;
  }

  private static String line(Failure failure) {
    return failure.kind() + ": " + failure.message();
  }
}
