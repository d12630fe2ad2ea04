// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import ai.metta.server.documents.Dashboards;
import ai.metta.server.documents.JobResults;
import ai.metta.server.documents.Monitors;
import ai.metta.server.intake.Events;
import ai.metta.server.intake.Intake;
import ai.metta.server.intake.Intake.Historical;
import ai.metta.server.reading.Metrics;
import ai.metta.server.reading.Queries;
import ai.metta.server.store.Documents;
import ai.metta.server.store.MetricStore;
import ai.metta.server.store.StoreException;
import ai.metta.server.ui.Pages;
import ai.metta.server.web.Gate;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Router;
import ai.metta.server.web.Router.Needs;
import ai.metta.server.web.WebServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A Datadog on this machine: takes what Datadog's clients send, and answers what they ask, in
/// Datadog's wire format, until it is closed.
public final class LocalDatadog implements AutoCloseable {
  private static final Logger LOG = System.getLogger("metta.server");

  private final MetricStore store;
  private final WebServer web;
  private final ScheduledExecutorService upkeep;
  private final Pages pages;

  private LocalDatadog(
      MetricStore store, WebServer web, ScheduledExecutorService upkeep, Pages pages) {
    this.store = store;
    this.web = web;
    this.upkeep = upkeep;
    this.pages = pages;
  }

  /// How it is started.
  ///
  /// @param folder where its store is
  /// @param port 0 for a free one
  /// @param token what a key must be; required for an address that others reach
  /// @param retention values older than that are forgotten
  public record Options(
      Path folder,
      InetAddress host,
      int port,
      Optional<String> token,
      Historical historical,
      Duration retention) {
    /// As long as Datadog keeps metrics.
    public static final Duration FIFTEEN_MONTHS = Duration.ofDays(456);

    public Options {
      if (!Gate.isLoopback(host) && token.isEmpty()) {
        throw new IllegalArgumentException(
            "an address that others reach needs a token that they must bring");
      }
    }

    /// On loopback, on a free port, strict about time as Datadog is.
    public static Options in(Path folder) {
      return new Options(
          folder,
          InetAddress.getLoopbackAddress(),
          0,
          Optional.empty(),
          Historical.DROPPED,
          FIFTEEN_MONTHS);
    }
  }

