// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.cli.screen.Table;
import ai.metta.datadog.Entry;
import ai.metta.datadog.Historical;
import ai.metta.datadog.SetAside;
import ai.metta.metric.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog outbox`: what waits to be delivered.
@Command(name = "outbox", description = "See, send or give up what waits to be delivered")
public final class OutboxCommand implements Runnable {
  @ParentCommand private @Nullable Invocation parent;

  private Push push(Historical historical) {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    return Push.to(bench, bench.destination(), historical);
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? ls, drain or drop");
  }

  @Command(
      name = "ls",
      description = {
        "What waits, for the destination that is configured.",
        "",
        "What was refused or damaged waits for nothing; where there is any, standard error says so."
      })
  void list(
      @Mixin ListOptions options,
      @Option(
              names = "--set-aside",
              description = "What was refused or damaged, in place of what waits")
          boolean aside) {
    Push push = push(Historical.EXPIRED);
    Surroundings around = push.bench().surroundings();
    Instant now = around.clock().instant();
    if (aside) {
      printSetAside(push.outbox().setAside(now), options.form, around);
      return;
    }
    List<Entry> entries = push.outbox().list(now);
    push.elsewhere().forEach(around.err()::println);
    lying(push).forEach(around.err()::println);
    printWaiting(entries, options.form, around);
  }

  private static void printWaiting(List<Entry> entries, ListForm form, Surroundings around) {
    if (form == ListForm.json) {
      JsonList.print(entries.stream().map(OutboxCommand::json).toList(), around.out());
      return;
    }
    Table table = new Table(around.screen(), "ID", "KIND", "POINTS", "NEWEST", "BYTES", "AGE");
    entries.forEach(entry ->
        table.row(
            entry.id(),
            entry.kind().word(),
            Long.toString(entry.points()),
            entry.newest().toString(),
            Long.toString(entry.bytes()),
            age(entry.age())));
    table.print(around.out());
  }

  private static void printSetAside(List<SetAside> all, ListForm form, Surroundings around) {
    if (form == ListForm.json) {
      JsonList.print(all.stream().map(OutboxCommand::json).toList(), around.out());
      return;
    }
    Table table = new Table(around.screen(), "WHY", "PAYLOADS", "BYTES", "OLDEST", "FOLDER");
    all.forEach(one ->
        table.row(
            one.why().word(),
            Long.toString(one.payloads()),
            Long.toString(one.bytes()),
            one.oldest().map(OutboxCommand::age).orElse("–"),
            one.folder().toString()));
    table.print(around.out());
  }

  /// A line for each folder that something lies in.
  private static List<String> lying(Push push) {
    return push.outbox().setAside(push.bench().surroundings().clock().instant()).stream()
        .filter(one -> one.payloads() > 0)
        .map(one ->
            "Set aside, and not sent: "
                + Counted.of(one.payloads(), one.why().word() + " payload")
                + " ("
                + Counted.of(one.bytes(), "byte")
                + one.oldest().map(age -> ", the oldest " + age(age) + " old").orElse("")
                + ") in "
                + one.folder())
        .toList();
  }

  /// Never below zero, whatever the clocks say.
  private static String age(Duration age) {
    return Durations.print(Duration.ofSeconds(Math.max(0, age.toSeconds())));
  }

  private static Map<String, Object> json(Entry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", entry.id());
    row.put("kind", entry.kind().word());
    row.put("points", entry.points());
    row.put("newest", entry.newest());
    row.put("bytes", entry.bytes());
    row.put("age_seconds", entry.age().toSeconds());
    return row;
  }

  private static Map<String, Object> json(SetAside one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("why", one.why().word());
    row.put("folder", one.folder());
    row.put("payloads", one.payloads());
    row.put("bytes", one.bytes());
    row.put("oldest_age_seconds", one.oldest().map(Duration::toSeconds));
    return row;
  }

  @Command(name = "drain", description = "Send what waits, for two minutes at most")
  int drain(
      @Option(
              names = "--historical",
              description =
                  "Send points older than an hour too (Datadog has to be told to take them)")
          boolean historical) {
    Push push = push(historical ? Historical.ALLOWED : Historical.EXPIRED);
    Push.Report report = push.drain();
    report.tell(Objects.requireNonNull(parent).log());
    return report.failure().map(Exit::ofDelivery).orElse(Exit.OK).code();
  }

  @Command(
      name = "drop",
      description = {
        "Give up what waits.",
        "",
        "What was refused or damaged stays where it lies, unless --set-aside is given."
      })
  void drop(
      @Parameters(arity = "0..1", paramLabel = "ID", description = "One payload; all with --yes")
          @Nullable String id,
      @Option(names = "--yes", description = "Give up everything") boolean yes,
      @Option(
              names = "--set-aside",
              description = "With --yes: what was refused or damaged, in place of what waits")
          boolean aside) {
    if (id == null && !yes) {
      throw new ExitException(
          Exit.USAGE, "name a payload (see 'outbox ls'), or give up everything with --yes");
    }
    if (id != null && aside) {
      throw new ExitException(
          Exit.USAGE, "--set-aside gives up everything that was set aside; name no payload");
    }
    Push push = push(Historical.EXPIRED);
    Surroundings around = push.bench().surroundings();
    if (aside) {
      long dropped = push.outbox().dropSetAside();
      around
          .out()
          .println("Dropped " + Counted.of(dropped, "payload") + " that had been set aside");
      return;
    }
    long dropped = push.outbox().drop(Optional.ofNullable(id));
    around.out().println("Dropped " + Counted.of(dropped, "payload"));
    lying(push).forEach(around.err()::println);
  }
}
