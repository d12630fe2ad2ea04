// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.configuration.Durations;
import ai.metta.datadog.Entry;
import ai.metta.datadog.Historical;
import ai.metta.metric.Counted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog outbox`: what waits to be delivered.
@Command(name = "outbox", description = "See, send or give up what waits to be delivered")
final class OutboxCommand implements Runnable {
  @ParentCommand private @Nullable DatadogCommand parent;

  private Push push(Historical historical) {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    return Push.to(bench, bench.destination(), historical);
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? ls, drain or drop");
  }

  @Command(name = "ls", description = "What waits, for the destination that is configured")
  void list(
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORM",
              defaultValue = "table",
              description = ListForm.HELP)
          ListForm form) {
    Push push = push(Historical.EXPIRED);
    Surroundings around = push.bench().surroundings();
    List<Entry> entries = push.outbox().list(around.clock().instant());
    push.elsewhere().forEach(around.err()::println);
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
            Durations.print(Duration.ofSeconds(Math.max(0, entry.age().toSeconds())))));
    table.print(around.out());
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

  @Command(name = "drain", description = "Send what waits")
  int drain(
      @Option(
              names = "--historical",
              description =
                  "Send points older than an hour too (Datadog has to be told to take them)")
          boolean historical) {
    Push push = push(historical ? Historical.ALLOWED : Historical.EXPIRED);
    Push.Report report = push.drain();
    report.lines().forEach(push.bench().surroundings().out()::println);
    return report.failure().map(Exit::ofRun).orElse(Exit.OK).code();
  }

  @Command(name = "drop", description = "Give up what waits")
  void drop(
      @Parameters(arity = "0..1", paramLabel = "ID", description = "One payload; all with --yes")
          @Nullable String id,
      @Option(names = "--yes", description = "Give up everything") boolean yes) {
    if (id == null && !yes) {
      throw new ExitException(
          Exit.USAGE, "name a payload (see 'outbox ls'), or give up everything with --yes");
    }
    Push push = push(Historical.EXPIRED);
    long dropped = push.outbox().drop(Optional.ofNullable(id));
    push.bench().surroundings().out().println("Dropped " + Counted.of(dropped, "payload"));
  }
}
