// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.http.Head;
import ai.metta.access.http.Headers;
import ai.metta.access.http.Http;
import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the API server is asked: a list, page by page, by a library that knows every way in.
///
/// The library sends its requests past [Http]. Waits, repeats and the count are this client's all
/// the same. An answer that does not begin within half a minute is none; one that does not end is
/// waited for until the run's deadline.
final class ApiServer implements AutoCloseable {
  private static final long PAGE = 500;
  private static final int MOST_PAGES = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern USER = Pattern.compile("//[^/@:]*:([^/@]+)@");

  private final KubernetesClient library;
  private final Traffic traffic;
  private final Http http;
  private final Supplier<Duration> remaining;

  private ApiServer(
      KubernetesClient library, Traffic traffic, Http http, Supplier<Duration> remaining) {
    this.library = library;
    this.traffic = traffic;
    this.http = http;
    this.remaining = remaining;
  }

  /// Makes ready to ask, and asks nothing yet.
  ///
  /// @param redactor learns whatever proves who we are
  /// @param remaining how long the run may still last
  static ApiServer open(
      Entrance entrance, Http http, Redactor redactor, Supplier<Duration> remaining) {
    Config config =
        switch (entrance) {
          case Entrance.Files files -> Kubeconfig.of(files).config();
          case Entrance.ServiceAccount account -> asAccount(account, redactor);
        };
    config.setUserAgent("metta");
    config.setConnectionTimeout((int) PATIENCE.toMillis());
    config.setRequestRetryBackoffLimit(0);
    secrets(config).forEach(secret -> redactor.learn(Secret.of(secret)));
    Traffic traffic = new Traffic(http);
    return new ApiServer(library(config, traffic), traffic, http, remaining);
  }

  private static Stream<String> secrets(Config config) {
    return Stream.of(
            config.getAutoOAuthToken(),
            config.getPassword(),
            config.getClientKeyData(),
            passwordOf(config.getHttpsProxy()))
        .filter(secret -> secret != null && !secret.isBlank());
  }

  /// Of a proxy such as `http://user:password@proxy:3128`; empty where it asks for none.
  private static String passwordOf(@Nullable String proxy) {
    Matcher user = USER.matcher(proxy == null ? "" : proxy);
    return user.find() ? user.group(1) : "";
  }

  private static KubernetesClient library(Config config, Traffic traffic) {
    try {
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withHttpClientFactory(new Transport())
          .withHttpClientBuilderConsumer(
              builder -> builder.addOrReplaceInterceptor("metta", traffic))
          .build();
    } catch (KubernetesClientException | IllegalArgumentException refused) {
      throw new FailureException(
          new Failure.Configuration(
              "kubernetes: no connection can be made ready: "
                  + refused.getMessage()
                  + "; correct the certificates and the proxy-url of the kubeconfig"));
    }
  }

  /// How long a server may take to begin its answer.
  static Duration patience(Duration remaining) {
    return remaining.compareTo(PATIENCE) < 0 ? remaining : PATIENCE;
  }

  private static Config asAccount(Entrance.ServiceAccount account, Redactor redactor) {
    Config config = Config.empty();
    config.setMasterUrl(account.server());
    if (Files.isRegularFile(account.authority())) {
      config.setCaCertFile(account.authority().toString());
    }
    // Asked before every request: the file is written anew before its token expires.
    config.setOauthTokenProvider(() -> token(account.token(), redactor));
    return config;
  }

  private static String token(Path file, Redactor redactor) {
    try {
      String token = Files.readString(file).strip();
      redactor.learn(Secret.of(token));
      return token;
    } catch (IOException gone) {
      throw new FailureException(
          new Failure.Credentials(
              "kubernetes: " + file + ": the service account's token cannot be read"));
    }
  }

  /// How the library is asked for a list.
  ///
  /// @param page asks for one page of it
  /// @param kind what an answer calls itself
  record Question<L>(
      Listed listed, BiFunction<KubernetesClient, ListOptions, L> page, Function<L, String> kind) {}

