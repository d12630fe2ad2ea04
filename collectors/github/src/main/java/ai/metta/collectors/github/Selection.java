// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.Origin;
import ai.metta.access.configuration.Settings;
import java.util.List;
import java.util.Optional;

/// Which repositories are meant. Where both an organisation and repositories are set, a flag wins
/// over the file, and in the same place repositories win. `GITHUB_REPOSITORY` alone never wins over
/// an organisation: GitHub Actions sets it on every run, whatever was meant.
sealed interface Selection {
  /// These, each once.
  record Named(List<Repository> repositories) implements Selection {}

  /// All of an organisation's that are in use.
  record Organisation(String name) implements Selection {}

  /// What is set but not read because of this; for people, empty where there is nothing.
  static Optional<String> unused(Settings settings) {
    if (settings.find(GithubConfig.ORGANISATION).isEmpty()
        || settings.find(GithubConfig.REPOSITORIES).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        namesWin(settings)
            ? "github.organisation ("
                + settings.origin(GithubConfig.ORGANISATION).text()
                + ") is not used: github.repositories is set too"
            : "github.repositories ("
                + settings.origin(GithubConfig.REPOSITORIES).text()
                + ") is not used: github.organisation is set too");
  }

  /// Empty where neither is set.
  static Optional<Selection> of(Settings settings) {
    Optional<Selection> organisation =
        settings.find(GithubConfig.ORGANISATION).map(Organisation::new);
    Optional<Selection> named =
        settings
            .find(GithubConfig.REPOSITORIES)
            .map(names -> new Named(names.stream().map(Repository::of).distinct().toList()));
    return namesWin(settings) ? named.or(() -> organisation) : organisation.or(() -> named);
  }

  private static boolean namesWin(Settings settings) {
    int names = nearness(settings.origin(GithubConfig.REPOSITORIES));
    return names > 0 && names >= nearness(settings.origin(GithubConfig.ORGANISATION));
  }

  private static int nearness(Origin origin) {
    return switch (origin) {
      case Origin.Flag _ -> 2;
      case Origin.File _ -> 1;
      case Origin.Environment _, Origin.Fallback _, Origin.Unset _ -> 0;
    };
  }
}
