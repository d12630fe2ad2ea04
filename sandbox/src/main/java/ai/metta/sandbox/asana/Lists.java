// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Shows a list: all of it, or, where a limit is said, a page and what leads to the next one.
///
/// @param fault what spoils it
record Lists(Asked asked, Optional<AsanaFault> fault) {
  private static final int LARGEST_PAGE = 100;
  private static final String EXPIRED =
      "offset: Your pagination token is invalid or has expired. Only offsets that were returned by"
          + " a paginated request can be used.";

  <T> Answer of(List<T> all, Function<T, Map<String, Object>> shape) {
    Optional<String> said = asked.parameter("limit");
    if (said.isEmpty()) {
      return Answer.json(JsonTree.of("data", all.stream().map(shape).toList()));
    }
    if (!said.get().matches("[1-9]\\d?|" + LARGEST_PAGE)) {
      return Refusal.of(400, "limit: Must be between 1 and 100");
    }
    int limit = Integer.parseInt(said.get());
    Optional<Integer> from = asked.parameter("offset").map(Lists::position).orElse(Optional.of(0));
    boolean expired = is(AsanaFault.EXPIRED_PAGES) && asked.parameter("offset").isPresent();
    if (from.isEmpty() || expired) {
      return Refusal.of(400, EXPIRED);
    }
    int start = Math.min(is(AsanaFault.ENDLESS_PAGES) ? 0 : from.get(), all.size());
    int end = Math.min(start + limit, all.size());
    List<Object> items = new ArrayList<>();
    all.subList(start, end).forEach(item -> items.add(shape.apply(item)));
    if (is(AsanaFault.NULL_ITEMS)) {
      items.add(Optional.empty());
    }
    return Answer.json(JsonTree.of("data", items, "next_page", next(from.get(), end, all.size())));
  }

  /// Where the next page is; null on the last.
  private Object next(int from, int end, int size) {
    if (is(AsanaFault.ENDLESS_PAGES)) {
      return link(from + 1);
    }
    if (is(AsanaFault.PAGES_IN_CIRCLES)) {
      return link(Math.min(1, size));
    }
    return end < size ? link(end) : Optional.empty();
  }

  private Map<String, Object> link(int position) {
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(("position " + position).getBytes(StandardCharsets.UTF_8));
    Map<String, String> others = new LinkedHashMap<>(asked.parameters());
    others.put("offset", token);
    String path =
        asked.path()
            + others.entrySet().stream()
                .map(one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    return JsonTree.of(
        "offset", token, "path", path, "uri", "https://app.asana.com" + Reception.BASE + path);
  }

  private static Optional<Integer> position(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return text.matches("position \\d{1,8}")
          ? Optional.of(Integer.valueOf(text.substring("position ".length())))
          : Optional.empty();
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private boolean is(AsanaFault one) {
    return fault.equals(Optional.of(one));
  }
}
