// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Edits by hand, in Datadog and from another checkout, of generated documents, and what becomes of
/// each.
final class AdoptionTest {
  private static final int QUEUED = 3;
  private static final int FAILED = 4;
  private static final int ABOUT = 0;

  @TempDir private Path folder;
  private FakeDashboards datadog;
  private Checkout here;
  private Checkout there;

  @BeforeEach
  void start() throws IOException {
    datadog = new FakeDashboards();
    here = checkout(Kind.DASHBOARD, "skypilot_jobs", "here");
    there = checkout(Kind.DASHBOARD, "skypilot_jobs", "there");
  }

  private Checkout checkout(Kind kind, String name, String in) throws IOException {
    return Checkout.of(Console.in(folder), datadog, kind, name, in);
  }

  @AfterEach
  void stop() {
    datadog.close();
  }

  private void pulled() {
    assertThat(here.push().code()).isZero();
    assertThat(here.run("pull").code()).isZero();
  }

  private static UnaryOperator<Members> set(int leaf, String key, String value) {
    return page -> Checkout.leaf(page, leaf, one -> one.with(key, value));
  }

  private String live(int leaf, String key) {
    return at(datadog.live(), leaf, key);
  }

  private static String at(Members page, int leaf, String key) {
    return Checkout.leaves(page).get(leaf).textAt(key).orElse("");
  }

  private String inFile(int leaf, String key) throws IOException {
    return at(Checkout.read(here.file()), leaf, key);
  }

  private String inOverlay(int leaf, String key) throws IOException {
    return at(here.made(here.generated()), leaf, key);
  }

  private static void assertWent(Ended ended) {
    assertThat(ended.code()).as(ended.all()).isZero();
  }

