// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import ai.metta.sandbox.aws.estate.Box.Place;
import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.ClusterStatus;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Tells what there is: a machine for each node of what SkyPilot has up or stopped, and what others
/// have left about; in a larger account, workers too.
final class EstateStory {
  private static final long BOXES = 9101;
  private static final long DISKS = 9102;
  private static final long BACKUPS = 9103;
  private static final long WORKERS = 9104;
  private static final String HOME = "us-east-1";
  private static final String AWAY = "eu-west-1";

  private final Fleet fleet;
  private final int workers;
  private final Instant at;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final List<Backup> backups = new ArrayList<>();

  EstateStory(Fleet fleet, int workers, Instant at) {
    this.fleet = fleet;
    this.workers = workers;
    this.at = at;
  }

  Estate told() {
    fleet.at(at).usages(Duration.ZERO, this::nodes);
    others();
    workers();
    boxes.stream().filter(box -> !box.state().equals("terminated")).forEach(this::disksOf);
    strays();
    copies();
    return new Estate(at, boxes, disks, backups);
  }

  private void nodes(Usage usage) {
    if (usage.status().isEmpty()) {
      return;
    }
    for (int node = 0; node < usage.nodes(); node++) {
      Dice dice = Dice.of(fleet.seed(), BOXES, usage.hash().hashCode() * 64L + node);
      Instant launched = Instant.ofEpochSecond(usage.intervals().getLast().fromSecond());
      String region = usage.placement().region().wireName();
      boolean spot = usage.placement().pricing() == Pricing.SPOT;
      boxes.add(
          new Box(
              id(dice),
              usage.placement().machine().instanceType(),
              new Place(region, usage.placement().zone().orElse(region + "a")),
              state(usage, launched),
              spot ? Optional.of("spot") : Optional.empty(),
              launched,
              "default",
              Box.LINUX,
              Map.of("Name", usage.name(), "skypilot-cluster-name", usage.name()),
              Pulse.draw(dice)));
    }
  }

  private String state(Usage usage, Instant launched) {
    if (usage.status().equals(Optional.of(ClusterStatus.STOPPED))) {
      return "stopped";
    }
    return launched.plusSeconds(60).isAfter(at) ? "pending" : "running";
  }

  private static String id(Dice dice) {
    return "i-0%016x".formatted(dice.next());
  }

  /// How something differs from a plain Linux machine of the account's.
  private record Oddity(
      String lifecycle, String tenancy, String platform, Map<String, String> tags) {
    static final Oddity NONE = new Oddity("", "default", Box.LINUX, Map.of("Name", "ci-runner"));

    Oddity paid(String word) {
      return new Oddity(word, tenancy, platform, tags);
    }

    Oddity on(String host) {
      return new Oddity(lifecycle, host, platform, tags);
    }

    Oddity with(String system) {
      return new Oddity(lifecycle, tenancy, system, tags);
    }

    Oddity tagged(String key, String value) {
      return new Oddity(lifecycle, tenancy, platform, Map.of(key, value));
    }
  }

  /// What is easily counted wrongly.
  private void others() {
    Oddity none = Oddity.NONE;
    Pulse quiet = new Pulse(Pulse.Cpu.QUIET, Pulse.Gpu.QUIET);
    other("c5.large", "running", 90_000, none.with("Windows"), quiet);
    other("m6i.2xlarge", "running", 90_000, none.on("dedicated"), quiet);
    other(AWAY, "m1.ancient", "running", 900_000, none.paid("scheduled"), quiet);
    other("p5.48xlarge", "running", 9_000, none.paid("capacity-block"), quiet);
    other("g6f.4xlarge", "running", 7_200, none, new Pulse(Pulse.Cpu.QUIET, Pulse.Gpu.PARTLY));
    other("g4ad.xlarge", "running", 7_200, none, new Pulse(Pulse.Cpu.QUIET, Pulse.Gpu.UNWATCHED));
    other("c5.large", "running", 3_600, none, quiet);
    other("c5.large", "running", 3_599, none, quiet);
    other("c5.large", "running", 40_000, none.tagged("monitoring", "ignore-idle"), quiet);
    other("c5.large", "running", 40_000, none, new Pulse(Pulse.Cpu.SPIKY, Pulse.Gpu.UNWATCHED));
    other("c5.large", "running", 40_000, none.paid("scheduled"), quiet);
    other("c5.large", "running", 40_000, none.paid("leased-by-the-hour"), quiet);
    other("c5.large", "pending", 20, none, quiet);
    other("c5.large", "stopping", 50_000, none, quiet);
    other("p5.48xlarge", "stopped", 50_000, none, quiet);
    other("p5.48xlarge", "shutting-down", 50_000, none, quiet);
    other("p5.48xlarge", "terminated", 50_000, none, quiet);
    other("p5.48xlarge", "running", 9_000, none, new Pulse(Pulse.Cpu.QUIET, Pulse.Gpu.BURIED));
    other("p5.48xlarge", "running", 9_000, none, new Pulse(Pulse.Cpu.QUIET, Pulse.Gpu.PARTLY));
  }