  /// Opens the store and listens.
  ///
  /// @throws ai.metta.server.store.StoreException where the store cannot be opened
  /// @throws IOException where the address cannot be listened on
  public static LocalDatadog start(Options options, InstantSource clock) throws IOException {
    MetricStore store = MetricStore.open(options.folder(), clock.instant());
    try {
      Queries queries = new Queries(store, clock);
      Events events = new Events(store.documents(), clock);
      Pages pages = new Pages(store, queries, events);
      Router router = pages.on(routes(store, clock, options.historical(), queries, events));
      WebServer web =
          WebServer.start(
              new InetSocketAddress(options.host(), options.port()),
              router,
              new Gate(options.token()));
      ScheduledExecutorService upkeep =
          Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());
      ScheduledFuture<?> _ =
          upkeep.scheduleWithFixedDelay(
              () -> forget(store, clock, options.retention()), 0, 1, TimeUnit.DAYS);
      ScheduledFuture<?> _ =
          upkeep.scheduleWithFixedDelay(() -> arrange(store, clock, upkeep), 0, 1, TimeUnit.HOURS);
      return new LocalDatadog(store, web, upkeep, pages);
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  /// Now, and once a day; where the store cannot, the next day's turn makes up for it.
  private static void forget(MetricStore store, InstantSource clock, Duration retention) {
    Instant then = clock.instant().minus(retention);
    try {
      store.forgetBefore(then);
      new JobResults(store.documents(), clock).forgetBefore(then);
    } catch (StoreException unable) {
      LOG.log(Level.WARNING, "old values are still there: " + unable.getMessage());
    }
  }

  /// Now, and once an hour, day by day until the server closes; what is not arranged is found all
  /// the same, only later.
  private static void arrange(MetricStore store, InstantSource clock, ExecutorService upkeep) {
    try {
      while (!upkeep.isShutdown() && store.arrangeNext(clock.instant())) {
        LOG.log(Level.DEBUG, "a day was arranged");
      }
    } catch (StoreException unable) {
      LOG.log(Level.WARNING, "values lie as they came: " + unable.getMessage());
    }
  }

  private static Router routes(
      MetricStore store,
      InstantSource clock,
      Historical historical,
      Queries queries,
      Events events) {
    Documents documents = store.documents();
    RandomGenerator random = RandomGenerator.getDefault();
    Intake intake = new Intake(store, clock, historical);
    Metrics metrics = new Metrics(store, clock);
    Dashboards dashboards = new Dashboards(documents, clock, random);
    Monitors monitors = new Monitors(documents, clock, random);
    JobResults results = new JobResults(documents, clock);
    return new Router()
        .on(StoreException.class, 503)
        .on("GET", "/api/v1/validate", Needs.API, _ -> Reply.ok(Map.of("valid", true)))
        .on("POST", "/api/v2/series", Needs.API, intake::seriesV2)
        .on("POST", "/api/v1/series", Needs.API, intake::seriesV1)
        .on("POST", "/api/v1/distribution_points", Needs.API, intake::distributions)
        .on("POST", "/api/v1/check_run", Needs.API, intake::checks)
        .on("POST", "/api/v1/events", Needs.API, events::post)
        .on("GET", "/api/v1/events", Needs.BOTH, events::list)
        .on("GET", "/api/v1/events/*", Needs.BOTH, events::get)
        .on("POST", "/api/v2/events/search", Needs.BOTH, events::search)
        .on("GET", "/api/v1/query", Needs.BOTH, queries::v1)
        .on("POST", "/api/v2/query/timeseries", Needs.BOTH, queries::timeseries)
        .on("POST", "/api/v2/query/scalar", Needs.BOTH, queries::scalar)
        .on("GET", "/api/v1/metrics", Needs.BOTH, metrics::list)
        .on("GET", "/api/v2/metrics", Needs.BOTH, metrics::listV2)
        .on("GET", "/api/v1/metrics/*", Needs.BOTH, metrics::get)
        .on("PUT", "/api/v1/metrics/*", Needs.BOTH, metrics::put)
        .on("POST", "/api/v1/dashboard", Needs.BOTH, dashboards::create)
        .on("GET", "/api/v1/dashboard", Needs.BOTH, dashboards::list)
        .on("GET", "/api/v1/dashboard/*", Needs.BOTH, dashboards::get)
        .on("PUT", "/api/v1/dashboard/*", Needs.BOTH, dashboards::update)
        .on("DELETE", "/api/v1/dashboard/*", Needs.BOTH, dashboards::delete)
        .on("POST", "/api/v1/monitor", Needs.BOTH, monitors::create)
        .on("POST", "/api/v1/monitor/validate", Needs.BOTH, monitors::validate)
        .on("POST", "/api/v1/monitor/*/validate", Needs.BOTH, monitors::validateExisting)
        .on("GET", "/api/v1/monitor", Needs.BOTH, monitors::list)
        .on("GET", "/api/v1/monitor/*", Needs.BOTH, monitors::get)
        .on("PUT", "/api/v1/monitor/*", Needs.BOTH, monitors::update)
        .on("DELETE", "/api/v1/monitor/*", Needs.BOTH, monitors::delete)
        .on("POST", "/api/job-results", Needs.OWN, results::post)
        .on("GET", "/api/job-results", Needs.OWN, results::list);
  }

  /// Where it answers, without a trailing slash.
  public URI url() {
    InetSocketAddress address = web.address();
    InetAddress listens = address.getAddress();
    // Where it listens on all addresses, this machine's own is one that can be asked.
    String host =
        (listens.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listens).getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  public MetricStore store() {
    return store;
  }

  /// What browsers are shown.
  public Pages pages() {
    return pages;
  }

  @Override
  public void close() {
    web.close();
    upkeep.close();
    store.close();
  }
}
