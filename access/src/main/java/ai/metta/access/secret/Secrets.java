// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import ai.metta.access.secret.Whereabouts.Tried;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds declared secrets in their sources, first match wins. Every value that comes out is known
/// to the [Redactor] before anybody can print it. Nothing is kept: a rotated value is seen at once.
public final class Secrets {
  private final List<SecretSource> near;
  private final Supplier<List<SecretSource>> distant;
  private final Redactor redactor;
  private final Set<String> problems = Collections.synchronizedSet(new LinkedHashSet<>());

  private Secrets(
      List<SecretSource> near, Supplier<List<SecretSource>> distant, Redactor redactor) {
    this.near = ordered(near);
    this.distant = distant;
    this.redactor = redactor;
  }

  /// The environment, then the mounted files, then – for required keys still missing – whatever
  /// [DistantSecrets] are on the class path.
  ///
  /// @param directory where secrets are mounted; empty where none are
  public static Secrets in(
      Map<String, String> environment, Optional<Path> directory, Redactor redactor) {
    List<SecretSource> near = new ArrayList<>();
    near.add(new EnvironmentSecrets(environment));
    near.add(directory.<SecretSource>map(MountedSecrets::new).orElseGet(UnmountedSecrets::new));
    return new Secrets(near, new Opening(environment), redactor);
  }

  /// The same, but that no distant store is asked.
  public Secrets nearOnly() {
    return new Secrets(near, List::of, redactor);
  }

  /// Sources given one by one.
  ///
  /// @param distant asked only when a required key is missing in all near sources
  public static Secrets of(
      List<SecretSource> near, Supplier<List<SecretSource>> distant, Redactor redactor) {
    return new Secrets(near, distant, redactor);
  }

  public Redactor redactor() {
    return redactor;
  }

  /// The value; empty where no source has one, also when one of them failed (see [#problems]).
  public Optional<Secret> find(SecretKey key) {
    return look(key).value();
  }

  /// The value.
  ///
  /// @throws FailureException of credentials, naming every place that was looked at
  public Secret require(SecretKey key) {
    Look look = look(key);
    return look.value().orElseThrow(() -> new FailureException(missing(key, look)));
  }

  public Whereabouts whereabouts(SecretKey key) {
    Look look = look(key);
    return new Whereabouts(look.from(), look.tried());
  }

  /// What sources failed to say so far, each once.
  public List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  private record Look(Optional<Secret> value, Optional<String> from, List<Tried> tried) {}

  private Look look(SecretKey key) {
    List<Tried> tried = new ArrayList<>();
    Look look = look(key, near, tried);
    boolean askFurther = look.value().isEmpty() && key.necessity() == Necessity.REQUIRED;
    return askFurther ? look(key, distant(tried), tried) : look;
  }

  /// A store that cannot be opened is one that cannot say.
  private List<SecretSource> distant(List<Tried> tried) {
    try {
      return ordered(distant.get());
    } catch (FailureException e) {
      tried.add(new Tried("a distant store", Optional.of(noted(e))));
      return List.of();
    }
  }

  private Look look(SecretKey key, List<SecretSource> sources, List<Tried> tried) {
    for (SecretSource source : sources) {
      Optional<Found> found = ask(source, key, tried);
      if (found.isPresent()) {
        return new Look(found.map(Found::value), found.map(Found::place), List.copyOf(tried));
      }
    }
    return new Look(Optional.empty(), Optional.empty(), List.copyOf(tried));
  }

  private Optional<Found> ask(SecretSource source, SecretKey key, List<Tried> tried) {
    try {
      Optional<Found> found = source.find(key).flatMap(raw -> usable(key, raw));
      if (found.isEmpty()) {
        source.places(key).forEach(place -> tried.add(new Tried(place, Optional.empty())));
      }
      return found;
    } catch (FailureException e) {
      tried.add(new Tried(source.name(), Optional.of(noted(e))));
      return Optional.empty();
    }
  }

  private String noted(FailureException e) {
    String problem = redactor.redact(e.failure().message());
    problems.add(problem);
    return problem;
  }

  private Optional<Found> usable(SecretKey key, Found raw) {
    Optional<Secret> value = new SecretText(key, raw.place()).read(raw.value().reveal());
    value.ifPresent(redactor::learn);
    return value.map(secret -> new Found(secret, raw.place()));
  }

  private static Failure missing(SecretKey key, Look look) {
    String places = look.tried().stream().map(Tried::toString).collect(Collectors.joining(", "));
    String mends =
        Stream.concat(
                key.environment().stream().limit(1).map(name -> "set " + name),
                key.ids().stream()
                    .limit(1)
                    .map(id -> "put it into the file " + id + " below secrets_dir"))
            .collect(Collectors.joining(", or "));
    return new Failure.Credentials(key.key() + " is not set; looked at " + places + "; " + mends);
  }

  private static List<SecretSource> ordered(List<SecretSource> sources) {
    return sources.stream().sorted(Comparator.comparingInt(SecretSource::order)).toList();
  }

  /// Opens every distant store there is, once; again where one could not be opened.
  private static final class Opening implements Supplier<List<SecretSource>> {
    private final Map<String, String> environment;
    private Optional<List<SecretSource>> opened = Optional.empty();

    Opening(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public synchronized List<SecretSource> get() {
      List<SecretSource> all =
          opened.orElseGet(() ->
              ServiceLoader.load(DistantSecrets.class).stream()
                  .map(ServiceLoader.Provider::get)
                  .flatMap(store -> store.open(environment).stream())
                  .toList());
      opened = Optional.of(all);
      return all;
    }
  }
}
