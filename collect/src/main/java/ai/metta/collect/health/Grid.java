// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The order and the titles of the published rows. A team's own come behind them, by name.
public final class Grid {
  private static final Map<String, String> TITLES = titles();
  private static final List<String> IDS = List.copyOf(TITLES.keySet());

  /// By area, then as published.
  static final Comparator<HealthRow> ORDER =
      Comparator.<HealthRow>comparingInt(row -> area(row.fom().area()))
          .thenComparing(row -> row.fom().area())
          .thenComparingInt(row -> place(row.id()))
          .thenComparing(HealthRow::id);

  private Grid() {}

  /// The published rows, in order.
  public static List<String> ids() {
    return IDS;
  }

  /// The published areas, in order.
  public static List<String> areas() {
    return IDS.stream().map(id -> id.substring(0, id.indexOf('.'))).distinct().toList();
  }

  /// What people call the row: `PR cycle time`.
  public static String title(HealthRow row) {
    return title(row.id());
  }

  /// The same by its id, such as `ci.pr_cycle_time`.
  public static String title(String id) {
    String words = id.substring(id.indexOf('.') + 1).replace('_', ' ');
    return TITLES.getOrDefault(
        id, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  private static int area(String area) {
    int place = areas().indexOf(area);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static int place(String id) {
    int place = IDS.indexOf(id);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("training.multigpu_arena_run_success", "Multigpu Arena – Runs");
    titles.put("training.multigpu_arena_hearts", "Multigpu Arena – Hearts");
    titles.put("training.multigpu_arena_sps", "Multigpu Arena – SPS");
    titles.put("training.multinode_run_success", "Multinode – Runs");
    titles.put("training.multinode_hearts", "Multinode – Hearts");
    titles.put("training.multinode_shaped_sps", "Multinode – Shaped SPS");
    titles.put("training.local_checkpoint_success", "Local – Checkpoint");
    titles.put("training.local_resume_success", "Local – Resume");
    titles.put("training.bug_count", "Training bug count");
    titles.put("ci.tests_passing", "Tests passing on main");
    titles.put("ci.benchmarks_passing", "Benchmarks passing");
    titles.put("ci.failing_workflows", "Failing workflows");
    titles.put("ci.hotfix_count", "Hotfix count");
    titles.put("ci.force_merge_count", "Force merge count");
    titles.put("ci.revert_count", "Revert count");
    titles.put("ci.duration_p90", "CI duration (p90)");
    titles.put("ci.timeout_cancellations", "Timeout cancellations");
    titles.put("ci.flaky_checks", "Flaky checks");
    titles.put("ci.stale_prs", "Stale PRs");
    titles.put("ci.pr_cycle_time", "PR cycle time");
    titles.put("eval.local_run_success", "Local eval – success");
    titles.put("eval.local_hearts_accuracy", "Local eval – accuracy");
    titles.put("eval.remote_run_success", "Remote eval – success");
    titles.put("eval.remote_hearts_accuracy", "Remote eval – accuracy");
    titles.put("eval.remote_duration", "Remote eval – duration");
    return titles;
  }
}
