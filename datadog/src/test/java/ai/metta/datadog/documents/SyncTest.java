// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.dashboards.change.Overlay;
import ai.metta.datadog.Destination;
import ai.metta.datadog.documents.FakeDocuments.Trouble;
import ai.metta.datadog.documents.Outcome.Done;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pushes to a Datadog whose calls go wrong.
final class SyncTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private FakeDocuments datadog;
  private Http http;
  private final List<Duration> waits = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    datadog = new FakeDocuments();
    http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)).pausing(waits::add),
            CLOCK,
            new Redactor(),
            Optional.empty());
  }

  @AfterEach
  void stop() {
    http.close();
    datadog.close();
  }

  @ParameterizedTest
  @EnumSource
  void whateverCallGoesWrongNothingIsThereTwice(Trouble trouble) throws IOException {
    for (int call = 0; ; call++) {
      stop();
      start();
      List<Document> documents = List.of(board("a", "b"), board("b", "c"), board("c", "a"));
      datadog.trouble(trouble, call);
      pushAgainAndAgain(documents);
      assertAreLive(documents, trouble + " at call " + call);
      if (datadog.calls().isEmpty() || reached < call) {
        return;
      }
    }
  }

  private int reached;

  /// As a person would: until all is as it should be.
  private void pushAgainAndAgain(List<Document> documents) {
    int calls = 0;
    for (int push = 0; push < 6; push++) {
      try {
        Sync sync = Sync.with(api());
        List<Outcome> outcomes = sync.push(sync.plan(documents, Intent.KEEP));
        calls = datadog.calls().size();
        if (push == 0) {
          reached = calls;
        }
        if (outcomes.stream().allMatch(one -> one.done() == Done.UNCHANGED)) {
          return;
        }
      } catch (FailureException again) {
        reached = push == 0 ? Integer.MAX_VALUE : reached;
      }
    }
    throw new AssertionError("six pushes do not end: " + datadog.calls());
  }

  private void assertAreLive(List<Document> documents, String when) {
    Map<String, Members> live = datadog.live();
    assertThat(live).as(when + " " + datadog.calls()).hasSize(documents.size());
    Links links = Sync.with(api()).links();
    for (Document document : documents) {
      assertThat(live.values())
          .as(when)
          .filteredOn(json ->
              Mark.on(Kind.DASHBOARD, json)
                  .filter(mark -> mark.name().equals(document.name()))
                  .isPresent())
          .singleElement()
          .satisfies(json -> {
            assertThat(links.areNamedIn(json)).as(when).isFalse();
            assertThat(
                    Content.of(Kind.DASHBOARD, json, links)
                        .isSameAs(Content.of(Kind.DASHBOARD, document.json(), links)))
                .as(when)
                .isTrue();
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverCallGoesWrongAnEditInDatadogIsThereAfterwards(Trouble trouble) throws IOException {
    for (int call = 0; call < 8; call++) {
      stop();
      start();
      push(List.of(board("a", "b"), board("b", "a")), Intent.KEEP);
      edit("a", json -> json.with("title", "edited by hand"));
      datadog.trouble(trouble, call);
      for (int push = 0; push < 3; push++) {
        try {
          push(List.of(changed(board("a", "b")), changed(board("b", "a"))), Intent.KEEP);
        } catch (FailureException again) {
          assertThat(again.failure().message()).isNotBlank();
        }
      }
      assertThat(datadog.live().values())
          .as(trouble + " at call " + call)
          .hasSize(2)
          .anySatisfy(json -> assertThat(json.textAt("title")).contains("edited by hand"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverCallGoesWrongACheckoutWithoutTheOverlayUndoesNothing(Trouble trouble)
      throws IOException {
    for (int call = 0; call < 8; call++) {
      stop();
      start();
      push(List.of(adopted(board("a", "b")), board("b", "a")), Intent.KEEP);
      datadog.trouble(trouble, call);
      for (int push = 0; push < 3; push++) {
        try {
          push(List.of(changed(board("a", "b")), changed(board("b", "a"))), Intent.KEEP);
        } catch (FailureException again) {
          assertThat(again.failure().message()).isNotBlank();
        }
      }
      assertThat(datadog.live().values())
          .as(trouble + " at call " + call)
          .hasSize(2)
          .anySatisfy(json -> assertThat(json.textAt("title")).contains("adopted elsewhere"));
    }
  }

  @Test
  void anOverlayThatIsNotHereStopsAPushThatDoesNotOverwrite() {
    Document plain = board("a", "elsewhere");
    push(List.of(adopted(plain)), Intent.KEEP);
    assertThat(push(List.of(plain), Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.STOPPED);
    assertThat(push(List.of(adopted(plain)), Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.UNCHANGED);
    assertThat(push(List.of(plain), Intent.OVERWRITE))
        .extracting(Outcome::done)
        .containsExactly(Done.UPDATED);
    assertThat(push(List.of(plain), Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.UNCHANGED);
  }

  private static Document adopted(Document document) {
    return Overlay.between(
            Kind.DASHBOARD, document, document.json().with("title", "adopted elsewhere"))
        .apply(Kind.DASHBOARD, document);
  }

  @Test
  void aLimitIsWaitedForAsLongAsDatadogSays() {
    datadog.trouble(Trouble.LIMITED, 1);
    assertThat(push(List.of(board("a", "elsewhere")), Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.CREATED);
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void anEditInDatadogStopsThePushOfThatDashboardOnly() {
    push(List.of(board("a", "b"), board("b", "a")), Intent.KEEP);
    edit("a", json -> json.with("title", "edited by hand"));
    List<Document> next = List.of(changed(board("a", "b")), changed(board("b", "a")));
    assertThat(push(next, Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.STOPPED, Done.UPDATED);
    assertThat(push(next, Intent.OVERWRITE))
        .extracting(Outcome::done)
        .containsExactly(Done.UPDATED, Done.UNCHANGED);
  }

  @Test
  void aLinkToOneThatIsGoneIsNoEditAndIsRenewed() {
    List<Document> documents =
        List.of(board("one_page", "two-page"), board("two_page", "one-page"));
    push(documents, Intent.KEEP);
    Live gone = Sync.with(api()).marked("two_page").getFirst();
    api().delete(gone.id());
    assertThat(push(documents, Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.UPDATED, Done.CREATED);
    assertThat(push(documents, Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.UNCHANGED, Done.UNCHANGED);
    String fresh = Sync.with(api()).marked("two_page").getFirst().id();
    assertThat(JsonText.compact(api().get(Sync.with(api()).marked("one_page").getFirst().id())))
        .contains("/dashboard/" + fresh)
        .doesNotContain(gone.id());
  }

  @Test
  void aLinkThatSomebodyLedElsewhereIsAnEdit() {
    List<Document> documents =
        List.of(board("one_page", "two-page"), board("two_page", "one-page"));
    push(documents, Intent.KEEP);
    push(List.of(board("other", "nowhere")), Intent.KEEP);
    String other = Sync.with(api()).marked("other").getFirst().id();
    String two = Sync.with(api()).marked("two_page").getFirst().id();
    edit(
        "one_page",
        json ->
            (Members)
                JsonText.read(
                    "edited",
                    JsonText.compact(json).replace(two, other).getBytes(StandardCharsets.UTF_8)));
    assertThat(push(documents, Intent.KEEP))
        .extracting(Outcome::done)
        .containsExactly(Done.STOPPED, Done.UNCHANGED);
  }

  @Test
  void twoWithOneMarkAreTouchedByNobody() {
    push(List.of(board("a", "elsewhere")), Intent.KEEP);
    Members twin = datadog.live().get("fak-eid-000");
    datadog.edit("fak-eid-009", java.util.Objects.requireNonNull(twin).with("id", "fak-eid-009"));
    List<Outcome> outcomes = push(List.of(changed(board("a", "elsewhere"))), Intent.OVERWRITE);
    assertThat(outcomes)
        .singleElement()
        .satisfies(one ->
            assertThat(one.failure().orElseThrow().message())
                .contains("/dashboard/fak-eid-000 and ", "/dashboard/fak-eid-009"));
    assertThat(datadog.live()).hasSize(2);
    assertThat(datadog.calls()).noneMatch(call -> call.startsWith("PUT"));
  }

  /// Somebody else was quicker, or the list was cut off without a word.
  @Test
  void oneThatAListLackedIsNotCreatedASecondTime() {
    List<Document> documents = List.of(board("a", "elsewhere"), board("b", "elsewhere"));
    Sync early = Sync.with(api());
    List<Step> plan = early.plan(documents, Intent.KEEP);
    push(List.of(board("a", "elsewhere")), Intent.KEEP);

    List<Outcome> outcomes = early.push(plan);

    assertThat(outcomes).extracting(Outcome::done).containsExactly(Done.FAILED, Done.CREATED);
    assertThat(outcomes.getFirst().failure().orElseThrow().message())
        .contains("is live, though Datadog's list lacked it at first");
    assertThat(datadog.live()).hasSize(2);
  }

  @Test
  void oneWhoseMarkWasTakenAwayIsNotCreatedASecondTime() {
    push(List.of(board("a", "elsewhere")), Intent.KEEP);
    edit("a", json -> json.with("description", "no mark"));
    assertThat(push(List.of(board("a", "elsewhere")), Intent.KEEP))
        .singleElement()
        .satisfies(
            one -> assertThat(one.failure().orElseThrow().message()).contains("without a mark"));
    assertThat(datadog.live()).hasSize(1);
    assertThat(push(List.of(board("a", "elsewhere")), Intent.OVERWRITE))
        .extracting(Outcome::done)
        .containsExactly(Done.UPDATED);
    assertThat(datadog.live()).hasSize(1);
  }

  @Test
  void idsOfWidgetsOutliveAPush() {
    push(List.of(board("a", "elsewhere")), Intent.KEEP);
    Optional<JsonTree> id = widgetId();
    push(List.of(changed(board("a", "elsewhere"))), Intent.KEEP);
    assertThat(widgetId()).isEqualTo(id).isPresent();
  }

  @Test
  void aListThatIsRefusedLeadsToNothing() {
    datadog.trouble(Trouble.FORBIDDEN, 0);
    assertThatThrownBy(() -> push(List.of(board("a", "elsewhere")), Intent.KEEP))
        .hasMessageContaining("403");
    assertThat(datadog.calls()).hasSize(1);
  }

  @Test
  void hundredsAreAllFound() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      many.add(board("board" + i, "board0"));
    }
    push(many, Intent.KEEP);
    assertThat(push(many, Intent.KEEP))
        .hasSize(250)
        .allSatisfy(one -> assertThat(one.done()).isEqualTo(Done.UNCHANGED));
    assertThat(datadog.live()).hasSize(250);
  }

  private Optional<JsonTree> widgetId() {
    return java.util.Objects.requireNonNull(datadog.live().get("fak-eid-000"))
        .itemsAt("widgets")
        .getFirst()
        .at("id");
  }

  private void edit(String name, java.util.function.UnaryOperator<Members> rule) {
    datadog
        .live()
        .forEach((id, json) -> {
          if (Mark.on(Kind.DASHBOARD, json).filter(mark -> mark.name().equals(name)).isPresent()) {
            datadog.edit(id, rule.apply(json));
          }
        });
  }

  private List<Outcome> push(List<Document> documents, Intent intent) {
    Sync sync = Sync.with(api());
    return sync.push(sync.plan(documents, intent));
  }

  private Api api() {
    return new Api(
        Kind.DASHBOARD, http, new Destination(datadog.url(), Secret.of("api")), Secret.of("app"));
  }

  private static Document board(String name, String linked) {
    String json =
        """
        {"title":"Board %s","layout_type":"ordered","widgets":[
          {"definition":{"type":"note","content":"see /dashboard/%s"}},
          {"definition":{"type":"timeseries","title":"Jobs","requests":[{"q":"sum:a.b{*}"}]}}]}
        """
            .formatted(name, linked);
    return new Document(name, (Members) JsonText.read(name, json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Document changed(Document document) {
    return new Document(document.name(), document.json().with("description", "another"));
  }
}
