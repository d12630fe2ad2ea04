// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.configuration.Settings;
import ai.metta.collect.NotConfiguredException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which cluster is meant, and how it is entered: by kubeconfig files that are named, else by those
/// of the user, else as the service account of the pod that this runs in. Names nothing of the
/// library that does the asking.
record KubernetesDoor(Settings settings) {
  private static final String IN_CLUSTER = "https://kubernetes.default.svc";

  /// @throws NotConfiguredException where there is neither a kubeconfig nor a service account
  Entrance entrance() {
    return named().or(this::users).or(this::serviceAccount).orElseThrow(KubernetesDoor::nowhere);
  }

  /// What the cluster is called in a tag.
  ///
  /// @throws NotConfiguredException where nobody says it
  String cluster(Entrance entrance) {
    return settings
        .find(KubernetesConfig.CLUSTER)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .or(() ->
            switch (entrance) {
              case Entrance.Files files -> Kubeconfig.of(files).cluster();
              case Entrance.ServiceAccount _ -> Optional.empty();
            })
        .orElseThrow(() ->
            new NotConfiguredException(
                new Failure.Configuration(
                    "the cluster has no name: set K8S_CLUSTER_NAME, or kubernetes.cluster in"
                        + " metta.yaml")));
  }

  private static NotConfiguredException nowhere() {
    return new NotConfiguredException(
        new Failure.Configuration(
            "no cluster: set KUBECONFIG, or kubernetes.kubeconfig in metta.yaml, to a kubeconfig"
                + " file, or run in a pod with a service account"));
  }

  private Optional<Entrance> named() {
    List<Path> files =
        settings
            .find(KubernetesConfig.KUBECONFIG)
            .map(text -> Stream.of(text.split(Pattern.quote(File.pathSeparator), -1)))
            .orElse(Stream.empty())
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Path::of)
            .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<Path> there = files.stream().filter(Files::isRegularFile).toList();
    if (there.isEmpty()) {
      throw new FailureException(
          new Failure.Configuration(
              "kubernetes: no kubeconfig at "
                  + String.join(", ", files.stream().map(Path::toString).toList())
                  + ": correct KUBECONFIG"));
    }
    return Optional.of(new Entrance.Files(there, context()));
  }

  private Optional<Entrance> users() {
    return Optional.ofNullable(settings.environment().get("HOME"))
        .filter(home -> !home.isEmpty())
        .map(home -> Path.of(home, ".kube", "config"))
        .filter(Files::isRegularFile)
        .map(file -> new Entrance.Files(List.of(file), context()));
  }

  private Optional<Entrance> serviceAccount() {
    var account =
        new Entrance.ServiceAccount(
            server(), Path.of(settings.get(KubernetesConfig.SERVICE_ACCOUNT).strip()));
    return Files.isRegularFile(account.token()) ? Optional.of(account) : Optional.empty();
  }

  private Optional<String> context() {
    return settings
        .find(KubernetesConfig.CONTEXT)
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }

  /// Kubernetes tells every pod where its API server is.
  private String server() {
    Map<String, String> told = settings.environment();
    String host = told.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = told.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    String address = host.contains(":") ? "[" + host + "]" : host;
    return settings
        .find(KubernetesConfig.API_SERVER)
        .orElse(host.isEmpty() ? IN_CLUSTER : "https://" + address + ":" + port);
  }
}
