// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Whereabouts;
import ai.metta.access.secret.Whereabouts.Tried;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.collect.Collector;
import ai.metta.collect.Probe;
import ai.metta.collect.Probe.Finding;
import ai.metta.metric.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `metta datadog secrets`: what is secret here, where it comes from, and whether it is accepted;
/// never what it is.
@Command(name = "secrets", description = "Say where each secret comes from, and whether it works")
public final class SecretsCommand implements Runnable {
  @ParentCommand private @Nullable Invocation parent;

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? check");
  }

  /// One secret.
  ///
  /// @param from where it was found; empty where it is not set
  /// @param verdict whether the service took it
  private record Checked(String key, Optional<String> from, Probe verdict) {
    Map<String, Object> row() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("key", key);
      row.put("from", from);
      row.put(
          "works",
          switch (verdict.finding()) {
            case Probe.Good _ -> Optional.of(true);
            case Probe.Failed _ -> Optional.of(false);
            case Probe.Doubtful _, Probe.Skipped _ -> Optional.empty();
          });
      row.put("detail", verdict.finding().detail());
      return row;
    }
  }

  @Command(
      name = "check",
      description =
          "For each secret: where it is set, or where it was looked for, and whether its service takes it")
  int check(@Mixin ListOptions options) {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Checked> all = new ArrayList<>();
    for (Collector<?> collector : bench.registry().all()) {
      all.addAll(checked(bench, collector));
    }
    all.add(
        checked(
            bench,
            Workbench.API_KEY,
            isSet(bench, Workbench.API_KEY) ? DoctorCommand.datadog(bench) : List.of()));
    all.add(checked(bench, Reader.APPLICATION_KEY, List.of()));
    if (options.form == ListForm.json) {
      JsonList.print(all.stream().map(Checked::row).toList(), bench.surroundings().out());
      return ProbeTable.exit(all.stream().map(Checked::verdict).toList()).code();
    }
    return ProbeTable.print(all.stream().map(Checked::verdict).toList(), bench.surroundings())
        .code();
  }

  /// A service is asked once, and only where one of its secrets is set.
  private static List<Checked> checked(Workbench bench, Collector<?> collector) {
    List<SecretKey> keys = collector.profile().secrets();
    boolean isAsked = keys.stream().anyMatch(key -> isSet(bench, key));
    List<Probe> answers = isAsked ? DoctorCommand.probed(bench, collector) : List.of();
    return keys.stream().map(key -> checked(bench, key, answers)).toList();
  }

  private static boolean isSet(Workbench bench, SecretKey key) {
    return bench.secrets().whereabouts(key).from().isPresent();
  }

  private static Checked checked(Workbench bench, SecretKey key, List<Probe> answers) {
    Whereabouts where = bench.secrets().whereabouts(key);
    return new Checked(
        key.key(),
        where.from(),
        where.from().map(from -> verdict(key, from, answers)).orElseGet(() -> unset(key, where)));
  }

  /// One that was meant to be there and cannot be read is not one that was left out.
  private static Probe unset(SecretKey key, Whereabouts where) {
    return where
        .problem()
        .map(problem -> Probe.failed(key.key(), new Failure.Configuration(problem)))
        .orElseGet(() ->
            Probe.skipped(
                key.key(),
                "not set; looked at "
                    + where.tried().stream().map(Tried::place).collect(Collectors.joining(", "))));
  }

  /// It was taken where one question that shows it was answered well: others may lack a right.
  private static Probe verdict(SecretKey key, String from, List<Probe> answers) {
    List<Finding> shown =
        answers.stream()
            .filter(answer -> answer.proves().contains(key))
            .map(Probe::finding)
            .toList();
    if (shown.stream().anyMatch(Probe.Good.class::isInstance)) {
      return Probe.good(key.key(), "from " + from + "; accepted");
    }
    for (Finding finding : shown) {
      if (finding instanceof Probe.Failed(Failure.Credentials refused)) {
        return Probe.failed(
            key.key(), new Failure.Credentials("from " + from + "; " + refused.message()));
      }
    }
    String why =
        shown.stream()
            .findFirst()
            .or(() ->
                answers.stream()
                    .map(Probe::finding)
                    .filter(one -> !(one instanceof Probe.Good))
                    .findFirst())
            .map(Finding::detail)
            .orElse("nothing shows it to its service here");
    return Probe.doubtful(key.key(), "from " + from + "; not tried: " + why);
  }
}