  private static void assertStopped(Ended ended, String... words) {
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.all()).contains(words).doesNotContain("Took the edits");
  }

  @Test
  void everyEditOfTheFileIsTakenWhateverWasTakenBefore() throws IOException {
    pulled();
    for (String title : List.of("Two", "Three", "Queued jobs")) {
      here.edit(set(QUEUED, "title", title));
      assertWent(here.adopt());
      assertThat(live(QUEUED, "title")).isEqualTo(title);
      assertThat(here.push().all()).isEqualTo("1 unchanged\n");
    }
    assertThat(here.overlay()).doesNotExist();
  }

  @Test
  void aGroupAndWhatIsInItAreRenamedAgainAndAgain() throws IOException {
    pulled();
    for (String title : List.of("One", "Two")) {
      here.edit(page -> page.with("widgets", new JsonTree.Items(renamed(page, title))));
      here.edit(set(QUEUED, "title", title + " within"));
      assertWent(here.adopt());
      assertThat(JsonText.compact(datadog.live())).contains("\"title\":\"" + title + "\"");
      assertThat(live(QUEUED, "title")).isEqualTo(title + " within");
    }
  }

  private static List<JsonTree> renamed(Members page, String title) {
    List<JsonTree> widgets = new java.util.ArrayList<>(page.itemsAt("widgets"));
    Members group = (Members) widgets.get(1);
    Members definition = (Members) group.find("definition").orElseThrow();
    widgets.set(1, group.with("definition", definition.with("title", title)));
    return widgets;
  }

  @Test
  void aPushThatFailedIsOneThatIsRepeated() throws IOException {
    pulled();
    here.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.adopt());
    here.edit(set(QUEUED, "title_size", "22"));
    datadog.refuseUpdates(true);
    assertThat(here.adopt().code()).isEqualTo(1);
    datadog.refuseUpdates(false);
    assertThat(inOverlay(QUEUED, "title_size")).isEqualTo("22");
    assertWent(here.push());
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
  }

  /// The file was pulled with what was edited in Datadog, and edited on.
  @Test
  void aPushOfBothThatFailedIsOneThatIsRepeated() throws IOException {
    assertWent(here.push());
    datadog.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.run("pull"));
    here.edit(set(QUEUED, "title_size", "22"));
    datadog.refuseUpdates(true);
    assertThat(here.adopt().code()).isEqualTo(1);
    datadog.refuseUpdates(false);
    assertWent(here.push());
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
  }

  @Test
  void aForcedPushThatFailedLeavesTheOthersEditsToBeToldAgain() throws IOException {
    pulled();
    here.edit(set(QUEUED, "title_size", "21"));
    datadog.edit(set(FAILED, "title_size", "22"));
    datadog.refuseUpdates(true);
    assertThat(here.run("push", "--force", "--yes").code()).isEqualTo(1);
    datadog.refuseUpdates(false);
    assertStopped(here.push(), "Failed (7 days)");
    assertWent(here.adopt());
    assertThat(live(QUEUED, "title_size") + live(FAILED, "title_size")).isEqualTo("2122");
  }

  @Test
  void editsByHandAndInDatadogOfDifferentWidgetsAreBothTaken() throws IOException {
    pulled();
    here.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.adopt());
    here.edit(set(QUEUED, "title_size", "22"));
    datadog.edit(set(FAILED, "title_size", "23"));
    assertWent(here.adopt());
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
    assertThat(live(FAILED, "title_size")).isEqualTo("23");
    assertThat(inFile(FAILED, "title_size")).isEqualTo("23");
  }

  @Test
  void whatAnotherCheckoutTookOverIsNotTakenAway() throws IOException {
    pulled();
    datadog.edit(set(QUEUED, "title_size", "21"));
    assertWent(there.adopt());
    here.edit(set(QUEUED, "title_align", "right"));
    assertStopped(here.adopt(), "was edited by hand, and in Datadog", "Queued jobs");
    assertThat(live(QUEUED, "title_size")).isEqualTo("21");
    here.edit(set(QUEUED, "title_align", "left"));
    here.edit(set(FAILED, "title_align", "right"));
    assertWent(here.adopt());
    assertThat(live(QUEUED, "title_size")).isEqualTo("21");
    assertThat(live(FAILED, "title_align")).isEqualTo("right");
  }

  @Test
  void whatIsADashboardsOwnIsTakenFieldByField() throws IOException {
    pulled();
    datadog.edit(page -> page.with("default_timeframe", Members.NONE.with("type", "live")));
    assertWent(there.adopt());
    here.edit(page -> described(page, "Mine."));
    assertWent(here.adopt());
    assertThat(datadog.live().find("default_timeframe"))
        .contains(Members.NONE.with("type", "live"));
    assertThat(datadog.live().textAt("description").orElse("")).startsWith("Mine.");
  }

  private static Members described(Members page, String words) {
    return Mark.on(Kind.DASHBOARD, page)
        .orElseThrow()
        .putOn(Kind.DASHBOARD, page.with("description", words));
  }

  @Test
  void twoOverlaysThatSayDifferentThingsOfOneWidgetStopEachOther() throws IOException {
    pulled();
    assertWent(there.run("pull"));
    there.edit(set(QUEUED, "title_size", "21"));
    assertWent(there.adopt());
    here.edit(set(QUEUED, "title_size", "22"));
    assertStopped(here.adopt(), "Queued jobs");
    assertThat(live(QUEUED, "title_size")).isEqualTo("21");
    assertWent(here.run("push", "--force", "--yes"));
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
    assertStopped(there.push(), "says something else here", "Queued jobs");
    assertWent(there.adopt());
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
  }

  @Test
  void anOverlayThatWasEditedIsPushedAndOneThatWasTakenOutElsewhereIsNotLaidAgain()
      throws IOException {
    assertWent(here.push());
    datadog.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.adopt());
    Files.copy(here.overlay(), there.overlay());
    Files.writeString(here.overlay(), Files.readString(here.overlay()).replace("\"21\"", "\"22\""));
    assertWent(here.push());
    assertThat(live(QUEUED, "title_size")).isEqualTo("22");
    assertStopped(there.push(), "says something else here");
    assertWent(there.adopt());
    Checkout.edit(here.overlay(), json -> json.without(List.of("widgets")));
    assertWent(here.push());
    assertThat(live(QUEUED, "title_size")).isEqualTo("16");
    assertThat(here.overlay()).doesNotExist();
    assertStopped(there.push(), "Queued jobs");
    assertWent(there.adopt());
    assertThat(live(QUEUED, "title_size")).isEqualTo("16");
    assertThat(there.overlay()).doesNotExist();
  }

  /// As a version before this one kept it.
  @Test
  void anOverlayThatDoesNotSayWhatItFollowsIsHeldAgainstWhatIsLive() throws IOException {
    assertWent(here.push());
    datadog.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.adopt());
    Checkout.edit(here.overlay(), json -> json.without(List.of("agreed")));
    String old = Files.readString(here.overlay());
    assertThat(here.push().all()).isEqualTo("1 unchanged\n");
    assertThat(here.overlay()).content().contains("\"agreed\": ");
    Files.writeString(here.overlay(), old.replace("\"21\"", "\"22\""));
    assertStopped(here.adopt(), "one of both would be lost", "Queued jobs");
  }

  @Test
  void anEditByHandOfWhatIsGeneratedInAnotherWayNowStops() throws IOException {
    pulled();
    here.edit(page ->
        Checkout.leaf(
            page,
            ABOUT,
            one -> one.with("content", one.textAt("content").orElse("") + "\nmy line")));
    Files.writeString(folder.resolve("metta.yaml"), "dashboards: {owners: {skypilot: team-x}}\n");
    Members before = datadog.live();
    assertStopped(here.adopt(), "was edited by hand, and in Datadog or in the code too: About");
    assertThat(datadog.live()).isEqualTo(before);
    assertThat(here.overlay()).doesNotExist();
  }

  @Test
  void anEditInDatadogOfWhatIsGeneratedInAnotherWayNowStopsToo() throws IOException {
    assertWent(here.push());
    datadog.edit(page ->
        Checkout.leaf(
            page,
            ABOUT,
            one -> one.with("content", one.textAt("content").orElse("") + "\nmy line")));
    Files.writeString(folder.resolve("metta.yaml"), "dashboards: {owners: {skypilot: team-x}}\n");
    assertStopped(here.adopt(), "About", "(changed here, and in Datadog too)");
  }

  @Test
  void theWordsOfAPlanAreOfWhatWasDone() throws IOException {
    pulled();
    here.edit(set(QUEUED, "title_size", "21"));
    assertWent(here.adopt());
    here.edit(set(QUEUED, "title_size", "22"));
    Ended told = here.run("push", "--adopt");
    assertWent(told);
    assertThat(told.err()).contains("Would take the edits of " + here.file(), "--yes does it");
    assertThat(told.out()).contains("- 21", "+ 22").doesNotContain("checkout");
    assertThat(inOverlay(QUEUED, "title_size")).isEqualTo("21");
    assertThat(live(QUEUED, "title_size")).isEqualTo("21");
    Ended taken = here.adopt();
    assertThat(taken.out()).isEqualTo(told.out());
    assertThat(taken.err()).contains("Took the edits of " + here.file(), "Updated skypilot_jobs");
  }

  @Test
  void aCopyThatBuildWroteIsNotWrittenOverByPull() throws IOException {
    assertWent(here.push());
    assertThat(
            here.console()
                .run("datadog", "dashboard", "build", "--out", here.folder().toString())
                .code())
        .isZero();
    here.edit(set(QUEUED, "title_size", "21"));
    Ended warned = here.adopt();
    assertThat(warned.err()).contains("or it was edited since", "nothing of it is pushed");
    assertThat(here.run("pull").code()).isEqualTo(78);
    assertThat(inFile(QUEUED, "title_size")).isEqualTo("21");
    assertWent(here.run("pull", "--force"));
    assertThat(inFile(QUEUED, "title_size")).isEqualTo("16");
  }

  @Test
  void monitorsAreTakenFieldByField() throws IOException {
    Checkout a = checkout(Kind.MONITOR, "collector.github.slow", "a");
    Checkout b = checkout(Kind.MONITOR, "collector.github.slow", "b");
    assertWent(a.push());
    Files.writeString(a.file(), JsonText.indented(datadog.live()));
    datadog.edit(json -> json.with("message", json.textAt("message").orElse("") + " @oncall"));
    assertWent(b.adopt());
    Checkout.edit(a.file(), json -> json.with("priority", Digits.of(4)));
    assertWent(a.adopt());
    assertThat(datadog.live().textAt("message").orElse("")).endsWith(" @oncall");
    assertThat(datadog.live().find("priority")).contains(Digits.of(4));
    datadog.edit(json -> json.with("message", "theirs"));
    Checkout.edit(a.file(), json -> json.with("priority", Digits.of(5)));
    assertWent(a.adopt());
    assertThat(datadog.live().textAt("message")).contains("theirs");
    assertThat(datadog.live().find("priority")).contains(Digits.of(5));
  }

  @Test
  void aFileOfOnesOwnIsNotPulledOverWhileItHasEditsThatWereNotPushed() throws IOException {
    Checkout own = checkout(Kind.DASHBOARD, "mine", "here");
    Files.writeString(
        own.file(),
        """
        {"title":"Mine","layout_type":"ordered","widgets":[
          {"definition":{"type":"note","title":"A","content":"one"}},
          {"definition":{"type":"note","title":"B","content":"one"}}]}
        """);
    assertWent(own.push());
    assertWent(own.run("pull"));
    own.edit(set(0, "content", "two"));
    assertThat(own.run("pull").code()).isEqualTo(78);
    assertThat(inOwn(own, 0)).isEqualTo("two");
    datadog.edit(set(1, "content", "three"));
    assertWent(own.adopt());
    assertThat(live(0, "content") + live(1, "content")).isEqualTo("twothree");
    own.edit(set(0, "content", "four"));
    datadog.edit(set(0, "content", "five"));
    assertStopped(own.adopt(), "one of both would be lost", "A");
    assertThat(inOwn(own, 0)).isEqualTo("four");
    assertThat(own.run("pull").err()).contains("has edits that were not pushed");
    assertWent(own.run("pull", "--force"));
    assertThat(inOwn(own, 0)).isEqualTo("five");
    own.edit(set(0, "content", "six"));
    assertWent(own.push());
    datadog.edit(set(0, "content", "five"));
    assertThat(own.push().code()).as("what was live once, and is again").isEqualTo(1);
  }

  private static final String OWN =
      """
      {"title":"Mine","layout_type":"ordered","widgets":[
        {"definition":{"type":"group","layout_type":"ordered","title":"G","widgets":[
          {"definition":{"type":"note","title":"A","content":"one"}}]}},
        {"definition":{"type":"group","layout_type":"ordered","title":"H","widgets":[
          {"definition":{"type":"note","title":"B","content":"one"}}]}}]}
      """;

  private static Members without(Members page, int group) {
    List<JsonTree> widgets = new java.util.ArrayList<>(page.itemsAt("widgets"));
    widgets.remove(group);
    return page.with("widgets", new JsonTree.Items(widgets));
  }

  private static Members adding(Members page, int group, String title) {
    List<JsonTree> widgets = new java.util.ArrayList<>(page.itemsAt("widgets"));
    Members around = (Members) widgets.get(group);
    Members definition = (Members) around.find("definition").orElseThrow();
    List<JsonTree> inner = new java.util.ArrayList<>(definition.itemsAt("widgets"));
    inner.add(
        JsonTree.object()
            .with(
                "definition",
                JsonTree.object()
                    .with("type", "note")
                    .with("title", title)
                    .with("content", "new")));
    widgets.set(
        group, around.with("definition", definition.with("widgets", new JsonTree.Items(inner))));
    return page.with("widgets", new JsonTree.Items(widgets));
  }

  /// The last widget of a group becomes the last of another.
  private static Members moving(Members page, int from, int to) {
    List<JsonTree> widgets = new java.util.ArrayList<>(page.itemsAt("widgets"));
    Members source = (Members) widgets.get(from);
    Members sourceInner = (Members) source.find("definition").orElseThrow();
    Members target = (Members) widgets.get(to);
    Members targetInner = (Members) target.find("definition").orElseThrow();
    List<JsonTree> left = new java.util.ArrayList<>(sourceInner.itemsAt("widgets"));
    List<JsonTree> more = new java.util.ArrayList<>(targetInner.itemsAt("widgets"));
    more.add(left.removeLast());
    widgets.set(
        from, source.with("definition", sourceInner.with("widgets", new JsonTree.Items(left))));
    widgets.set(
        to, target.with("definition", targetInner.with("widgets", new JsonTree.Items(more))));
    return page.with("widgets", new JsonTree.Items(widgets));
  }

  private Checkout own() throws IOException {
    Checkout own = checkout(Kind.DASHBOARD, "mine", "here");
    Files.writeString(own.file(), OWN);
    assertWent(own.push());
    assertWent(own.run("pull"));
    return own;
  }

  @Test
  void whatOneSideAddsToAGroupThatTheOtherTookAwayStops() throws IOException {
    Checkout own = own();
    own.edit(page -> without(page, 0));
    datadog.edit(page -> adding(page, 0, "Added there"));
    assertStopped(own.adopt(), "Added there");
    assertThat(JsonText.compact(datadog.live())).contains("Added there");

    assertWent(own.run("pull", "--force"));
    datadog.edit(page -> without(page, 0));
    own.edit(page -> adding(page, 0, "Added here"));
    assertStopped(own.adopt(), "Added here");
    assertThat(JsonText.compact(Checkout.read(own.file()))).contains("Added here");
  }

  @Test
  void whatOneSideMovesIntoAGroupThatTheOtherTookAwayStops() throws IOException {
    Checkout own = own();
    own.edit(page -> without(page, 0));
    datadog.edit(page -> moving(page, 1, 0));
    assertStopped(own.adopt(), "B");
    assertThat(JsonText.compact(datadog.live())).contains("\"B\"");
  }

  @Test
  void whatIsMovedHereIntoAGroupThatWasTakenAwayThereStops() throws IOException {
    Checkout own = own();
    datadog.edit(page -> without(page, 1));
    own.edit(page -> moving(page, 0, 1));
    assertStopped(own.adopt(), "A");
    assertThat(JsonText.compact(Checkout.read(own.file()))).contains("\"A\"");
  }

  private static String inOwn(Checkout own, int leaf) throws IOException {
    return at(Checkout.read(own.file()), leaf, "content");
  }
}
