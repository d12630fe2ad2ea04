// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.AwsOptions.Detail;
import ai.metta.sandbox.aws.estate.Backup;
import ai.metta.sandbox.aws.estate.Box;
import ai.metta.sandbox.aws.estate.Disk;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.aws.estate.Kind;
import ai.metta.sandbox.http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/// EC2, version 2016-11-15.
record Ec2Desk(Asked asked, Rows rows, Estate estate, Detail detail) {
  private static final int MOST_TYPES = 100;

  Answer answer() {
    return switch (asked.action()) {
      case "DescribeRegions" -> regions();
      case "DescribeInstances" -> instances();
      case "DescribeInstanceTypes" -> types();
      case "DescribeSpotPriceHistory" -> spotPrices();
      case "DescribeVolumes" -> volumes();
      case "DescribeSnapshots" -> snapshots();
      default ->
          Refusal.of(
              asked,
              400,
              "InvalidAction",
              "The action " + asked.action() + " is not valid for this web service.");
    };
  }

  /// Those that are not enabled are told as such, unless a filter leaves them out.
  private Answer regions() {
    record Told(String name, String status) {}
    List<Told> all =
        Stream.concat(
                Estate.regions().stream().map(name -> new Told(name, "opt-in-not-required")),
                Stream.of(new Told(Estate.DISABLED_REGION, "not-opted-in")))
            .filter(one ->
                asked.filter("opt-in-status").map(some -> some.contains(one.status())).orElse(true))
            .toList();
    return document(
        "regionInfo",
        new Rows.Page<>(all, Optional.empty()),
        one ->
            Xml.text("optInStatus", one.status())
                + Xml.text("regionName", one.name())
                + Xml.text("regionEndpoint", "ec2." + one.name() + ".amazonaws.com"));
  }

  /// A page counts reservations; every second machine shares one with the machine before it.
  private Answer instances() {
    List<Box> boxes =
        estate.boxes().stream()
            .filter(box -> box.isIn(asked.region()))
            .filter(box ->
                asked
                    .filter("instance-state-name")
                    .map(some -> some.contains(box.state()))
                    .orElse(true))
            .toList();
    List<List<Box>> reservations = new ArrayList<>();
    for (int from = 0; from < boxes.size(); from += 2) {
      reservations.add(boxes.subList(from, Math.min(boxes.size(), from + 2)));
    }
    return document(
        "reservationSet",
        rows.page(reservations),
        some ->
            Xml.text("reservationId", some.getFirst().id().replaceFirst("^i", "r"))
                + Xml.text("ownerId", Estate.ACCOUNT)
                + "<groupSet/>"
                + Xml.list("instancesSet", "item", some, this::instance));
  }

  private String instance(Box box) {
    return Xml.text("instanceId", box.id())
        + Xml.text("imageId", "ami-0abcdef1234567890")
        + Xml.in("instanceState", Xml.text("code", 16), Xml.text("name", box.state()))
        + Xml.text("instanceType", box.type())
        + Xml.text("launchTime", box.launched())
        + Xml.in(
            "placement",
            Xml.text("availabilityZone", box.place().zone()),
            "<groupName/>",
            Xml.text("tenancy", box.tenancy()))
        + Xml.maybe("instanceLifecycle", box.lifecycle())
        + Xml.maybe(
            "platform", Optional.of("windows").filter(_ -> box.platform().equals("Windows")))
        + Xml.text("platformDetails", box.platform())
        + cpuOptions(box)
        + (detail == Detail.FULL ? Trappings.instance(box) : "")
        + Xml.list(
            "tagSet",
            "item",
            box.tags().entrySet().stream().toList(),
            tag -> Xml.text("key", tag.getKey()) + Xml.text("value", tag.getValue()));
  }

  /// Not every machine tells them.
  private static String cpuOptions(Box box) {
    Optional<Kind> told = box.kind().filter(_ -> box.id().hashCode() % 2 == 0);
    return told.map(kind ->
            Xml.in(
                "cpuOptions",
                Xml.text("coreCount", kind.cpus() / 2),
                Xml.text("threadsPerCore", 2)))
        .orElse("");
  }

  /// A filter lets those through that there are; a list in the request has to be of such.
  private Answer types() {
    Optional<List<String>> wanted = asked.filter("instance-type");
    if (wanted.isPresent()) {
      return types(wanted.get());
    }
    List<String> names = asked.list("InstanceType");
    List<String> unknown = names.stream().filter(one -> Kind.named(one).isEmpty()).toList();
    if (names.isEmpty() || names.size() > MOST_TYPES) {
      return Refusal.of(
          asked, 400, "InvalidParameterValue", "1 to 100 instance types may be described at once");
    }
    if (!unknown.isEmpty()) {
      return Refusal.of(
          asked,
          400,
          "InvalidInstanceType",
          "The following supplied instance types do not exist: ["
              + String.join(", ", unknown)
              + "]");
    }
    return types(names);
  }

