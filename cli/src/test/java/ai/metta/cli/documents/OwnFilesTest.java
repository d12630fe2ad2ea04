// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One dashboard of one's own as a file in two checkouts: whose edit stays, and who is told.
final class OwnFilesTest {
  private static final String MINE =
      """
      {"title":"Mine","layout_type":"ordered","widgets":[
        {"definition":{"type":"note","title":"A","content":"0"}},
        {"definition":{"type":"note","title":"B","content":"0"}}]}
      """;
  private static final String WATCH =
      """
      {"name":"Watch","type":"metric alert","query":"avg(last_5m):avg:a.b{*} > 5",
       "message":"0","priority":3,"options":{"thresholds":{"critical":5}}}
      """;

  @TempDir private Path folder;
  private FakeDashboards datadog;
  private Checkout a;
  private Checkout b;

  @BeforeEach
  void start() throws IOException {
    datadog = new FakeDashboards();
    a = checkout("a");
    b = checkout("b");
    Files.writeString(a.file(), MINE);
    assertWent(a.push());
  }

  private Checkout checkout(String in) throws IOException {
    return Checkout.of(Console.in(folder), datadog, Kind.DASHBOARD, "mine", in);
  }

  @AfterEach
  void stop() {
    datadog.close();
  }

  private static void assertWent(Ended ended) {
    assertThat(ended.code()).as(ended.all()).isZero();
  }

