// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.collectors.ec2.Instance.State;
import ai.metta.collectors.ec2.InstanceType.Gpu;
import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.collectors.ec2.Prices.Offer;
import ai.metta.collectors.ec2.Volume.Attachment;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/// What EC2 tells of one region. Every list is read to its end, or it is none.
///
/// @param account whose snapshots count
record RegionClient(
    Ec2Client ec2, GpuShares shares, String region, Standing standing, String account) {
  private static final int MOST_PAGES = 1_000;
  private static final int MOST_TYPES = 100;
  private static final int MOST_VOLUMES = 500;
  private static final int MOST_ROWS = 1_000;

  /// A page of whole instances is held as XML and as objects, in all regions at once.
  private static final int MOST_RESERVATIONS = 200;

  private static final List<String> ALIVE = List.of("pending", "running", "stopping", "stopped");

  /// All but those that have ended, or are ending for good.
  List<Instance> instances() {
    Filter alive = Filter.builder().name("instance-state-name").values(ALIVE).build();
    List<Instance> all =
        all(
            Permission.DESCRIBE_INSTANCES,
            (asking, token) -> {
              var answer =
                  asking.ask(() ->
                      ec2.describeInstances(ask ->
                          ask.filters(alive).maxResults(MOST_RESERVATIONS).nextToken(token)));
              return asking.page(
                  answer.hasReservations(),
                  answer.reservations().stream()
                      .flatMap(reservation -> reservation.instances().stream())
                      .map(this::instance)
                      .toList(),
                  answer.nextToken());
            });
    return distinct(all, Instance::id);
  }

  private Instance instance(software.amazon.awssdk.services.ec2.model.Instance told) {
    String id = required(told.instanceId(), "an instance without an id");
    var placement = told.placement();
    Map<String, String> tags = new HashMap<>();
    told.tags()
        .forEach(tag ->
            tags.put(required(tag.key(), id + " with a tag without a key"), or(tag.value(), "")));
    return new Instance(
        id,
        required(told.instanceTypeAsString(), id + " without a type"),
        State.of(required(told.state(), id + " without a state").nameAsString()),
        Purchase.of(or(told.instanceLifecycleAsString(), "")),
        required(told.launchTime(), id + " without a launch time"),
        placement == null ? "" : or(placement.availabilityZone(), ""),
        placement == null ? "" : or(placement.tenancyAsString(), ""),
        or(told.platformDetails(), ""),
        cpus(told.cpuOptions()),
        tags);
  }

  private static OptionalInt cpus(@Nullable CpuOptions options) {
    return options == null || options.coreCount() == null || options.threadsPerCore() == null
        ? OptionalInt.empty()
        : OptionalInt.of(options.coreCount() * options.threadsPerCore());
  }

  /// What is known of these types. They are asked for by a filter, which leaves out those that AWS
  /// does not know; one of them in the request's own list fails all of it.
  Types types(List<String> names) {
    Map<String, InstanceType> byName = new HashMap<>();
    for (List<String> chunk : chunks(names, MOST_TYPES)) {
      Filter wanted = Filter.builder().name("instance-type").values(chunk).build();
      List<InstanceType> types =
          all(
              Permission.DESCRIBE_INSTANCE_TYPES,
              (asking, token) -> {
                var answer =
                    asking.ask(() ->
                        ec2.describeInstanceTypes(
                            ask -> ask.filters(wanted).maxResults(MOST_TYPES).nextToken(token)));
                return asking.page(
                    answer.hasInstanceTypes(),
                    answer.instanceTypes().stream().map(this::type).toList(),
                    answer.nextToken());
              });
      types.forEach(type -> byName.put(type.name(), type));
    }
    return new Types(byName);
  }

  private InstanceType type(InstanceTypeInfo told) {
    String name = required(told.instanceTypeAsString(), "an instance type without a name");
    List<Gpu> gpus = new ArrayList<>();
    if (told.gpuInfo() != null) {
      told.gpuInfo()
          .gpus()
          .forEach(gpu ->
              gpus.add(
                  new Gpu(
                      or(gpu.name(), "unknown"),
                      shares
                          .of(name)
                          .orElseGet(() ->
                              (double) required(gpu.count(), name + " without a count of GPUs")))));
    }
    return new InstanceType(
        name,
        required(
            told.vCpuInfo() == null ? null : told.vCpuInfo().defaultVCpus(),
            name + " without a count of CPUs"),
        gpus);
  }

  /// The current price of each type in each zone, for Linux.
  Map<Offer, Double> spotPrices(List<String> types, Instant now) {
    Map<Offer, SpotPrice> newest = new HashMap<>();
    for (List<String> chunk : chunks(types, MOST_TYPES)) {
      List<SpotPrice> history =
          all(
              Permission.DESCRIBE_SPOT_PRICE_HISTORY,
              (asking, token) -> {
                var answer =
                    asking.ask(() ->
                        ec2.describeSpotPriceHistory(ask ->
                            ask.instanceTypesWithStrings(chunk)
                                .productDescriptions(Instance.LINUX)
                                .startTime(now)
                                .maxResults(MOST_ROWS)
                                .nextToken(token)));
                return asking.page(
                    answer.hasSpotPriceHistory(), answer.spotPriceHistory(), answer.nextToken());
              });
      history.forEach(price ->
          newest.merge(
              new Offer(
                  required(price.instanceTypeAsString(), "a spot price without a type"),
                  required(price.availabilityZone(), "a spot price without a zone")),
              price,
              (one, other) -> time(other).isAfter(time(one)) ? other : one));
    }
    Map<Offer, Double> prices = new HashMap<>();
    newest.forEach((offer, price) -> prices.put(offer, dollars(offer, price)));
    return prices;
  }

  private Instant time(SpotPrice price) {
    return required(price.timestamp(), "a spot price without a time");
  }

  private double dollars(Offer offer, SpotPrice price) {
    try {
      return Double.parseDouble(required(price.spotPrice(), offer + " without a spot price"));
    } catch (NumberFormatException none) {
      throw malformed("the spot price of " + offer.type() + " is no number");
    }
  }

  List<Volume> volumes() {
    List<Volume> all =
        all(
            Permission.DESCRIBE_VOLUMES,
            (asking, token) -> {
              var answer =
                  asking.ask(() ->
                      ec2.describeVolumes(ask -> ask.maxResults(MOST_VOLUMES).nextToken(token)));
              return asking.page(
                  answer.hasVolumes(),
                  answer.volumes().stream().map(this::volume).toList(),
                  answer.nextToken());
            });
    return distinct(all, Volume::id);
  }

  private Volume volume(software.amazon.awssdk.services.ec2.model.Volume told) {
    String id = required(told.volumeId(), "a volume without an id");
    return new Volume(
        id,
        Attachment.of(required(told.stateAsString(), id + " without a state")),
        or(told.volumeTypeAsString(), "unknown"),
        required(told.size(), id + " without a size"));
  }

  /// Those that the account owns. Some servers show others' too.
  List<VolumeCopy> copies() {
    List<Snapshot> all =
        all(
            Permission.DESCRIBE_SNAPSHOTS,
            (asking, token) -> {
              var answer =
                  asking.ask(() ->
                      ec2.describeSnapshots(
                          ask -> ask.ownerIds("self").maxResults(MOST_ROWS).nextToken(token)));
              return asking.page(answer.hasSnapshots(), answer.snapshots(), answer.nextToken());
            });
    return distinct(
        all.stream().filter(one -> account.equals(one.ownerId())).map(this::copy).toList(),
        VolumeCopy::id);
  }

  private VolumeCopy copy(Snapshot told) {
    String id = required(told.snapshotId(), "a snapshot without an id");
    return new VolumeCopy(
        id,
        required(told.volumeSize(), id + " without the size of its volume"),
        told.fullSnapshotSizeInBytes() == null
            ? OptionalLong.empty()
            : OptionalLong.of(told.fullSnapshotSizeInBytes()));
  }

  /// How a page is asked for.
  private interface Asking<T> {
    Page<T> page(Refusals asking, @Nullable String token);
  }

  private <T> List<T> all(Permission permission, Asking<T> how) {
    Refusals asking = new Refusals(permission, region, standing);
    return new Pages(asking.what(), MOST_PAGES).all(token -> how.page(asking, token.orElse(null)));
  }

  /// Rows may move from one page to another while pages are read.
  private static <T> List<T> distinct(List<T> rows, Function<T, String> identity) {
    Map<String, T> byIdentity = new LinkedHashMap<>();
    rows.forEach(row -> byIdentity.putIfAbsent(identity.apply(row), row));
    return List.copyOf(byIdentity.values());
  }

  static <T> List<List<T>> chunks(List<T> items, int most) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < items.size(); from += most) {
      chunks.add(items.subList(from, Math.min(items.size(), from + most)));
    }
    return chunks;
  }

  private static String or(@Nullable String told, String otherwise) {
    return told == null || told.isEmpty() ? otherwise : told;
  }

  private <T> T required(@Nullable T told, String what) {
    if (told == null) {
      throw malformed(what);
    }
    return told;
  }

  private FailureException malformed(String what) {
    return new FailureException(new Failure.Malformed("EC2 in " + region + " tells " + what));
  }
}
