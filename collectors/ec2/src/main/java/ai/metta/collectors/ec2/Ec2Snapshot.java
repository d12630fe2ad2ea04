// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    Fetched<Function<Activity, Judged>> judging =
        Fetched.both(
            instances, types, (some, known) -> did -> new Judged(some, known, did, idleRule));
    return Fetched.both(judging, activity, Function::apply);
  }

  /// Instances to be judged by a rule.
  record Judged(List<Instance> instances, Types types, Activity activity, IdleRule rule) {}

  /// Volumes where prices of theirs are configured.
  Fetched<Valued> valuedVolumes() {
    return volumePrices.isEmpty()
        ? Fetched.unsupported("no prices of volumes: set ec2.ebs_prices")
        : volumes.then(known -> Fetched.known(new Valued(known, volumePrices)));
  }

  /// Volumes and what a GiB and month of each type costs.
  record Valued(List<Volume> volumes, Map<String, Double> prices) {}
}
