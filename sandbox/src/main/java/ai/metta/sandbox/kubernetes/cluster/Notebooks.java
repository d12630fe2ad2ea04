// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Each person's notebook; many are left running, and some ask for nothing.
record Notebooks(long seed, Instant now) {
  private static final String NAMESPACE = "research";
  private static final long LINE = 7200;

  List<ClusterPod> pods() {
    List<ClusterPod> pods = new ArrayList<>();
    for (int number = 0; number < Person.STAFF.size(); number++) {
      Dice dice = Dice.of(seed, LINE, number);
      String user = Person.STAFF.get(number).name().orElseThrow().replaceAll("@.*", "");
      Ask ask = dice.chance(20) ? Ask.NOTHING : Ask.of(dice.between(1, 4) * 1000, 4096);
      Instant created = now.minusSeconds(dice.between(60, 900_000));
      ClusterPod pod =
          ClusterPod.of(
              NAMESPACE,
              "notebook-" + user.replace('.', '-'),
              "Running",
              created,
              Box.app(ask, Box.State.RUNNING));
      pods.add(dice.chance(60) ? Usages.idle(dice, pod, now) : Usages.of(dice, pod, now));
    }
    return pods;
  }
}
