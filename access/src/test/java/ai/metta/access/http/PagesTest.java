// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {
  private final Pages pages = new Pages("GET https://api.test/runs", 5);
  private final List<String> asked = new ArrayList<>();

  private static Page<Integer> page(List<Integer> items, String next) {
    return new Page<>(items, Optional.of(next));
  }

  private static Page<Integer> last(Integer... items) {
    return new Page<>(List.of(items), Optional.empty());
  }

  /// A service whose pages are named by their tokens; the first is `""`.
  private Function<Optional<String>, Page<Integer>> service(Map<String, Page<Integer>> byToken) {
    return token -> {
      asked.add(token.orElse(""));
      return byToken.get(token.orElse(""));
    };
  }

  @Test
  void everyItemOfEveryPageIsThereInOrder() {
    var service =
        service(Map.of("", page(List.of(1, 2), "a"), "a", page(List.of(), "b"), "b", last(3)));

    assertThat(pages.all(service)).containsExactly(1, 2, 3);
    assertThat(asked).containsExactly("", "a", "b");
  }

  @Test
  void theFirstPageMayBeEmptyAndTheLast() {
    assertThat(pages.all(service(Map.of("", last())))).isEmpty();
  }

  @Test
  void pagesPastTheOneThatIsEnoughAreNotAskedFor() {
    var service = service(Map.of("", page(List.of(9), "a"), "a", page(List.of(4), "b")));

    assertThat(pages.takeWhile(service, page -> page.items().getFirst() > 5)).containsExactly(9, 4);
    assertThat(asked).containsExactly("", "a");
  }

  static Stream<Arguments> circles() {
    return Stream.of(
        Arguments.of(
            "to itself",
            Map.of("", page(List.of(1), "a"), "a", page(List.of(2), "a")),
            "page 2 leads back to a page that was read already"),
        Arguments.of(
            "to a page before",
            Map.of(
                "", page(List.of(1), "a"), "a", page(List.of(2), "b"), "b", page(List.of(3), "a")),
            "page 3 leads back to a page that was read already"),
        Arguments.of(
            "under ever new names",
            Map.of("", page(List.of(1), "a"), "a", page(List.of(1), "b")),
            "page 2 has the items of a page before it"),
        Arguments.of(
            "over empty pages",
            Map.of("", page(List.of(), "a"), "a", page(List.of(), "a")),
            "page 2 leads back to a page that was read already"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("circles")
  void aCircleIsNamedWhereItCloses(String way, Map<String, Page<Integer>> service, String problem) {
    assertThat(Client.failureOf(() -> pages.all(service(service))))
        .isEqualTo(new Failure.Malformed("GET https://api.test/runs: " + problem));
    assertThat(asked).hasSizeLessThanOrEqualTo(3);
  }

  private static Page<Integer> of(long total, String next, Integer... items) {
    return new Page<>(
        List.of(items), Optional.of(next).filter(any -> !any.isEmpty()), Optional.of(total));
  }

  @Test
  void aListThatShowsFewerItemsThanItSaysIsNotWhole() {
    var service = service(Map.of("", of(4, "a", 1, 2), "a", of(4, "", 3)));

    assertThat(Client.failureOf(() -> pages.all(service)))
        .isEqualTo(
            new Failure.Malformed(
                "GET https://api.test/runs: shows 3 items where it says there are 4"));
  }

  @Test
  void itemsThatComeOrGoWhileAListIsReadDoNotBreakIt() {
    assertThat(pages.all(service(Map.of("", of(4, "a", 1, 2), "a", of(3, "", 3))))).hasSize(3);
    assertThat(pages.all(service(Map.of("", of(3, "a", 1, 2), "a", of(4, "", 3))))).hasSize(3);
  }

  @Test
  void aListThatIsNotReadToItsEndMayHaveMore() {
    var service = service(Map.of("", of(9, "a", 1, 2)));

    assertThat(pages.takeWhile(service, _ -> false)).containsExactly(1, 2);
  }

  @Test
  void pagesThatDoNotEndAreCounted() {
    assertThat(
            Client.failureOf(() ->
                pages.all(token -> {
                  asked.add(token.orElse(""));
                  return page(List.of(asked.size()), "token" + asked.size());
                })))
        .isEqualTo(
            new Failure.Malformed(
                "GET https://api.test/runs: more than 5 pages; page 5 was the last read"));
    assertThat(asked).hasSize(5);
  }
}
