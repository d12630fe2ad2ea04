// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// More workflow runs than GitHub shows at once.
final class ManyRuns {
  static final Pattern CREATED = Pattern.compile("created=([^.]+)\\.\\.([^&]+)");

  private ManyRuns() {}

  /// Nine days of runs, one every so many seconds, shown as GitHub shows them: a hundred to a page,
  /// a thousand at most.
  static void every(ScriptedGithub server, String kind, Duration apart) {
    List<Instant> all = new ArrayList<>();
    for (Instant at = World.NOW;
        at.isAfter(World.NOW.minus(Duration.ofDays(9)));
        at = at.minus(apart)) {
      all.add(at);
    }
    server.answering(kind, asked -> page(server, asked, all));
  }

  private static Reply page(ScriptedGithub server, Asked asked, List<Instant> all) {
    Matcher window = CREATED.matcher(asked.uri().toString());
    boolean bounded = window.find();
    Instant from = bounded ? Instant.parse(window.group(1)) : Instant.MIN;
    Instant to = bounded ? Instant.parse(window.group(2)) : Instant.MAX;
    List<Instant> found = all.stream().filter(at -> !at.isBefore(from) && !at.isAfter(to)).toList();
    Matcher number = Pattern.compile("&page=(\\d+)").matcher(asked.uri().toString());
    int page = number.find() ? Integer.parseInt(number.group(1)) : 1;
    // From the second page on, the last run of the page before has been pushed onto it.
    List<Instant> shown =
        found.stream().limit(1000).skip(Math.max(0, (page - 1) * 100L - 1)).limit(100).toList();
    String runs = shown.stream().map(at -> runAt(at)).collect(Collectors.joining(","));
    Reply reply =
        Reply.ok("{\"total_count\":%d,\"workflow_runs\":[%s]}".formatted(found.size(), runs));
    URI here = server.endpoint().resolve(asked.uri().toString());
    String plain = here.toString().replaceAll("&page=\\d+", "");
    return page * 100 < Math.min(1000, found.size())
        ? reply.with(
            "Link",
            "<%s&page=%d>; rel=\"next\", <%s>; rel=\"last\"".formatted(plain, page + 1, plain))
        : reply;
  }

  private static String runAt(Instant at) {
    return """
    {"id":%d,"workflow_id":101,"name":"lint","path":".github/workflows/lint.yml","event":"push",
     "head_branch":"main","head_sha":"x","conclusion":"success","status":"completed",
     "created_at":"%s","run_started_at":"%s","updated_at":"%s","run_attempt":1}\
    """
        .formatted(at.getEpochSecond(), at, at, at.plusSeconds(60));
  }
}
