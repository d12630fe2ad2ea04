// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a repository is like at a glance.
///
/// @param repository as it was asked for
/// @param current as it is called now; another where it was renamed
/// @param otherNames under which it was asked for as well; each is left out
/// @param defaultBranch empty for an empty repository, and where it is not told
/// @param protection the default branch's by classic rules, as those see it who administer the
///   repository; nothing for others
/// @param head the newest commit of the default branch
/// @param pushed when anything was last pushed; as GitHub writes it
/// @param pulls empty where the token may not see them, as are issues and branches
record Overview(
    Repository repository,
    Repository current,
    List<Repository> otherNames,
    Optional<String> defaultBranch,
    Protection protection,
    String head,
    String pushed,
    Optional<Listed> pulls,
    Optional<Listed> issues,
    Optional<Long> branches) {

  Overview {
    otherNames = List.copyOf(otherNames);
  }

  /// The same, asked for under another name as well.
  Overview also(Overview other) {
    List<Repository> names = new ArrayList<>(otherNames);
    names.add(other.repository);
    names.addAll(other.otherNames);
    return new Overview(
        repository,
        current,
        names,
        defaultBranch,
        protection,
        head,
        pushed,
        pulls,
        issues,
        branches);
  }

  /// What a list of pull requests or issues depends on.
  ///
  /// @param touched when any of it last changed; as GitHub writes it
  record Listed(long open, String touched) {
    String state() {
      return open + " " + touched;
    }
  }

  /// Whether nothing was ever pushed to it.
  boolean isEmpty() {
    return defaultBranch.isEmpty() && branches.filter(count -> count == 0).isPresent();
  }

  /// The default branch of a repository that is not empty.
  ///
  /// @throws FailureException where it is not told
  String branch() {
    return defaultBranch.orElseThrow(() ->
        new FailureException(
            new Failure.Credentials(
                "github: the default branch of "
                    + current
                    + " is not there, or the token may not see it")));
  }

  boolean isRenamed() {
    return !current.equals(repository);
  }

  Optional<String> pullsState() {
    return pulls.map(Listed::state);
  }

  Optional<String> issuesState() {
    return issues.map(Listed::state);
  }

  /// All of it that changes with what is done in the repository.
  String state() {
    return Stream.of(
            Optional.of(head), Optional.of(pushed), pullsState(), issuesState(), branchesState())
        .map(part -> part.orElse(""))
        .collect(Collectors.joining(" "));
  }

  Optional<String> commitsState() {
    return Optional.of(head);
  }

  /// The same with the labels of the pull requests behind them, which may change later.
  Optional<String> labelledCommitsState() {
    return pulls.map(all -> head + " " + all.touched());
  }

  Optional<String> branchesState() {
    return branches.flatMap(count -> pullsState().map(state -> count + " " + pushed + " " + state));
  }
}