  private Answer types(List<String> names) {
    return document(
        "instanceTypeSet",
        rows.page(names.stream().flatMap(name -> Kind.named(name).stream()).toList()),
        Ec2Desk::type);
  }

  private static String type(Kind kind) {
    return Xml.text("instanceType", kind.name())
        + Xml.text("currentGeneration", true)
        + Xml.in(
            "vCpuInfo",
            Xml.text("defaultVCpus", kind.cpus()),
            Xml.text("defaultCores", kind.cpus() / 2),
            Xml.text("defaultThreadsPerCore", 2))
        + Xml.in("memoryInfo", Xml.text("sizeInMiB", kind.memoryGib() * 1024))
        + kind.gpu().map(Ec2Desk::gpuInfo).orElse("");
  }

  private static String gpuInfo(Kind.Chips gpu) {
    return Xml.in(
        "gpuInfo",
        Xml.in(
            "gpus",
            Xml.in(
                "item",
                Xml.text("name", gpu.model()),
                Xml.text("manufacturer", gpu.maker()),
                Xml.text("count", gpu.count()),
                Xml.text("logicalGpuCount", gpu.count()),
                Xml.maybe("gpuPartitionSize", gpu.share()),
                Xml.in("memoryInfo", Xml.text("sizeInMiB", gpu.memoryMib())))),
        Xml.text("totalGpuMemoryInMiB", gpu.memoryMib() * gpu.count()));
  }

  /// What a zone's price changed to last, an hour before, stands behind what it was before that.
  private Answer spotPrices() {
    record Changed(String type, String zone, double price, Instant at) {}
    Instant start = asked.time("StartTime");
    List<Changed> all = new ArrayList<>();
    for (String type : asked.list("InstanceType")) {
      for (String letter : List.of("a", "b", "c")) {
        String zone = asked.region() + letter;
        OptionalDouble price = Estate.spotPrice(type, asked.region(), zone);
        price.ifPresent(now -> {
          all.add(new Changed(type, zone, now * 1.5, start.minusSeconds(21_600)));
          all.add(new Changed(type, zone, now, start.minusSeconds(3_600)));
        });
      }
    }
    return document(
        "spotPriceHistorySet",
        rows.page(all),
        one ->
            Xml.text("instanceType", one.type())
                + Xml.text("productDescription", "Linux/UNIX")
                + Xml.text("spotPrice", String.format(Locale.ROOT, "%.6f", one.price()))
                + Xml.text("timestamp", one.at())
                + Xml.text("availabilityZone", one.zone()));
  }

  private Answer volumes() {
    return document(
        "volumeSet",
        rows.page(
            estate.disks().stream().filter(one -> one.region().equals(asked.region())).toList()),
        Ec2Desk::volume);
  }

  private static String volume(Disk disk) {
    return Xml.text("volumeId", disk.id())
        + Xml.text("size", disk.gib())
        + "<snapshotId/>"
        + Xml.text("availabilityZone", disk.region() + "a")
        + Xml.text("status", disk.state())
        + Xml.text("createTime", "2026-01-05T08:00:00.000Z")
        + Xml.list(
            "attachmentSet",
            "item",
            disk.attachedTo().stream().toList(),
            attached ->
                Xml.text("volumeId", disk.id())
                    + Xml.text("instanceId", attached.instance())
                    + Xml.text("device", "/dev/sda1")
                    + Xml.text("status", attached.state()))
        + Xml.text("volumeType", disk.type())
        + Xml.text("encrypted", false);
  }

  private Answer snapshots() {
    boolean own = asked.list("Owner").contains("self") && !rows.is(AwsFault.FOREIGN_SNAPSHOTS);
    return document(
        "snapshotSet",
        rows.page(
            estate.backups().stream()
                .filter(one -> one.region().equals(asked.region()))
                .filter(one -> !own || one.owner().equals(Estate.ACCOUNT))
                .toList()),
        Ec2Desk::snapshot);
  }

  private static String snapshot(Backup backup) {
    return Xml.text("snapshotId", backup.id())
        + Xml.text("volumeId", "vol-ffffffff")
        + Xml.text("status", "completed")
        + Xml.text("startTime", "2026-02-01T03:00:00.000Z")
        + Xml.text("progress", "100%")
        + Xml.text("ownerId", backup.owner())
        + Xml.text("volumeSize", backup.gib())
        + Xml.maybe("fullSnapshotSizeInBytes", backup.fullBytes().stream().boxed().findFirst());
  }

  private <T> Answer document(String list, Rows.Page<T> page, Function<T, String> row) {
    String answer = asked.action() + "Response";
    String items = rows.is(AwsFault.NO_LIST) ? "" : Xml.list(list, "item", page.rows(), row);
    return Xml.answer(
        200,
        "<"
            + answer
            + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            + Xml.text("requestId", Refusal.REQUEST_ID)
            + items
            + Xml.maybe("nextToken", page.next())
            + "</"
            + answer
            + ">");
  }
}
