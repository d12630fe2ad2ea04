// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;

/// Everything that is known of one region or, of what has none, of the account.
///
/// @param disabled whether the account has not enabled the region
/// @param activity of running instances, in runs that ask for it
/// @param copies snapshots of volumes, in runs that ask for them
/// @param spend in runs that ask for it
/// @param volumePrices dollars for a GiB and month by type; empty where none is configured
record Ec2Snapshot(
    Fetched<Boolean> disabled,
    Fetched<List<Instance>> instances,
    Fetched<Types> types,
    Fetched<Prices> prices,
    Fetched<Activity> activity,
    Fetched<List<Volume>> volumes,
    Fetched<List<VolumeCopy>> copies,
    Fetched<Spend> spend,
    IdleRule idleRule,
    Map<String, Double> volumePrices) {
  Ec2Snapshot {
    volumePrices = Map.copyOf(volumePrices);
  }

  /// Running instances beside what they did.
  Fetched<Judged> judged() {
    return both(
        both(instances, types, Judged::new), activity, (facts, did) -> facts.with(did, idleRule));
  }

  /// Instances to be judged by a rule.
  record Judged(List<Instance> instances, Types types, Activity activity, IdleRule rule) {
    private Judged(List<Instance> instances, Types types) {
      this(instances, types, new Activity(Map.of(), Map.of()), new IdleRule(0, 0, 0, "", ""));
    }

    private Judged with(Activity did, IdleRule by) {
      return new Judged(instances, types, did, by);
    }
  }

  /// Volumes where prices of theirs are configured.
  Fetched<Valued> valuedVolumes() {
    return volumePrices.isEmpty()
        ? Fetched.unsupported("no prices of volumes: set ec2.ebs_prices")
        : volumes.then(known -> Fetched.known(new Valued(known, volumePrices)));
  }

  /// Volumes and what a GiB and month of each type costs.
  record Valued(List<Volume> volumes, Map<String, Double> prices) {}

  /// How two values combine.
  interface Combining<A, B, C> {
    C of(A one, B other);
  }

  /// Two parts as one; where either failed, that wins.
  static <A, B, C> Fetched<C> both(Fetched<A> one, Fetched<B> other, Combining<A, B, C> how) {
    if (other instanceof Fetched.Failed<B>(var cause) && !(one instanceof Fetched.Failed<A>)) {
      return Fetched.failed(cause);
    }
    return one.then(a -> other.then(b -> Fetched.known(how.of(a, b))));
  }
}
