// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.kubernetes.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows a list: all of it, or, where a limit is said, a page and the token of the next one. All
/// pages are of the instant of the first: it is the list's resourceVersion.
///
/// @param at shows the cluster at an instant
/// @param fault what spoils it
record Lists(Asked asked, Function<Instant, Cluster> at, Optional<KubernetesFault> fault) {
  /// How long etcd keeps what was.
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\{\"v\":\"meta\\.k8s\\.io/v1\",\"rv\":(\\d{1,12}),\"start\":\"(\\d{1,8})\"\\}");

  /// Where a page begins, in which version of the list.
  private record Place(Instant version, int position) {}

  /// How a list is shown.
  ///
  /// @param version such as `apps/v1`
  record Form<T>(
      String version,
      String kind,
      Function<Cluster, List<T>> items,
      Function<T, Map<String, Object>> shape) {}

  <T> Answer of(Form<T> form) {
    Optional<String> limit = asked.parameter("limit");
    if (limit.isPresent() && !limit.get().matches("\\d{1,9}")) {
      return Refusal.badRequest(
          "strconv.ParseInt: parsing \"" + limit.get() + "\": invalid syntax");
    }
    Optional<String> token = asked.parameter("continue");
    Optional<Place> place =
        token.map(Lists::place).orElseGet(() -> Optional.of(new Place(asked.now(), 0)));
    if (place.isEmpty()) {
      return Refusal.badRequest("continue key is not valid: invalid encoding");
    }
    boolean tooOld = place.get().version().isBefore(asked.now().minus(KEPT));
    if (token.isPresent() && (tooOld || is(KubernetesFault.EXPIRED_PAGES))) {
      return Refusal.expired();
    }
    return page(form, place.get(), limit.map(Integer::parseInt).orElse(0));
  }

  /// @param limit 0 for none
  private <T> Answer page(Form<T> form, Place place, int limit) {
    List<T> all = form.items().apply(at.apply(place.version()));
    int start = Math.min(place.position(), all.size());
    int end = limit == 0 ? all.size() : Math.min(all.size(), start + limit);
    List<Object> items = new ArrayList<>();
    all.subList(start, end).forEach(item -> items.add(form.shape().apply(item)));
    Map<String, Object> metadata =
        JsonTree.of("resourceVersion", Long.toString(place.version().getEpochSecond()));
    boolean inCircles = is(KubernetesFault.PAGES_IN_CIRCLES);
    if (end < all.size() || inCircles) {
      metadata.put("continue", token(place.version(), inCircles ? 1 : end));
      metadata.put("remainingItemCount", all.size() - end);
    }
    return Answer.json(
        JsonTree.of(
            "kind",
            form.kind(),
            "apiVersion",
            form.version(),
            "metadata",
            metadata,
            "items",
            items));
  }

  private static String token(Instant version, int start) {
    String text =
        "{\"v\":\"meta.k8s.io/v1\",\"rv\":%d,\"start\":\"%d\"}"
            .formatted(version.getEpochSecond(), start);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Place> place(String token) {
    try {
      Matcher text =
          TOKEN.matcher(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
      return text.matches()
          ? Optional.of(
              new Place(
                  Instant.ofEpochSecond(Long.parseLong(text.group(1))),
                  Integer.parseInt(text.group(2))))
          : Optional.empty();
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private boolean is(KubernetesFault one) {
    return fault.equals(Optional.of(one));
  }
}
