// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.http.Http;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.dashboards.change.Mark;
import ai.metta.datadog.documents.Api;
import ai.metta.datadog.documents.Live;
import ai.metta.datadog.documents.Sync;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What is live, for as long as a command needs it.
///
/// @param api for one by one
/// @param sync the list of all
record LiveDocuments(Api api, Sync sync) {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// Asks DD_URL, else Datadog, else the local server of the data directory.
  static <T> T with(DocumentCommand command, Function<LiveDocuments, T> work) {
    Workbench bench = command.workbench();
    Reader reader = Reader.of(bench);
    try (Http http = bench.http()) {
      Http limited = http.until(bench.surroundings().clock().instant().plus(LIMIT));
      Api api = new Api(command.kind(), limited, reader.destination(), reader.applicationKey());
      return work.apply(new LiveDocuments(api, Sync.with(api)));
    }
  }

  /// The one of a name, an id, or a title.
  ///
  /// @throws ExitException of the usage kind where there is none, or more than one
  Live named(String word) {
    List<Live> all = sync.all();
    for (Function<Live, String> what : WAYS) {
      List<Live> found = all.stream().filter(live -> what.apply(live).equals(word)).toList();
      if (found.size() > 1) {
        throw new ExitException(
            Exit.USAGE,
            "more than one is called \""
                + word
                + "\": "
                + String.join(" and ", found.stream().map(live -> live.url().toString()).toList())
                + "; give the id");
      }
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    }
    throw new ExitException(
        Exit.USAGE, "no " + api.kind().word() + " has the name, id or title \"" + word + "\"");
  }

  private static final List<Function<Live, String>> WAYS =
      List.of(Live::id, live -> live.mark().map(Mark::name).orElse(""), Live::title);
}
