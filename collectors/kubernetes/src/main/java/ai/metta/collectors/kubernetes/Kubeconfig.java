// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What kubeconfig files say: several are read as one, and the first to say something counts.
final class Kubeconfig {
  private final Entrance.Files entrance;
  private final List<io.fabric8.kubernetes.api.model.Config> files;
  private final String context;

  private Kubeconfig(
      Entrance.Files entrance, List<io.fabric8.kubernetes.api.model.Config> files, String context) {
    this.entrance = entrance;
    this.files = files;
    this.context = context;
  }

  /// Reads the files, and asks nobody.
  ///
  /// @throws FailureException of configuration where one cannot be read, or no context counts
  static Kubeconfig of(Entrance.Files entrance) {
    List<io.fabric8.kubernetes.api.model.Config> files = new ArrayList<>();
    for (Path file : entrance.files()) {
      files.add(parsed(file));
    }
    String context =
        entrance
            .context()
            .or(() ->
                files.stream()
                    .flatMap(one -> Stream.ofNullable(one.getCurrentContext()))
                    .filter(name -> !name.isEmpty())
                    .findFirst())
            .orElseThrow(
                () -> wrong(entrance, "no current-context: set one, or kubernetes.context"));
    return new Kubeconfig(entrance, files, context);
  }

  /// What the files call the cluster.
  Optional<String> cluster() {
    return chosen()
        .flatMap(one -> Stream.ofNullable(one.getCluster()))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private Stream<Context> chosen() {
    return files.stream()
        .flatMap(one -> present(one.getContexts()))
        .filter(one -> context.equals(one.getName()))
        .flatMap(one -> Stream.ofNullable(one.getContext()));
  }

  /// What the library goes by. Runs the command that hands out credentials, where there is one.
  Config config() {
    String cluster =
        cluster()
            .filter(this::isDeclared)
            .orElseThrow(() ->
                wrong(
                    entrance,
                    "no cluster under the context \""
                        + context
                        + "\": correct kubernetes.context"));
    Optional<ExecConfig> command = command();
    if (command
        .filter(one -> Objects.requireNonNullElse(one.getCommand(), "").isBlank())
        .isPresent()) {
      throw wrong(entrance, "exec names no command: correct the user of the context " + context);
    }
    Config config = Config.empty();
    try {
      KubeConfigUtils.merge(
          config, context, files.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
    } catch (KubernetesClientException refused) {
      throw wrong(entrance, "no way into the cluster " + cluster + ": " + refused.getMessage());
    }
    if (command.isPresent() && !hasCredentials(config)) {
      throw new FailureException(gaveNone(command.get()));
    }
    // The library asks a server by https only through what the kubeconfig calls an https proxy.
    String proxy = Optional.ofNullable(config.getHttpsProxy()).orElseGet(config::getHttpProxy);
    config.setHttpProxy(proxy);
    config.setHttpsProxy(proxy);
    return config;
  }

  /// What hands out credentials, where that is not the file itself.
  private Optional<ExecConfig> command() {
    return chosen()
        .flatMap(one -> Stream.ofNullable(one.getUser()))
        .flatMap(user ->
            files.stream()
                .flatMap(one -> present(one.getUsers()))
                .filter(one -> user.equals(one.getName()))
                .flatMap(one -> Stream.ofNullable(one.getUser())))
        .flatMap(user -> Stream.ofNullable(user.getExec()))
        .findFirst();
  }

  private static boolean hasCredentials(Config config) {
    return Stream.of(
            config.getAutoOAuthToken(),
            config.getPassword(),
            config.getClientKeyData(),
            config.getClientKeyFile())
        .anyMatch(one -> one != null && !one.isEmpty());
  }

  /// The library goes on without any then, as somebody unknown.
  private Failure gaveNone(ExecConfig command) {
    return new Failure.Credentials(
        message(
            entrance,
            "the command \""
                + command.getCommand()
                + "\" gave no credentials: run it by hand and mend what it says; it has to print an"
                + " ExecCredential of "
                + command.getApiVersion()));
  }

  private boolean isDeclared(String cluster) {
    return files.stream()
        .flatMap(one -> present(one.getClusters()))
        .filter(one -> cluster.equals(one.getName()))
        .map(NamedCluster::getCluster)
        .anyMatch(one -> one != null && one.getServer() != null);
  }

  private static io.fabric8.kubernetes.api.model.Config parsed(Path file) {
    try {
      return KubeConfigUtils.parseConfig(file.toFile());
    } catch (RuntimeException unreadable) {
      // What the library says may quote the file, which holds secrets.
      throw new FailureException(
          new Failure.Configuration(
              "kubernetes: " + file + " is no kubeconfig that can be read: correct KUBECONFIG"));
    }
  }

  private static <T> Stream<T> present(List<T> list) {
    return Stream.ofNullable(list).flatMap(List::stream);
  }

  private static FailureException wrong(Entrance.Files entrance, String what) {
    return new FailureException(new Failure.Configuration(message(entrance, what)));
  }

  private static String message(Entrance.Files entrance, String what) {
    return "kubernetes: "
        + String.join(", ", entrance.files().stream().map(Path::toString).toList())
        + ": "
        + what;
  }
}