  /// All items of a list. One that expires while it is read is read anew, once.
  ///
  /// @param row what is made of an item; equal for the same item, so that a page that comes twice
  ///   is noticed
  /// @param selector of labels; empty for everything
  /// @throws FailureException where not all of it could be had
  <I extends HasMetadata, L extends KubernetesResourceList<I>, T> List<T> all(
      Question<L> question, String selector, Function<I, T> row) {
    try {
      return pages(question, selector, row);
    } catch (FailureException refused) {
      if (Refusals.status(refused) != Refusals.GONE) {
        throw refused;
      }
    }
    return pages(question, selector, row);
  }

  private <I extends HasMetadata, L extends KubernetesResourceList<I>, T> List<T> pages(
      Question<L> question, String selector, Function<I, T> row) {
    return new Pages(request(question.listed()).identity(), MOST_PAGES)
        .all(token -> {
          ListOptionsBuilder options = new ListOptionsBuilder().withLimit(PAGE);
          token.ifPresent(options::withContinue);
          if (!selector.isEmpty()) {
            options.withLabelSelector(selector);
          }
          L list = asked(question, options.build());
          return new Page<>(items(list).map(row).toList(), next(list));
        });
  }

  /// Whether a list may be read: asks for its first item.
  ///
  /// @throws FailureException where it may not
  <L extends KubernetesResourceList<?>> void first(Question<L> question) {
    L _ = asked(question, new ListOptionsBuilder().withLimit(1L).build());
  }

  private <L extends KubernetesResourceList<?>> L asked(Question<L> question, ListOptions options) {
    Request request = request(question.listed());
    Refusals refusals = new Refusals(request.identity(), question.listed());
    for (int tried = 1; ; tried++) {
      long millis = Math.max(1, patience(remaining.get()).toMillis());
      library.getConfiguration().setRequestTimeout((int) millis);
      try {
        return checked(question, refusals, question.page().apply(library, options));
      } catch (KubernetesClientException said) {
        FailureException refused = refusals.of(said);
        if (!hasWaited(request, refused, tried)) {
          throw refused;
        }
      }
    }
  }

  /// Something else than a list would pass for an empty one.
  private static <L extends KubernetesResourceList<?>> L checked(
      Question<L> question, Refusals refusals, L list) {
    boolean isList =
        list != null
            && list.getMetadata() != null
            && question.listed().kind().equals(question.kind().apply(list));
    if (!isList) {
      throw new FailureException(refusals.noList());
    }
    return list;
  }

  /// Waits as the server asks, else as between any two tries; not at all where there is no other.
  private boolean hasWaited(Request request, FailureException refused, int tried) {
    int status = Refusals.status(refused);
    if (status == Refusals.NO_STATUS) {
      return refused.failure().retriable() && http.awaitNextTry(request, tried);
    }
    Head head =
        traffic
            .last(request.uri().getPath())
            .filter(last -> last.status() == status)
            .orElseGet(() -> new Head(status, Headers.NONE));
    return http.awaitNextTry(request, head, tried);
  }

  private static <I extends HasMetadata> Stream<I> items(KubernetesResourceList<I> list) {
    // An empty list is null in what some servers send.
    return Stream.ofNullable(list.getItems()).flatMap(List::stream);
  }

  private static Optional<String> next(KubernetesResourceList<?> list) {
    return Optional.ofNullable(list.getMetadata().getContinue()).filter(text -> !text.isEmpty());
  }

  /// The request as it would go out by [Http], for waits and messages.
  private Request request(Listed listed) {
    return Request.get(URI.create(library.getMasterUrl().toString()).resolve(listed.path()))
        .repeated(Repeat.PERSISTENT);
  }

  /// Ends whatever is still running.
  @Override
  public void close() {
    library.close();
  }
}
