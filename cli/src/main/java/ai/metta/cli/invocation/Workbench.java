// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.Nearest;
import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpCache;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Collector;
import ai.metta.collect.Conditions;
import ai.metta.collect.CostSettings;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Plan;
import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthRows;
import ai.metta.collect.schedule.Rescheduled;
import ai.metta.collect.schedule.ScheduleSettings;
import ai.metta.dashboards.Owners;
import ai.metta.dashboards.monitors.Installation;
import ai.metta.datadog.DatadogSettings;
import ai.metta.datadog.Destination;
import ai.metta.metric.FailureException;
import ai.metta.metric.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Everything that commands work with, wired once from what the process finds around it. Settings
/// are resolved: a wrong one never gets here.
public final class Workbench {
  public static final SecretKey API_KEY =
      SecretKey.required("datadog.api_key", "datadog/api-key", "DD_API_KEY")
          .inFields("api_key", "DD_API_KEY");

  private final Surroundings surroundings;
  private final Registry registry;
  private final Settings settings;
  private final HealthRows rows;
  private final Redactor redactor = new Redactor();
  private final Secrets secrets;
  private final Optional<Own> own;

  /// What a process that serves has of its own, whatever the settings come to say.
  public record Own(Destination server, Path dataDirectory) {}

  private Workbench(
      Surroundings surroundings, Registry registry, Settings settings, Optional<Own> own) {
    this.surroundings = surroundings;
    this.registry = Rescheduled.in(registry, settings, surroundings.clock().instant());
    this.settings = settings;
    this.rows = HealthRows.of(this.registry.sources(), settings);
    this.own = own;
    Secrets all =
        Secrets.in(
            surroundings.environment(),
            GlobalSettings.secretsDirectory(settings, surroundings.home()),
            redactor);
    this.secrets = settings.get(GlobalSettings.SECRETS_MANAGER) ? all : all.nearOnly();
  }

  /// Wires one.
  ///
  /// @throws ExitException with every problem of the configuration
  public static Workbench open(Surroundings surroundings, GlobalOptions options) {
    Registry registry = Registry.load();
    return switch (load(loader(surroundings, registry, options), registry)) {
      case Loaded.Good(Settings settings) ->
          new Workbench(surroundings, registry, settings, Optional.empty());
      case Loaded.Bad(List<String> problems) ->
          throw new ExitException(
              Exit.CONFIGURATION, String.join(System.lineSeparator(), problems));
    };
  }

  /// What a loader comes to, once its health grid is one too: that needs to know which metrics
  /// there are.
  public static Loaded load(SettingsLoader loader, Registry registry) {
    return switch (loader.load()) {
      case Loaded.Good good -> {
        List<String> problems = ofRows(registry, good.settings());
        yield problems.isEmpty() ? good : new Loaded.Bad(problems);
      }
      case Loaded.Bad(List<String> problems) ->
          new Loaded.Bad(
              Stream.concat(problems.stream(), ofRows(registry, loader.readable()).stream())
                  .toList());
    };
  }

  /// What is wrong with the health grid, a line each.
  private static List<String> ofRows(Registry registry, Settings settings) {
    try {
      HealthRows.of(registry.sources(), settings);
      return List.of();
    } catch (FailureException refused) {
      return refused.failure().message().lines().toList();
    }
  }

  /// One whose pushes go to a server of this process, whatever the settings say of Datadog.
  public static Workbench at(Own own, Surroundings surroundings, Settings settings) {
    return new Workbench(surroundings, Registry.load(), settings, Optional.of(own));
  }

  /// Every setting that anybody declares.
  public static List<Setting<?>> known(Registry registry) {
    List<Setting<?>> known = new ArrayList<>(DatadogSettings.all());
    known.addAll(GlobalSettings.all());
    known.addAll(CostSettings.all());
    known.addAll(ScheduleSettings.of(registry.names()));
    known.add(Owners.SETTING);
    known.add(Installation.HANDLES);
    // Collectors of one room share theirs.
    registry.all().stream()
        .flatMap(collector -> collector.profile().settings().stream())
        .distinct()
        .forEach(known::add);
    return known;
  }

  public static SettingsLoader loader(
      Surroundings surroundings, Registry registry, GlobalOptions options) {
    return new SettingsLoader(
        known(registry),
        options.flags(),
        surroundings.environment(),
        options.config(),
        surroundings.workingDirectory(),
        surroundings.home());
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public Registry registry() {
    return registry;
  }

  /// The health grid.
  public HealthRows rows() {
    return rows;
  }

  public Settings settings() {
    return settings;
  }

  public Secrets secrets() {
    return secrets;
  }

  Redactor redactor() {
    return redactor;
  }

  public Path dataDirectory() {
    return own.map(Own::dataDirectory)
        .orElseGet(() -> GlobalSettings.dataDirectory(settings, surroundings.home()));
  }

  /// A collector, or what the user may have meant.
  ///
  /// @throws ExitException of the usage kind
  public Collector<?> collector(String name) {
    return registry
        .find(name)
        .orElseThrow(() -> {
          String meant =
              Nearest.to(name, registry.names())
                  .map(near -> "did you mean \"" + near + "\"?")
                  .orElse("there are " + String.join(", ", registry.names()));
          return new ExitException(Exit.USAGE, "no collector \"" + name + "\"; " + meant);
        });
  }

  public Conditions conditions() {
    return new Conditions(
        surroundings.clock(),
        settings,
        secrets,
        this::http,
        redactor,
        PartFaults.none(),
        rows,
        http -> Reader.of(this).over(http));
  }

  public Http http() {
    return Http.of(
        HttpPolicy.standard(Version.number(), RandomGenerator.getDefault()),
        surroundings.clock(),
        redactor,
        Optional.of(HttpCache.in(dataDirectory().resolve("http"), surroundings.clock())));
  }

  /// The environment and the user's own tags.
  public Tags baseTags() {
    return Tags.parse(settings.get(GlobalSettings.TAGS))
        .and(Tags.of("env", settings.get(GlobalSettings.ENVIRONMENT)));
  }

  /// The server of this process, where pushes go there.
  Optional<Destination> own() {
    return own.map(Own::server);
  }

  /// A run at an instant, with what the settings say of every run.
  public Plan plan(Instant asOf) {
    return Plan.standard(UUID.randomUUID().toString(), asOf, baseTags())
        .with(settings.get(GlobalSettings.ALIASES) ? Plan.Aliases.ON : Plan.Aliases.OFF);
  }

  /// Where a push goes.
  ///
  /// @throws ai.metta.metric.FailureException of kind credentials where there is no key
  public Destination destination() {
    if (own.isPresent()) {
      return own.get().server();
    }
    Secret key = secrets.require(API_KEY);
    return Destination.of(
        settings.find(DatadogSettings.URL), settings.get(DatadogSettings.SITE), key);
  }
}
