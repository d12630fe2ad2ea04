// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A request for something of REST.
///
/// @param base scheme, host and port, by which the caller knows us
/// @param parameters decoded
/// @param now what the clock shows
record Asked(
    Route.Match match,
    String base,
    String path,
    Map<String, String> parameters,
    Instant now,
    Optional<Fault> fault) {
  private static final int USUAL_PAGE = 30;
  private static final int LARGEST_PAGE = 100;

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
  }

  int perPage() {
    return Math.clamp(whole("per_page", USUAL_PAGE), 1, LARGEST_PAGE);
  }

  int page() {
    return Math.max(1, whole("page", 1));
  }

  private int whole(String name, int otherwise) {
    return parameter(name)
        .filter(text -> text.matches("\\d{1,8}"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  boolean struckBy(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  /// A page of a list, shown by what makes a body of it, with links to the others.
  <T> Answer paged(List<T> all, Function<List<T>, Object> body) {
    long from = Math.min((long) (page() - 1) * perPage(), all.size());
    long until = Math.min(from + perPage(), all.size());
    List<T> shown = new ArrayList<>(all.subList((int) from, (int) until));
    if (struckBy(Fault.DUPLICATES) && from > 0 && !shown.isEmpty()) {
      shown.addFirst(all.get((int) from - 1));
    }
    Answer answer = Answer.json(body.apply(shown));
    int last = Math.max(1, (all.size() + perPage() - 1) / perPage());
    List<String> links = new ArrayList<>();
    if (page() > 1) {
      links.add(link(page() - 1, "prev"));
    }
    if (struckBy(Fault.PAGES_IN_CIRCLES)) {
      links.add(link(page() < last ? page() + 1 : 1, "next"));
    } else if (page() < last) {
      links.add(link(page() + 1, "next"));
      links.add(link(last, "last"));
    }
    if (page() > 1) {
      links.add(link(1, "first"));
    }
    return links.isEmpty() ? answer : answer.with("Link", String.join(", ", links));
  }

  private String link(int page, String relation) {
    Map<String, String> others = new TreeMap<>(parameters);
    others.put("page", Integer.toString(page));
    String query =
        others.entrySet().stream()
            .map(entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return "<" + base + path + "?" + query + ">; rel=\"" + relation + "\"";
  }
}
