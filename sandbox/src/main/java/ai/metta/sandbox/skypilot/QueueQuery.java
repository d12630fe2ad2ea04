// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a caller wants to see of the queue.
///
/// @param owner only jobs of the user with this hash; empty for everyone's
/// @param statuses names of statuses; empty for all
/// @param fields record keys; empty for all
record QueueQuery(
    Optional<String> owner,
    boolean skipFinished,
    Optional<Set<Integer>> jobIds,
    Match match,
    Optional<Integer> page,
    Optional<Integer> limit,
    Optional<Set<String>> statuses,
    Optional<Set<String>> fields,
    Optional<Sorting> sorting) {
  /// Texts that must be part of the user's name, the job's, the workspace's and the pool's.
  record Match(
      Optional<String> user,
      Optional<String> name,
      Optional<String> workspace,
      Optional<String> pool) {
    static final Match ANY =
        new Match(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean isAny() {
      return equals(ANY);
    }
  }

  /// A record key to sort by, and which end comes first.
  record Sorting(String key, Direction direction) {
    enum Direction {
      ASCENDING,
      DESCENDING
    }
  }

  static QueueQuery v1(Arguments arguments, Caller caller) {
    arguments.flag("refresh");
    return new QueueQuery(
        owner(arguments, caller),
        arguments.isTrue("skip_finished"),
        arguments.numbers("job_ids").map(HashSet::new),
        Match.ANY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static QueueQuery v2(Arguments arguments, Caller caller, ServerVersion version) {
    QueueQuery loose = v1(arguments, caller);
    Match match =
        new Match(
            arguments.text("user_match"),
            arguments.text("name_match"),
            arguments.text("workspace_match"),
            arguments.text("pool_match"));
    Optional<Set<String>> fields = arguments.texts("fields").map(Set::copyOf);
    Optional<Sorting> sorting =
        arguments
            .text("sort_by")
            .map(key -> new Sorting(key, direction(arguments.text("sort_order"))));
    return new QueueQuery(
        loose.owner,
        loose.skipFinished,
        loose.jobIds,
        match,
        arguments.number("page"),
        arguments.number("limit"),
        arguments.texts("statuses").map(Set::copyOf),
        version.isAtLeast(ServerVersion.V24) ? fields : Optional.empty(),
        version.isAtLeast(ServerVersion.V43) ? sorting : Optional.empty());
  }

  /// Whether nothing is asked of a job's owner, id and names.
  boolean takesAnyJob() {
    return owner.isEmpty() && jobIds.isEmpty() && match.isAny();
  }

  /// Whether every task is wanted, in the usual order.
  boolean takesAll() {
    return takesAnyJob() && !skipFinished && statuses.isEmpty() && sorting.isEmpty();
  }

  /// The same, but for the first page.
  QueueQuery firstPage() {
    return new QueueQuery(
        owner,
        skipFinished,
        jobIds,
        match,
        page.map(number -> 1),
        limit,
        statuses,
        fields,
        sorting);
  }

  /// What the server says of a page that cannot be; empty when there is nothing wrong with it.
  Optional<String> complaint() {
    if (page.isPresent() && limit.isEmpty()) {
      return Optional.of("Limit must be specified when page is specified");
    }
    if (page.isPresent() && page.get() < 1) {
      return Optional.of("Page must be at least 1, got " + page.get());
    }
    if (limit.isPresent() && limit.get() < 1) {
      return Optional.of("Limit must be at least 1, got " + limit.get());
    }
    return Optional.empty();
  }

  /// Whether a record key is asked for.
  boolean wants(QueueColumn column) {
    return fields.isEmpty() || column.isIn(fields.get());
  }

  /// Whether the clusters of the jobs must be looked up.
  boolean wantsClusters() {
    return fields.isEmpty() || QueueColumn.CLUSTER_RESOURCES.isIn(fields.get());
  }

  private static Optional<String> owner(Arguments arguments, Caller caller) {
    return arguments.isTrue("all_users") ? Optional.empty() : Optional.of(caller.id());
  }

  private static Sorting.Direction direction(Optional<String> order) {
    return order.equals(Optional.of("asc"))
        ? Sorting.Direction.ASCENDING
        : Sorting.Direction.DESCENDING;
  }

  /// The job ids, where some are asked for.
  boolean takes(int jobId) {
    return jobIds.isEmpty() || jobIds.get().contains(jobId);
  }

  /// Statuses, where some are asked for.
  boolean takes(String status) {
    return statuses.isEmpty() || statuses.get().contains(status);
  }
}
