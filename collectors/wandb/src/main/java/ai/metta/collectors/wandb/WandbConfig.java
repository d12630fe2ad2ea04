// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import ai.metta.collectors.wandb.Figures.AccuracyUnit;
import ai.metta.collectors.wandb.Figures.Keys;
import ai.metta.collectors.wandb.Figures.Member;
import ai.metta.metric.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The rules that differ from team to team.
///
/// @param keys under which names runs report what is told of them
/// @param prices dollars an hour of one GPU
/// @param pageSize runs asked for at once
/// @param pagePause between two pages of one list
/// @param queues launch queues of the entity
record WandbConfig(
    RunTypes types,
    Workloads workloads,
    Keys keys,
    Prices prices,
    int pageSize,
    Duration pagePause,
    List<String> queues) {
  static final Setting<String> BASE_URL =
      Setting.safeAddress("wandb.base_url")
          .env("WANDB_BASE_URL")
          .fallback("https://api.wandb.ai")
          .says("Address of the server");
  static final Setting<String> ENTITY =
      Setting.text("wandb.entity")
          .only("the name of a team or user", WandbConfig::isName)
          .env("WANDB_ENTITY")
          .says("Team or user whose projects are read");
  static final Setting<List<String>> PROJECTS =
      Setting.texts("wandb.projects")
          .only(
              "names of projects, without the entity, that are different tags: capitals and signs make none",
              names ->
                  !names.isEmpty()
                      && names.stream().allMatch(WandbConfig::isName)
                      && areTags("project", names))
          .env("WANDB_PROJECT")
          .says("Projects to read");
  static final Setting<List<String>> QUEUES =
      Setting.texts("wandb.launch_queues")
          .only(
              "names of queues that are different tags (capitals and signs make none), and not \""
                  + RunMetrics.NO_QUEUE
                  + "\"",
              names ->
                  areTags(
                      "queue",
                      Stream.concat(names.stream().distinct(), Stream.of(RunMetrics.NO_QUEUE))
                          .toList()))
          .fallback(List.of())
          .says(
              "Launch queues of the entity; what waits there is told with the first project, since it is of none");
  static final Setting<List<String>> RUN_TYPES =
      Setting.texts("wandb.run_types")
          .only(
              "rules TYPE=starts:TEXT, TYPE=contains:TEXT or TYPE=in_sweep",
              rules -> rules.stream().allMatch(RunTypes::isRule))
          .fallback(
              List.of(
                  "ptm=starts:github.sky.",
                  "sweep=in_sweep",
                  "sweep=contains:sweep",
                  "stable=contains:stable",
                  "local=contains:local"))
          .says(
              "What makes a run's type, by its displayed name, case ignored; the first rule that holds wins, and where none does the type is other");
  static final Setting<List<String>> NODE_KEYS =
      Setting.texts("wandb.node_keys")
          .fallback(List.of("num_nodes", "nodes"))
          .says("Keys of a run's config that hold its number of nodes; a tag nodes:N does as well");
  static final Setting<List<String>> MULTINODE =
      Setting.texts("wandb.multinode_names")
          .fallback(List.of("multinode", "multi-node", "multi_node"))
          .says("What in a displayed name makes a run multinode where no number of nodes is told");
  static final Setting<List<String>> ARENA =
      Setting.texts("wandb.arena_names")
          .fallback(List.of("arena"))
          .says("What in a displayed name makes a run, if not multinode, one of the arena");
  static final Setting<List<String>> SPS =
      keys("sps", "steps a second", "overview/steps_per_second", "overview/sps");
  static final Setting<List<String>> SHAPED_SPS =
      keys("shaped_sps", "steps a second under a shaped reward", "overview/shaped_sps");
  static final Setting<List<String>> HEARTS =
      keys(
          "hearts",
          "hearts gained",
          "env_agent/heart.gained",
          "env_game/assembler.heart.created",
          "env_agent/heart.amount");
  static final Setting<List<String>> QUEUE_LATENCY =
      keys("queue_latency", "seconds spent in SkyPilot's queue", "skypilot/queue_latency_s");
  static final Setting<List<String>> ACCURACY =
      keys("accuracy", "accuracy", "accuracy", "eval/accuracy", "val_accuracy");
  static final Setting<List<String>> LOSS = keys("loss", "loss", "losses/total", "loss");
  static final Setting<String> MEMBER =
      Setting.text("wandb.summary_member")
          .only("none, last, max or min", text -> text.matches("none|last|max|min"))
          .fallback("none")
          .says(
              "Which member of a summary value that is an object counts, as of metrics defined with a summary rule; none leaves it out");
  static final Setting<String> ACCURACY_UNIT =
      Setting.text("wandb.accuracy_unit")
          .only("fraction or percent", text -> text.matches("fraction|percent"))
          .fallback("fraction")
          .says("Whether runs report accuracy from 0 to 1 or from 0 to 100");
  static final Setting<Map<String, Double>> PRICES =
      Setting.numbers("wandb.gpu_prices")
          .only(
              "dollars an hour by GPU: H100=4.5, L4=0.8",
              prices -> prices.values().stream().allMatch(price -> price >= 0))
          .fallback(Map.of())
          .says(
              "Dollars an hour of one GPU on demand, by words of its name, case ignored; of several that fit the longest");
  static final Setting<Integer> PAGE_SIZE =
      Setting.whole("wandb.page_size", 1, 50).fallback(50).says("Runs asked for in one request");
  static final Setting<Duration> PAGE_PAUSE =
      Setting.duration("wandb.page_pause")
          .fallback(Duration.ofSeconds(1))
          .says("Pause between two pages of one list; the shared service limits database time");
  static final SecretKey API_KEY =
      SecretKey.required("wandb.api_key", "wandb/api-key", "WANDB_API_KEY")
          .inFields("api_key", "WANDB_API_KEY");

  static List<Setting<?>> settings() {
    return List.of(
        BASE_URL,
        ENTITY,
        PROJECTS,
        QUEUES,
        RUN_TYPES,
        NODE_KEYS,
        MULTINODE,
        ARENA,
        SPS,
        SHAPED_SPS,
        HEARTS,
        QUEUE_LATENCY,
        ACCURACY,
        LOSS,
        MEMBER,
        ACCURACY_UNIT,
        PRICES,
        PAGE_SIZE,
        PAGE_PAUSE);
  }

  static WandbConfig from(Settings settings) {
    return new WandbConfig(
        RunTypes.of(settings.get(RUN_TYPES)),
        new Workloads(settings.get(NODE_KEYS), settings.get(MULTINODE), settings.get(ARENA)),
        new Keys(
            settings.get(SPS),
            settings.get(SHAPED_SPS),
            settings.get(HEARTS),
            settings.get(QUEUE_LATENCY),
            settings.get(ACCURACY),
            settings.get(LOSS),
            Member.valueOf(settings.get(MEMBER).toUpperCase(Locale.ROOT)),
            AccuracyUnit.valueOf(settings.get(ACCURACY_UNIT).toUpperCase(Locale.ROOT))),
        Prices.of(settings.get(PRICES)),
        settings.get(PAGE_SIZE),
        settings.get(PAGE_PAUSE),
        settings.get(QUEUES).stream().distinct().toList());
  }

  private static Setting<List<String>> keys(String what, String words, String... keys) {
    return Setting.texts("wandb." + what + "_keys")
        .fallback(List.of(keys))
        .says(
            "Keys of a run's summary that hold " + words + "; the first that has a number counts");
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.indexOf('/') < 0;
  }

  /// Whether each name is a tag of its own: two that are one would be told of as one.
  private static boolean areTags(String key, List<String> names) {
    try {
      return names.stream().map(name -> new Tag(key, name)).distinct().count()
          == names.stream().distinct().count();
    } catch (IllegalArgumentException noTag) {
      return false;
    }
  }
}