  private static void assertStopped(Ended ended, String... words) {
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.all()).contains(words);
  }

  private static UnaryOperator<Members> set(String title, String content) {
    int leaf = title.equals("A") ? 0 : 1;
    return page -> Checkout.leaf(page, leaf, one -> one.with("content", content));
  }

  private static String said(Members page) {
    return String.join(
        "", Checkout.leaves(page).stream().map(one -> one.textAt("content").orElse("")).toList());
  }

  private String live() {
    return said(datadog.live());
  }

  private static String in(Checkout checkout) throws IOException {
    return said(Checkout.read(checkout.file()));
  }

  private static Mark mark(Checkout checkout) throws IOException {
    return Mark.on(Kind.DASHBOARD, Checkout.read(checkout.file())).orElseThrow();
  }

  private void bothHaveIt() throws IOException {
    Files.copy(a.file(), b.file());
  }

  /// What is edited, as `where:what` – `a:A1` in that checkout's file, `ui:B2` in Datadog – or
  /// done: `a>` pushes. What comes of a push from the other checkout.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a:A1 a> b:B2    | STOPS  | pushed from another checkout since its file was pulled or pushed | 10 | 12
          a:A1 a> b:A2    | STOPS  | changed here, and in Datadog or from another checkout too        | 10 |
          a:A1 a> b:A1    | SAME   |                                                                  | 10 | 10
          a:A1 a>         | STOPS  | pushed from another checkout since                               | 10 | 10
          ui:A1 b:B2      | STOPS  | edited in Datadog since its file was pulled or pushed            | 10 | 12
          ui:A1           | STOPS  | edited in Datadog                                                | 10 | 10
          ui:A1 b:A2      | STOPS  | one of both would be lost                                        | 10 |
          b:B2            | GOES   |                                                                  | 02 | 02
          ui:A1 b< b:A0   | GOES   |                                                                  | 00 | 00
          ui:A1 b< b:A0 ui:B3 | STOPS | edited in Datadog                                             | 13 | 03
          ui:A1 b< b:B2   | GOES   |                                                                  | 12 | 12
          a:A1 a> b< b:B2 | GOES   |                                                                  | 12 | 12
          a:A1 a> a:A0 a> b:B2 | GOES |                                                               | 02 | 02
          a:A1 a> ui:B3   | STOPS  | edited in Datadog                                                | 13 | 13
          b:B2 b> b:B3    | GOES   |                                                                  | 03 | 03
          b:A1 b> a:B2 a+ b:A3 | STOPS | pushed from another checkout                                 | 12 | 32
          """)
  void aPushOverWhatItsCheckoutHasNotSeenStops(
      String before, Becomes becomes, String words, String live, String adopted)
      throws IOException {
    bothHaveIt();
    Map<String, Checkout> all = new TreeMap<>(Map.of("a", a, "b", b));
    for (String step : before.split(" ", -1)) {
      String who = step.replaceFirst("[:<>+].*", "");
      String what = step.substring(who.length() + 1);
      if (who.equals("ui")) {
        datadog.edit(set(what.substring(0, 1), what.substring(1)));
      } else if (step.contains(":")) {
        all.get(who).edit(set(what.substring(0, 1), what.substring(1)));
      } else {
        assertWent(
            step.endsWith("<")
                ? all.get(who).run("pull")
                : step.endsWith("+") ? all.get(who).adopt() : all.get(who).push());
      }
    }
    String file = in(b);
    Ended ended = b.push();
    switch (becomes) {
      case STOPS -> {
        assertStopped(ended, words, "mine was not pushed");
        assertThat(in(b)).isEqualTo(file);
      }
      case GOES -> assertThat(ended.err()).contains("Updated mine");
      case SAME -> assertThat(ended.all()).isEqualTo("1 unchanged\n");
    }
    assertThat(live()).isEqualTo(live);
    Ended taken = b.adopt();
    if (adopted == null) {
      assertStopped(taken, "--adopt takes nothing over before");
      assertThat(live() + in(b)).isEqualTo(live + file);
      assertWent(b.run("push", "--force", "--yes"));
      assertThat(live()).isEqualTo(file);
    } else {
      assertWent(taken);
      assertThat(live()).isEqualTo(adopted);
      assertThat(in(b)).isEqualTo(adopted);
    }
    assertThat(b.push().all()).as("all is settled").isEqualTo("1 unchanged\n");
    assertThat(b.run("diff", "--exit-code").code()).isZero();
  }

  enum Becomes {
    STOPS,
    GOES,
    SAME
  }

  @Test
  void aPushLeavesInTheFileWhatItPushedAsAPullWouldWriteIt() throws IOException {
    Mark first = mark(a);
    assertThat(first.name()).isEqualTo("mine");
    a.edit(set("A", "1"));
    assertWent(a.push());
    assertThat(mark(a)).isNotEqualTo(first);
    String pushed = Files.readString(a.file());
    assertWent(a.run("pull"));
    assertThat(mark(a).pushed()).isEqualTo(Mark.on(Kind.DASHBOARD, read(pushed)).get().pushed());
    String pulled = Files.readString(a.file());
    a.edit(set("A", "2"));
    assertWent(a.push());
    assertThat(Files.readString(a.file()).replaceAll("Managed by [^\"]*", "").replace("2", "1"))
        .isEqualTo(pulled.replaceAll("Managed by [^\"]*", "").replace("2", "1"));
    try (var files = Files.list(a.folder())) {
      assertThat(files).containsExactly(a.file());
    }
  }

  private static Members read(String text) {
    return (Members) JsonText.read("text", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /// Live is what is here, and the file says still what it followed before.
  @Test
  void aPushThatEndedBeforeItsFileWasWrittenIsMadeUpFor() throws IOException {
    a.edit(set("A", "1"));
    String before = Files.readString(a.file());
    assertWent(a.push());
    String after = Files.readString(a.file());
    Files.writeString(a.file(), before);
    assertThat(a.push().all()).isEqualTo("1 unchanged\n");
    assertThat(a.file()).hasContent(after);

    Files.writeString(a.file(), before);
    datadog.edit(set("A", "2"));
    assertStopped(a.push(), "edited in Datadog");
    assertWent(a.adopt());
    assertThat(in(a)).isEqualTo("20");
  }

  @Test
  void aPushWhoseFileCannotBeWrittenAfterwardsSaysSoAndIsRepeated() throws IOException {
    Mark before = mark(a);
    a.edit(set("A", "1"));
    Path inTheWay = Files.createDirectory(a.folder().resolve("mine.json.part"));
    Ended ended = a.push();
    assertThat(ended.code()).as(ended.all()).isEqualTo(3);
    assertThat(ended.err()).contains("Updated mine", "could not be noted here: ", "push again");
    assertThat(live()).isEqualTo("10");
    assertThat(mark(a)).isEqualTo(before);
    Files.delete(inTheWay);
    assertThat(a.push().all()).isEqualTo("1 unchanged\n");
    assertThat(mark(a)).isNotEqualTo(before);
  }

  /// Edits of both checkouts and in Datadog, in any order: whatever ends with 0, nothing is lost
  /// that whoever wrote over it did not know.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void noEditIsLostUnknown(int seed) throws IOException {
    bothHaveIt();
    Random random = new Random(seed);
    Map<Checkout, String> known = new HashMap<>(Map.of(a, "00", b, "00"));
    List<String> done = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      Checkout worker = random.nextBoolean() ? a : b;
      String title = random.nextBoolean() ? "A" : "B";
      int dice = random.nextInt(12);
      if (dice < 4) {
        worker.edit(set(title, "" + (char) ('a' + step)));
      } else if (dice == 4) {
        datadog.edit(set(title, "" + random.nextInt(4)));
      } else {
        String flag = List.of("", "", "", "--adopt", "--adopt", "--force", "pull").get(dice - 5);
        String live = live();
        String mine = in(worker);
        boolean fails = random.nextInt(6) == 0;
        datadog.refuseUpdates(fails);
        Ended ended =
            switch (flag) {
              case "" -> worker.push();
              case "pull" -> worker.run("pull");
              default -> worker.run("push", flag, "--yes");
            };
        datadog.refuseUpdates(false);
        String base = Objects.requireNonNull(known.get(worker));
        done.add(
            "%s %s%s: %s (knew %s) over %s → %d, %s live, %s here"
                .formatted(
                    worker.folder().getFileName(),
                    flag,
                    fails ? " that fails" : "",
                    mine,
                    base,
                    live,
                    ended.code(),
                    live(),
                    in(worker)));
        String wanted = merged(base, mine, live);
        if (ended.code() != 0) {
          assertThat(live()).as(String.join("\n", done)).isEqualTo(live);
          assertThat(in(worker)).as(String.join("\n", done)).isIn(mine, fails ? wanted : mine);
          known.put(worker, in(worker).equals(mine) ? base : live);
        } else {
          String right =
              switch (flag) {
                case "--force" -> mine;
                case "" -> live.equals(base) || wanted.equals(mine) ? mine : "none";
                default -> wanted;
              };
          assertThat(live()).as(String.join("\n", done)).isEqualTo(right);
          assertThat(in(worker)).as(String.join("\n", done)).isEqualTo(right);
          known.put(worker, live());
        }
      }
    }
  }

  /// What is left where each part has the value of whoever changed it; a `?` where both did.
  private static String merged(String base, String mine, String live) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < base.length(); i++) {
      boolean isMine = mine.charAt(i) != base.charAt(i);
      boolean isLive = live.charAt(i) != base.charAt(i);
      boolean isBoth = isMine && isLive && mine.charAt(i) != live.charAt(i);
      all.append(isBoth ? '?' : isLive ? live.charAt(i) : mine.charAt(i));
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFileWithoutAMarkKnowsNothingOfWhatIsLive(boolean isTakenOut) throws IOException {
    if (isTakenOut) {
      bothHaveIt();
      b.edit(page -> Mark.takenOff(Kind.DASHBOARD, page));
    } else {
      Files.writeString(b.file(), MINE);
    }
    assertThat(b.push().all()).as("the same").isEqualTo("1 unchanged\n");
    assertThat(mark(b)).isEqualTo(mark(a));

    a.edit(set("A", "1"));
    assertWent(a.push());
    b.edit(page -> Mark.takenOff(Kind.DASHBOARD, set("B", "2").apply(page)));
    String file = Files.readString(b.file());
    assertStopped(
        b.push(), "has no mark that tells which is newer", "overwrite A, B", "pull mine --force");
    assertStopped(b.adopt(), "has no mark that tells which is newer");
    assertThat(b.run("pull").code()).isEqualTo(78);
    assertThat(b.file()).hasContent(file);
    assertThat(live()).isEqualTo("10");
    assertWent(b.run("push", "--force", "--yes"));
    assertThat(live()).isEqualTo("02");
    assertThat(mark(b).name()).isEqualTo("mine");
    assertWent(b.run("pull", "--force"));
  }

  @Test
  void whatWasPushedJustAsItIsHereIsOlderThanWhatIsLive() throws IOException {
    Files.writeString(b.file(), MINE);
    datadog.edit(set("A", "1"));
    assertStopped(b.push(), "edited in Datadog");
    assertWent(b.adopt());
    assertThat(in(b)).isEqualTo("10");
  }

  @Test
  void aFileThatCannotBeWrittenOverIsToldBeforeAPush() throws IOException {
    a.edit(set("A", "1"));
    Files.setPosixFilePermissions(a.file(), PosixFilePermissions.fromString("r--r--r--"));
    String file = Files.readString(a.file());
    assertStopped(a.push(), "mine.json cannot be written over", "make it and its folder writable");
    assertThat(live()).isEqualTo("00");
    assertWent(a.run("push", "--force", "--yes"));
    assertThat(live()).isEqualTo("10");
    assertThat(a.file()).hasContent(file);
    assertThat(a.push().all()).isEqualTo("1 unchanged\n");
    assertThat(a.run("pull").err())
        .contains("mine.json: cannot be written: it is there to be read");
    assertThat(a.file()).hasContent(file);
    Files.setPosixFilePermissions(a.file(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(a.push().all()).isEqualTo("1 unchanged\n");
    a.edit(set("A", "2"));
    assertWent(a.push());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(a.file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void theMarkSaysWhichDashboardAFileIsWhateverItIsCalled() throws IOException {
    Path renamed = a.folder().resolve("mine2.json");
    Files.move(a.file(), renamed);
    Checkout.edit(renamed, set("A", "1"));
    assertWent(a.push());
    assertThat(datadog.count()).isEqualTo(1);
    assertThat(live()).isEqualTo("10");
    datadog.edit(set("B", "2"));
    assertThat(a.run("pull").out()).isEqualTo(renamed + "\n");
    assertThat(a.file()).doesNotExist();
    Checkout called = new Checkout(a.console(), a.kind(), "mine2", a.folder());
    Checkout.edit(renamed, set("A", "3"));
    assertWent(called.push());
    assertThat(live()).isEqualTo("32");
  }

  @Test
  void twoFilesWithOneMarkAreRefused() throws IOException {
    Path twin = a.folder().resolve("mine2.json");
    Files.copy(a.file(), twin);
    for (String command : new String[] {"push", "diff", "pull"}) {
      Ended ended = a.run(command);
      assertThat(ended.code()).as(ended.all()).isEqualTo(78);
      assertThat(ended.err()).contains("mine.json and ", "mine2.json are the same dashboard");
    }
    Checkout.edit(twin, page -> Mark.takenOff(Kind.DASHBOARD, page).with("title", "Another"));
    assertWent(new Checkout(a.console(), a.kind(), "mine2", a.folder()).push());
    assertThat(datadog.count()).isEqualTo(2);
  }

  @Test
  void aFileWithTheMarkOfAGeneratedOneIsRefused() throws IOException {
    Checkout generated = new Checkout(a.console(), a.kind(), "skypilot_jobs", a.folder());
    assertWent(generated.push());
    assertWent(generated.run("pull"));
    Files.move(generated.file(), a.folder().resolve("jobs.json"));
    Ended ended = generated.push();
    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err())
        .contains("jobs.json carries the mark of \"skypilot_jobs\", which is generated");
    Files.move(a.file(), generated.file());
    assertThat(generated.run("pull").err()).contains("carries the mark of \"mine\"");
  }

  @Test
  void whatIsGoneIsThereAgainAndThePlanSaysSo() throws IOException {
    assertWent(a.console().run("datadog", "dashboard", "delete", "mine", "--yes"));
    Ended told = a.run("push");
    assertThat(told.out()).startsWith("mine: new again: it was taken away since");
    assertWent(a.push());
    assertThat(datadog.count()).isEqualTo(1);
    assertThat(a.push().all()).isEqualTo("1 unchanged\n");
  }

  @Test
  void whatCannotBePushedKeepsNoOther() throws IOException {
    Checkout generated = new Checkout(a.console(), a.kind(), "skypilot_jobs", a.folder());
    assertWent(generated.push());
    assertWent(generated.run("pull"));
    generated.edit(page -> Checkout.leaf(page, 3, one -> one.with("title", "By hand")));
    a.edit(set("A", "1"));
    Ended ended = both("push", "--yes");
    assertThat(ended.code()).as(ended.all()).isEqualTo(3);
    assertThat(ended.err())
        .contains("Updated mine", "skypilot_jobs was not pushed: ", "was edited by hand");
    assertThat(generated.push().code()).as("alone").isEqualTo(78);
    Files.delete(generated.file());
    Files.writeString(
        generated.overlay(), "{\"widgets\": {\"Gone\": {\"was\": \"0000\", \"now\": {}}}}");
    a.edit(set("A", "2"));
    Ended unfit = both("push", "--yes");
    assertThat(unfit.code()).as(unfit.all()).isEqualTo(3);
    assertThat(unfit.err()).contains("Updated mine", "does not fit any more: \"Gone\"");
    assertThat(both("diff").out()).contains("does not fit any more: \"Gone\"", "1 unchanged");
  }

  private Ended both(String command, String... more) {
    String[] words =
        Arrays.copyOf(
            new String[] {
              "datadog", "dashboard", command, "mine", "skypilot_jobs", "--dir", "" + a.folder()
            },
            7 + more.length);
    System.arraycopy(more, 0, words, 7, more.length);
    return a.console().run(words);
  }

  @Test
  void monitorsOfOnesOwnToo() throws IOException {
    Kind kind = Kind.MONITOR;
    stop();
    datadog = new FakeDashboards();
    Checkout one = Checkout.of(Console.in(folder), datadog, kind, "watch", "one");
    Checkout other = Checkout.of(Console.in(folder), datadog, kind, "watch", "other");
    Files.writeString(one.file(), WATCH);
    Files.writeString(other.file(), WATCH);
    assertWent(one.push());
    assertThat(other.push().all()).isEqualTo("1 unchanged\n");
    one.edit(json -> json.with("message", "1"));
    assertWent(one.push());
    other.edit(json -> json.without(List.of("priority")));
    assertStopped(other.push(), "pushed from another checkout", "the monitor itself (message)");
    assertWent(other.adopt());
    assertThat(datadog.live().textAt("message")).contains("1");
    assertThat(datadog.live().find("priority").filter(it -> it.toString().contains("3"))).isEmpty();
    other.edit(json -> Mark.takenOff(kind, json.with("message", "2")));
    Ended unknown = other.push();
    assertStopped(unknown, "write what is there into the file", "push watch --force --yes");
    assertThat(unknown.all()).doesNotContain("pull");
  }
}
