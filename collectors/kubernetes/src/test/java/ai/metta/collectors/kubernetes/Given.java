// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collect.Told;
import ai.metta.collectors.kubernetes.Pod.Container;
import ai.metta.collectors.kubernetes.Pod.End;
import ai.metta.collectors.kubernetes.Pod.Phase;
import ai.metta.collectors.kubernetes.Usage.Sampled;
import ai.metta.metric.Fetched;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Facts made by hand, and what they come to.
final class Given {
  static final Instant AS_OF = Instant.parse("2026-03-18T12:00:00Z");

  /// The container of a pod that has one.
  static final String MAIN = "main";

  private Given() {}

  /// A day old.
  static final Instant OLD = AS_OF.minusSeconds(86_400);

  static KubernetesConfig rules(String... keysAndValues) {
    Map<String, String> settings = new TreeMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      settings.put(keysAndValues[index], keysAndValues[index + 1]);
    }
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                KubernetesConfig.settings(), settings, Map.of(), Optional.empty(), nowhere, nowhere)
            .load();
    return KubernetesConfig.from(((Loaded.Good) loaded).settings());
  }

  /// Cores and mebibytes.
  static Amounts amounts(String cores, long mebibytes) {
    return new Amounts(new BigDecimal(cores), BigDecimal.valueOf(mebibytes << 20));
  }

  static ObjectName named(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? new ObjectName("default", name)
        : new ObjectName(name.substring(0, slash), name.substring(slash + 1));
  }

  /// A running pod, a day old, that requests something.
  ///
  /// @param name may begin with a namespace and a slash
  static Pod running(String name, String cores, long mebibytes, Container... containers) {
    return new Pod(
        named(name), Phase.RUNNING, OLD, OLD, amounts(cores, mebibytes), Arrays.asList(containers));
  }

  static Pod in(Phase phase, String name, Instant created, Container... containers) {
    return new Pod(named(name), phase, created, created, Amounts.NONE, Arrays.asList(containers));
  }

  static Pod made(Pod pod, Instant created) {
    return new Pod(pod.name(), pod.phase(), created, created, pod.requested(), pod.containers());
  }

  static Container runs(String name) {
    return new Container(name, true, Optional.empty(), 0, List.of());
  }

  static Container waiting(String reason) {
    return new Container("waits", false, Optional.of(reason), 0, List.of());
  }

  static Container restarted(int times) {
    return new Container(MAIN, true, Optional.empty(), times, List.of());
  }

  static Container ended(String reason, String at) {
    return new Container(
        "ended", false, Optional.empty(), 1, List.of(new End(reason, Instant.parse(at))));
  }

  /// What pods were seen to use, half a minute ago.
  static final class Seen {
    private final List<Sampled> all = new ArrayList<>();

    Seen using(String name, String cores, long mebibytes) {
      return using(name, cores, mebibytes, AS_OF.minusSeconds(30));
    }

    Seen using(String name, String cores, long mebibytes, Instant at) {
      all.add(new Sampled(named(name), at, Map.of(MAIN, amounts(cores, mebibytes))));
      return this;
    }

    Seen using(String name, Map<String, Amounts> byContainer) {
      Instant at = AS_OF.minusSeconds(30);
      all.add(new Sampled(named(name), at, byContainer));
      return this;
    }
  }

  static Seen seen() {
    return new Seen();
  }

  static KubernetesSnapshot cluster(KubernetesConfig rules, Seen seen, Pod... pods) {
    return new KubernetesSnapshot(
        rules,
        Fetched.known(Arrays.asList(pods)),
        Fetched.known(new MetricsApi.Serving(Usage.of(seen.all))),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"));
  }

  static KubernetesSnapshot cluster(Seen seen, Pod... pods) {
    return cluster(rules(), seen, pods);
  }

  static KubernetesSnapshot pods(Pod... pods) {
    return new KubernetesSnapshot(
        rules(),
        Fetched.known(Arrays.asList(pods)),
        Fetched.known(new MetricsApi.Missing("nobody installed it")),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"));
  }

  static KubernetesSnapshot deployments(KubernetesConfig rules, Deployment... deployments) {
    return new KubernetesSnapshot(
        rules,
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"),
        Fetched.known(Arrays.asList(deployments)),
        Fetched.unsupported("not read"));
  }

  static KubernetesSnapshot jobs(OwnJob... jobs) {
    return new KubernetesSnapshot(
        rules(),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"),
        Fetched.known(Arrays.asList(jobs)));
  }

  /// What a metric comes to, as `tags=value` or the outcome's word and reason.
  static List<String> told(KubernetesSnapshot facts, String metric) {
    return Told.of(KubernetesMetrics.CATALOGUE, facts, AS_OF, metric);
  }
}
