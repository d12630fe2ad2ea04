// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSearchTest {
  private static final List<EventSearch.Subject> EVENTS =
      List.of(
          event("a", "ci.yml failed on main", "after 12 min", "kind:workflow_failed", "repo:a"),
          event("b", "Deploy done", "All  good, says Zoë", "kind:deploy", "repo:b", "lone"),
          event("c", "Late", "a deployment is missing", "kind:late", "repo:b/c", "level:x:y"));

  private static EventSearch.Subject event(String key, String title, String text, String... tags) {
    return new EventSearch.Subject(
        title, text, List.of(tags), List.of("aggregation_key:" + key, "priority:normal"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                        | a b c
          *                                         | a b c
          *:*                                       | a b c
          tags:kind:workflow_failed                 | a
          tags:kind:*                               | a b c
          tags:lone                                 | b
          tags:priority:normal                      |
          tags:(kind:deploy OR kind:late)           | b c
          kind:deploy                               | b
          KIND:Deploy                               | b
          kind:"deploy"                             | b
          kind:(deploy OR late)                     | b c
          kind:(deploy OR late) -repo:b             | c
          -kind:deploy                              | a c
          NOT kind:deploy                           | a c
          NOT NOT kind:deploy                       | b
          -(kind:deploy OR kind:late)               | a
          repo:b* -kind:deploy                      | c
          repo:b AND kind:deploy                    | b
          repo:b/c                                  | c
          level:x:y                                 | c
          repo:a OR repo:b                          | a b
          repo:a OR repo:b kind:deploy              | a b
          (repo:a OR repo:b) kind:deploy            | b
          failed main                               | a
          FAILED AND after                          | a
          fail                                      |
          fail*                                     | a
          *loy                                      | b
          ci.yml                                    | a
          min OR missing                            | a c
          "all good"                                | b
          "failed main"                             |
          "failed on"                               | a
          zoë                                       | b
          kind:deploy done                          | b
          title:deploy                              | b
          title:deploy*                             | b
          title:"deploy done"                       | b
          title:(late OR deploy)                    | b c
          deploy*                                   | b c
          text:deploy*                              | c
          message:12                                | a
          aggregation_key:a                         | a
          @aggregation_key:b                        | b
          priority:low                              |
          priority:normal late                      | c
          @nothing:x                                |
          and                                       |
          good\\! OR wh\\?t                         |
          a&b                                       |
          """)
  void isWhatTheSearchMeans(String search, @Nullable String keys) {
    Stream<String> found =
        EVENTS.stream()
            .filter(EventSearch.parse(search))
            .map(event -> event.attributes().getFirst().substring("aggregation_key:".length()));
    assertThat(found.toList()).isEqualTo(keys == null ? List.of() : List.of(keys.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          (a              | expected ")" at position 2, found the end
          a)              | expected an end at position 1, found ")"
          a AND           | expected a term at position 5, found the end
          OR a            | expected a term at position 0, found "O"
          a AND OR b      | expected a term at position 6, found "O"
          -               | expected a term at position 1, found the end
          ()              | expected a term at position 1, found ")"
          kind:           | expected a value of kind at position 5, found the end
          kind: a         | expected a value of kind at position 6, found "a"
          "a              | the quote at position 0 has no end
          @code:[1 TO 2]  | ranges are not known here
          @code:{1 TO 2}  | ranges are not known here
          [1 TO 9]        | expected a term; ranges are not known here, at position 0
          k:([1 TO 9])    | ranges are not known here
          a && b          | "&" at position 2 has no meaning here
          ~a || b~        | ~"|" at position 2 has no meaning here~
          !a              | "!" at position 0 has no meaning here
          kind:de?loy     | "?" at position 7 has no meaning here
          """)
  void saysWhereASearchIsWrong(String search, String problem) {
    assertThatThrownBy(() -> EventSearch.parse(search))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({"(", "-", "a:("})
  void doesNotFollowASearchForever(String opening) {
    assertThatThrownBy(() -> EventSearch.parse(opening.repeat(100_000) + "a"))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({"' ', 10000", "' OR ', 10000"})
  void hasNoMoreTermsThanCanBeFollowed(String between, int terms) {
    assertThatThrownBy(() -> EventSearch.parse("a" + (between + "a").repeat(terms)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("query: more than 1000 terms at position");
    assertThat(EventSearch.parse("a" + (between + "a").repeat(999)).test(EVENTS.getLast()))
        .isTrue();
  }
}
