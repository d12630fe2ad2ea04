// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.Fetch;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads which files commits changed: once ever for each commit. Those of a squashed pull request
/// come from the pull request, many at once; the others one by one.
record FileReader(GithubApi api, GraphQl graphQl, Repository repository, Fetch fetch) {
  private static final Set<String> KEYS = Set.of("files", "filename");
  private static final int SHOWN = 3000;

  /// Paths by commit. A renamed file counts under its new path.
  ///
  /// @throws UnsupportedException where a commit has more files than GitHub shows
  Map<String, List<String>> read(Collection<Commit> commits) throws InterruptedException {
    Map<String, List<String>> paths = new HashMap<>();
    List<Commit> unread = new ArrayList<>();
    for (Commit commit : commits) {
      api.kept(key(commit.oid()))
          .ifPresentOrElse(kept -> paths.put(commit.oid(), kept), () -> unread.add(commit));
    }
    List<String> squashed =
        unread.stream().filter(commit -> commit.pull().isPresent()).map(Commit::oid).toList();
    List<Fetch.Reading<Map<String, List<String>>>> batches = new ArrayList<>();
    for (int from = 0; from < squashed.size(); from += Document.FILES_OF_PULLS.pageSize) {
      List<String> batch =
          squashed.subList(
              from, Math.min(squashed.size(), from + Document.FILES_OF_PULLS.pageSize));
      batches.add(() -> ofPulls(batch));
    }
    fetch.sideBySide(batches).forEach(paths::putAll);
    List<Fetch.Reading<List<String>>> singles = new ArrayList<>();
    List<String> single =
        unread.stream().map(Commit::oid).filter(oid -> !paths.containsKey(oid)).toList();
    single.forEach(oid -> singles.add(() -> api.once(key(oid), () -> ofCommit(oid))));
    List<List<String>> read = fetch.sideBySide(singles);
    for (int index = 0; index < single.size(); index++) {
      paths.put(single.get(index), read.get(index));
    }
    requireWhole(paths);
    return paths;
  }

  private static void requireWhole(Map<String, List<String>> paths) {
    paths.forEach((oid, files) -> {
      if (files.size() >= SHOWN) {
        throw new UnsupportedException(
            "GitHub shows no more than "
                + SHOWN
                + " files of a commit, and "
                + oid
                + " has as many");
      }
    });
  }

  private String key(String oid) {
    return "files " + repository + " " + oid;
  }

  /// Only where the commit is all of its pull request, and the list of files is there and whole.
  /// None where that was too much to ask at once: what is left is read one by one.
  private Map<String, List<String>> ofPulls(List<String> oids) {
    try {
      return filesOf(oids, graphQl.ask(query(oids), variables(oids)).at("repository"));
    } catch (FailureException tooMuch) {
      if (tooMuch.failure() instanceof Failure.Service && tooMuch.failure().retriable()) {
        return Map.of();
      }
      throw tooMuch;
    }
  }

  private Map<String, List<String>> filesOf(List<String> oids, Json answer) {
    Map<String, List<String>> paths = new HashMap<>();
    for (int index = 0; index < oids.size(); index++) {
      String oid = oids.get(index);
      answer
          .at("c" + index, "associatedPullRequests", "nodes")
          .present()
          .filter(pull -> pull.at("mergeCommit", "oid").text().filter(oid::equals).isPresent())
          .filter(FileReader::tellsFiles)
          .findFirst()
          .ifPresent(pull -> {
            List<String> files =
                pull.at("files", "nodes")
                    .unbroken()
                    .map(file -> file.at("path").required(Json::text))
                    .toList();
            api.keep(key(oid), files);
            paths.put(oid, files);
          });
    }
    return paths;
  }

  private static boolean tellsFiles(Json pull) {
    List<Json> files = pull.at("files", "nodes").items();
    return pull.at("files", "totalCount").whole().equals(Optional.of((long) files.size()))
        && !files.isEmpty()
        && files.stream().noneMatch(Json::isNothing);
  }

  /// One query for many commits.
  static String query(List<String> oids) {
    StringBuilder text = new StringBuilder("query FilesOfPulls($owner: String!, $name: String!");
    for (int index = 0; index < oids.size(); index++) {
      text.append(", $c").append(index).append(": GitObjectID!");
    }
    text.append(
        ") { rateLimit { limit remaining resetAt cost } repository(owner: $owner, name: $name) {");
    for (int index = 0; index < oids.size(); index++) {
      text.append(" c")
          .append(index)
          .append(": object(oid: $c")
          .append(index)
          .append(") { ...FilesOfPull }");
    }
    return text.append(" } }\n").append(Document.FILES_OF_PULLS.text()).toString();
  }

  private Map<String, Object> variables(List<String> oids) {
    Map<String, Object> variables = new TreeMap<>();
    variables.put("owner", repository.owner());
    variables.put("name", repository.name());
    for (int index = 0; index < oids.size(); index++) {
      variables.put("c" + index, oids.get(index));
    }
    return variables;
  }

  private List<String> ofCommit(String oid) {
    return api
        .pages(api.at("/repos/" + repository + "/commits/" + oid + "?per_page=100"), KEYS::contains)
        .stream()
        .flatMap(page -> page.at("files").unbroken())
        .map(file -> file.at("filename").required(Json::text))
        .toList();
  }
}
