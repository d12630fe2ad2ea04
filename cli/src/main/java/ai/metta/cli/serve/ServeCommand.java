// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Lease;
import ai.metta.collect.schedule.Scheduler;
import ai.metta.metric.Counted;
import ai.metta.server.LocalDatadog;
import ai.metta.server.intake.Intake.Historical;
import ai.metta.server.store.Archive;
import ai.metta.server.store.MetricStore;
import ai.metta.server.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta serve`: a Datadog on this machine, until it is ended.
@Command(
    name = "serve",
    description = {
      "Run a Datadog on this machine: it takes what Datadog's clients send,",
      "and answers queries, dashboards and monitors in Datadog's wire format. Its address in",
      "a browser shows dashboards, health, collectors, monitors and metrics.",
      "",
      "The collectors that are configured are run on their schedules, into this server",
      "only: 'metta datadog status' shows how they stand.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta serve",
      "  metta serve --no-schedule --port 0",
      "  metta datadog collect skypilot --push --set datadog.url=http://127.0.0.1:7700"
    })
public final class ServeCommand implements Callable<Integer> {
  /// A name that no collector can have.
  private static final String LEASE = "data-directory";

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @ParentCommand private @Nullable Invocation parent;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7700",
      description = "0 for a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Address to listen on (default: ${DEFAULT-VALUE});",
        "one that others reach needs a token, which is printed"
      })
  private String host = "127.0.0.1";

  @Option(
      names = "--historical",
      description = "Take points of any age, as Datadog does where historical metrics are on")
  private boolean historical;

  @Option(
      names = "--dashboards",
      paramLabel = "DIR",
      description = "Show the dashboards in this folder's *.json too, as they change")
  private @Nullable Path dashboards;

  @Option(names = "--no-schedule", description = "Run no collectors")
  private boolean noSchedule;

  @Option(
      names = "--retention",
      paramLabel = "D",
      description = "Forget what is older, such as 30d (default: 15 months)")
  private @Nullable Duration retention;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write all values into FILE.csv or FILE.parquet, and end")
  private @Nullable Path export;

  @Option(
      names = "--restore",
      paramLabel = "FILE",
      description = "Take the values of such a file into the store, and end")
  private @Nullable Path restore;

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    if (export != null || restore != null) {
      return archive(bench);
    }
    return serve(bench);
  }

  /// The store is opened by one process: not while it is served.
  private int archive(Workbench bench) {
    if (export != null && restore != null) {
      throw new ExitException(Exit.USAGE, "--export and --restore do not go together");
    }
    Path file = Objects.requireNonNull(export == null ? restore : export);
    Archive.Form form =
        Archive.Form.of(file)
            .orElseThrow(() ->
                new ExitException(
                    Exit.USAGE, "\"" + file + "\" ends in neither .csv nor .parquet"));
    Path folder = bench.dataDirectory().resolve("server");
    if (export != null && !MetricStore.isIn(folder)) {
      throw new ExitException(Exit.FAILED, "there is no store in " + folder + " to export");
    }
    try (MetricStore store = opened(folder, bench.surroundings())) {
      Optional<String> broken = store.quarantined().map(ServeCommand::broken);
      if (export != null && broken.isPresent()) {
        throw new ExitException(Exit.FAILED, broken.get());
      }
      broken.ifPresent(text -> bench.surroundings().err().println("metta: " + text));
      tellCutLog(store, bench.surroundings());
      long values =
          export == null ? store.archive().read(file, form) : store.archive().write(file, form);
      bench
          .surroundings()
          .out()
          .println((export == null ? "Restored " : "Exported ") + Counted.of(values, "value"));
      return Exit.OK.code();
    } catch (StoreException refused) {
      throw new ExitException(Exit.FAILED, String.valueOf(refused.getMessage()));
    }
  }

  /// One that another process has open is refused as it is when it is to be served.
  private static MetricStore opened(Path folder, Surroundings around) {
    try {
      return MetricStore.open(folder, around.clock().instant());
    } catch (StoreException refused) {
      throw new ExitException(Exit.CONFIGURATION, String.valueOf(refused.getMessage()));
    }
  }

  private static void tellCutLog(MetricStore store, Surroundings around) {
    store
        .cutLog()
        .ifPresent(copy ->
            around
                .err()
                .println(
                    "metta: the store's log could not be read to its end, and what stood behind that is"
                        + " lost, as after a crash in the midst of a write, or a broken disk. A copy of it"
                        + " is "
                        + copy
                        + "; what was written with 'metta serve --export FILE' comes back with --restore FILE"));
  }

  private static String broken(Path aside) {
    return "the store was broken and is now "
        + aside
        + "; a new one was begun. What was written with 'metta serve --export FILE' comes back with"
        + " --restore FILE";
  }

  private int serve(Workbench bench) {
    Surroundings around = bench.surroundings();
    LocalServer announced = LocalServer.of(bench.dataDirectory());
    LocalDatadog.Options options = options(bench);
    try (Lease _ = alone(bench.dataDirectory());
        LocalDatadog server = LocalDatadog.start(options, around.clock())) {
      String url = server.url().toString();
      LatestRuns latest = new LatestRuns();
      show(bench, server, options.token(), latest);
      Waiting waiting =
          noSchedule
              ? () -> around.pause().pause(FOR_EVER)
              : scheduled(bench, server, options, latest);
      announce(announced, url);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> announced.withdraw(url), "withdraw"));
      server
          .store()
          .quarantined()
          .ifPresent(aside -> around.err().println("metta: " + broken(aside)));
      tellCutLog(server.store(), around);
      around.err().println("Listening on " + url + " (Ctrl-C ends it)");
      options
          .token()
          .ifPresent(token -> around.err().println("In a browser: " + url + "/#token=" + token));
      around.out().println(url);
      around.out().flush();
      try {
        untilEnded(waiting, server.store().broken());
      } finally {
        announced.withdraw(url);
      }
      return Exit.OK.code();
    } catch (StoreException refused) {
      throw new ExitException(Exit.CONFIGURATION, String.valueOf(refused.getMessage()));
    } catch (IOException refused) {
      throw Listening.refused(port, host, refused);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Exit.OK.code();
    }
  }

  /// What browsers are shown beside Datadog's own.
  private void show(
      Workbench bench, LocalDatadog server, Optional<String> token, LatestRuns latest) {
    GlobalOptions options = Objects.requireNonNull(parent).options();
    Map<String, String> flags = new LinkedHashMap<>(options.flags());
    flags.put("datadog.url", server.url().toString());
    flags.put("data_dir", bench.dataDirectory().toString());
    server
        .pages()
        .host(
            new PagesHost(
                Objects.requireNonNull(parent).commands(),
                bench.surroundings(),
                new GlobalOptions(options.config(), flags),
                server,
                token.orElse(ServedSchedule.KEY),
                latest));
    if (dashboards != null) {
      Path folder = bench.surroundings().workingDirectory().resolve(dashboards);
      if (!Files.isDirectory(folder)) {
        throw new ExitException(Exit.USAGE, "--dashboards: there is no folder " + folder);
      }
      server.pages().preview(folder);
    }
  }

  /// One process serves a data directory, and one schedules its collectors.
  public static Lease alone(Path dataDirectory) {
    return Lease.take(dataDirectory, LEASE)
        .orElseThrow(() ->
            new ExitException(
                Exit.LEASED,
                "another 'metta serve' has the data directory "
                    + dataDirectory
                    + LocalServer.of(dataDirectory)
                        .url()
                        .map(url -> " and answers at " + url)
                        .orElse("")
                    + "; end it, or give this one another with --data-dir"));
  }

  /// The collectors' own turns, which end with the process at the latest.
  private Waiting scheduled(
      Workbench bench, LocalDatadog server, LocalDatadog.Options options, LatestRuns latest) {
    Scheduler scheduler =
        ServedSchedule.scheduler(
            bench, Objects.requireNonNull(parent), server.url(), options.token(), latest);
    Runtime.getRuntime().addShutdownHook(new Thread(scheduler::end, "end runs"));
    return scheduler::run;
  }

  public static void announce(LocalServer announced, String url) {
    try {
      announced.announce(url);
    } catch (IOException refused) {
      throw new ExitException(
          Exit.FAILED,
          "the server's address cannot be written into "
              + announced.file()
              + ": "
              + SystemReason.of(refused));
    }
  }

  /// What is done while it serves.
  interface Waiting {
    void untilInterrupted() throws InterruptedException;
  }

  /// Until the server is ended; a store that goes on no more ends it too, since whoever keeps it
  /// running starts it again.
  static void untilEnded(Waiting waiting, CompletableFuture<String> broken)
      throws InterruptedException {
    Thread serving = Thread.currentThread();
    CompletableFuture<Void> _ = broken.thenRun(serving::interrupt);
    try {
      waiting.untilInterrupted();
    } catch (InterruptedException ended) {
      if (broken.isDone()) {
        throw new ExitException(
            Exit.FAILED,
            "the store goes on no more ("
                + broken.join()
                + "); what it took is there when 'metta serve' starts again");
      }
      throw ended;
    }
  }

  private LocalDatadog.Options options(Workbench bench) {
    Listening.requirePort(port);
    InetAddress address = Listening.address(host);
    Path folder = bench.dataDirectory().resolve("server");
    Historical points = historical ? Historical.TAKEN : Historical.DROPPED;
    if (address.isLoopbackAddress()) {
      return new LocalDatadog.Options(folder, address, port, Optional.empty(), points, kept());
    }
    String token = LocalServer.newKey();
    bench
        .surroundings()
        .err()
        .println(
            "Others reach "
                + (address.isAnyLocalAddress() ? "every address of this machine" : "this address")
                + ": they need DD_API_KEY="
                + token
                + " and any DD_APP_KEY");
    return new LocalDatadog.Options(folder, address, port, Optional.of(token), points, kept());
  }

  private Duration kept() {
    return Objects.requireNonNullElse(retention, LocalDatadog.Options.FIFTEEN_MONTHS);
  }
}