  private void other(String type, String state, long seconds, Oddity oddity, Pulse pulse) {
    other(HOME, type, state, seconds, oddity, pulse);
  }

  private void other(
      String region, String type, String state, long seconds, Oddity oddity, Pulse pulse) {
    Dice dice = Dice.of(fleet.seed(), BOXES + 50, boxes.size());
    boxes.add(
        new Box(
            id(dice),
            type,
            new Place(region, region + "b"),
            state,
            Optional.of(oddity.lifecycle()).filter(word -> !word.isEmpty()),
            at.minusSeconds(seconds),
            oddity.tenancy(),
            oddity.platform(),
            oddity.tags(),
            pulse));
  }

  private void workers() {
    List<String> regions = Estate.workerRegions();
    for (int number = 0; number < workers; number++) {
      Dice dice = Dice.of(fleet.seed(), WORKERS, number);
      String region = regions.get(number % regions.size());
      boxes.add(
          new Box(
              id(dice),
              dice.pick(Kind.ALL).name(),
              new Place(region, region + dice.pick(List.of("a", "b", "c"))),
              dice.chance(5) ? "stopped" : "running",
              dice.chance(50) ? Optional.of("spot") : Optional.empty(),
              at.minusSeconds(dice.between(600, 5_000_000)),
              "default",
              Box.LINUX,
              Map.of("Name", "worker-" + number),
              Pulse.draw(dice)));
    }
  }

  private void disksOf(Box box) {
    Optional<Disk.Attached> attached = Optional.of(new Disk.Attached(box.id(), "attached"));
    disk(box.place().region(), "gp3", 100, "in-use", attached);
    if (box.kind().flatMap(Kind::gpu).isPresent()) {
      disk(box.place().region(), "gp3", 500, "in-use", attached);
    }
  }

  private void strays() {
    disk(HOME, "gp2", 200, "available", Optional.empty());
    disk(HOME, "io2", 50, "available", Optional.empty());
    disk(
        HOME,
        "st1",
        1000,
        "in-use",
        Optional.of(new Disk.Attached(boxes.getFirst().id(), "attaching")));
    disk(HOME, "gp3", 10, "creating", Optional.empty());
    disk(AWAY, "gp3", 80, "available", Optional.empty());
  }

  private void disk(
      String region, String type, int gib, String state, Optional<Disk.Attached> attached) {
    Dice dice = Dice.of(fleet.seed(), DISKS, disks.size());
    disks.add(new Disk("vol-0%016x".formatted(dice.next()), region, type, gib, state, attached));
  }

  /// More than fit on one page at home, a few elsewhere, of which AWS has not counted all, and some
  /// of others'.
  private void copies() {
    for (int number = 0; number < 270; number++) {
      Dice dice = Dice.of(fleet.seed(), BACKUPS, number);
      int gib = (int) dice.between(8, 500);
      boolean foreign = number % 27 == 26;
      backups.add(
          new Backup(
              "snap-0%016x".formatted(dice.next()),
              number < 250 ? HOME : "us-west-2",
              foreign ? "099720109477" : Estate.ACCOUNT,
              gib,
              number >= 250 && number % 3 == 0
                  ? OptionalLong.empty()
                  : OptionalLong.of(gib * 1_073_741_824L / 100 * dice.between(10, 100))));
    }
  }
}
