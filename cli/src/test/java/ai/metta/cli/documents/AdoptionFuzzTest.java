// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Edits of every kind from two checkouts, in any order. Whatever a command ends with 0 over, no
/// value is lost that whoever wrote over it did not know.
final class AdoptionFuzzTest {
  private static final int SEQUENCES = Integer.getInteger("fuzz.sequences", 8);
  private static final int FIRST = Integer.getInteger("fuzz.first", 1);
  private static final int STEPS = 25;
  private static final List<Integer> LEAVES = List.of(2, 3, 6, 10, 20);
  private static final String NAME = "skypilot_jobs";

  @TempDir private Path folder;

  @Test
  void noEditIsLostUnknown() throws IOException {
    Tally tally = new Tally();
    for (int seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
      try (FakeDashboards datadog = new FakeDashboards()) {
        new Sequence(seed, datadog, Files.createDirectory(folder.resolve("" + seed)), tally).run();
      }
    }
    assertThat(tally.went)
        .as("pushes and adoptions of edits that went")
        .isGreaterThan(2 * SEQUENCES);
    assertThat(tally.stopped).as("pushes that stopped").isGreaterThan(SEQUENCES);
  }

  private static final class Tally {
    private int went;
    private int stopped;
  }

  /// A checkout, and what whoever works in it knows.
  private static final class Worker {
    private final Checkout checkout;

    /// What was live when the files here last took all of it in.
    private Map<String, String> known;

    /// What the pulled file said when it was written last; nothing before.
    private Map<String, String> pulled = Map.of();

    Worker(Checkout checkout, Map<String, String> known) {
      this.checkout = checkout;
      this.known = known;
    }
  }

  private static final class Sequence {
    private final int seed;
    private final FakeDashboards datadog;
    private final Tally tally;
    private final Random random;
    private final Members generated;
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Map<String, List<String>> values = new TreeMap<>();
    private int fresh = 20;

    Sequence(int seed, FakeDashboards datadog, Path folder, Tally tally) throws IOException {
      this.seed = seed;
      this.datadog = datadog;
      this.tally = tally;
      this.random = new Random(seed);
      Checkout first = checkout(folder, "a");
      this.generated = first.generated();
      first.push();
      parts(generated).forEach((part, value) -> values.put(part, new ArrayList<>(List.of(value))));
      workers.add(new Worker(first, parts(datadog.live())));
      workers.add(new Worker(checkout(folder, "b"), parts(datadog.live())));
    }

    private Checkout checkout(Path folder, String in) throws IOException {
      return Checkout.of(Console.in(folder), datadog, Kind.DASHBOARD, NAME, in);
    }

    void run() throws IOException {
      for (int step = 0; step < STEPS; step++) {
        Worker worker = workers.get(random.nextInt(2));
        int dice = random.nextInt(20);
        if (dice < 5) {
          editFile(worker);
        } else if (dice < 7) {
          editOverlay(worker);
        } else if (dice < 9) {
          editInDatadog();
        } else if (dice < 18) {
          push(worker, List.of("", "--adopt", "--adopt", "--adopt", "--adopt").get(dice % 5));
        } else if (dice == 18) {
          push(worker, "--force");
        } else {
          share();
        }
      }
      System.out.println("fuzzed with seed " + seed);
    }

    private String in() {
      return "seed " + seed + ":\n" + String.join("\n", done);
    }

    /// Another value of a part, mostly one that was never there.
    private UnaryOperator<Members> edit(String who) {
      List<String> all = List.copyOf(values.keySet());
      String part = all.get(random.nextInt(all.size()));
      List<String> before = Objects.requireNonNull(values.get(part));
      String value =
          random.nextInt(3) == 0
              ? before.get(random.nextInt(before.size()))
              : Integer.toString(fresh++);
      before.add(value);
      done.add(who + ": " + part + " = " + value);
      return page -> with(page, part, value);
    }

    private void editFile(Worker worker) throws IOException {
      if (!Files.exists(worker.checkout.file())) {
        pull(worker);
      }
      worker.checkout.edit(edit("file in " + worker.checkout.folder().getFileName()));
    }

    private void editInDatadog() {
      datadog.edit(edit("datadog"));
    }

    private void editOverlay(Worker worker) throws IOException {
      Path overlay = worker.checkout.overlay();
      if (!Files.exists(overlay)) {
        return;
      }
      String text = Files.readString(overlay);
      List<MatchResult> found =
          Pattern.compile("(\"(?:title|title_size|now)\": )\"\\d+\"")
              .matcher(text)
              .results()
              .toList();
      if (random.nextInt(3) == 0 || found.isEmpty()) {
        done.add("overlay taken out in " + worker.checkout.folder().getFileName());
        List<String> parts = List.of("widgets", "fields");
        Checkout.edit(overlay, json -> json.without(List.of(parts.get(random.nextInt(2)))));
      } else {
        MatchResult one = found.get(random.nextInt(found.size()));
        String value = "\"" + fresh++ + "\"";
        done.add(
            "overlay in "
                + worker.checkout.folder().getFileName()
                + ": "
                + one.group()
                + " → "
                + value);
        Files.writeString(
            overlay,
            text.substring(0, one.start()) + one.group(1) + value + text.substring(one.end()));
      }
    }

    /// As a version control brings the overlay of one checkout to the other.
    private void share() throws IOException {
      Worker from = workers.get(0);
      Worker to = workers.get(1);
      done.add("overlay of a to b");
      Files.deleteIfExists(to.checkout.overlay());
      if (Files.exists(from.checkout.overlay())) {
        Files.copy(from.checkout.overlay(), to.checkout.overlay());
      }
      to.known = Files.exists(from.checkout.overlay()) ? from.known : parts(generated);
    }

    private void pull(Worker worker) throws IOException {
      Map<String, String> file = file(worker);
      Map<String, String> made = made(worker);
      Ended ended = worker.checkout.run("pull");
      done.add("pull in " + worker.checkout.folder().getFileName() + " → " + ended.code());
      if (ended.code() == 0) {
        assertThat(file(worker)).as(in()).isEqualTo(parts(datadog.live()));
        file.forEach((part, value) -> {
          if (!value.equals(worker.pulled.get(part))) {
            assertThat(value).as(part + " of " + in()).isEqualTo(made.get(part));
          }
        });
        worker.pulled = file(worker);
      } else {
        assertThat(file(worker)).as(in()).isEqualTo(file);
      }
    }

    private void push(Worker worker, String flag) throws IOException {
      if (random.nextInt(6) == 0) {
        pull(worker);
        return;
      }
      boolean failing = random.nextInt(5) == 0;
      Map<String, String> live = parts(datadog.live());
      Map<String, String> made = made(worker);
      Map<String, String> file = file(worker);
      String overlay = text(worker.checkout.overlay());
      String copy = text(worker.checkout.file());
      datadog.refuseUpdates(failing);
      Ended ended =
          flag.isEmpty() ? worker.checkout.push() : worker.checkout.run("push", "--yes", flag);
      datadog.refuseUpdates(false);
      done.add(
          "push "
              + flag
              + (failing ? " that fails" : "")
              + " in "
              + worker.checkout.folder().getFileName()
              + " → "
              + ended.code()
              + " "
              + ended.err().lines().findFirst().orElse(""));
      boolean stuck = false;
      boolean written =
          !overlay.equals(text(worker.checkout.overlay()))
              || !copy.equals(text(worker.checkout.file()));
      if (ended.code() != 0) {
        tally.stopped++;
        stuck = !failing;
        assertThat(parts(datadog.live())).as(in()).isEqualTo(live);
        assertThat(written && !failing).as(in()).isFalse();
      } else {
        assertThat(Checkout.content(Kind.DASHBOARD, datadog.live()).isSameAs(content(worker)))
            .as(in())
            .isTrue();
        assertThat(file.isEmpty() ? made(worker) : file(worker))
            .as(in())
            .isEqualTo(parts(datadog.live()));
        tally.went += written || !live.equals(parts(datadog.live())) ? 1 : 0;
      }
      if (stuck && random.nextBoolean()) {
        takeBack(worker);
        return;
      }
      if (ended.code() == 0 || written) {
        boolean forced = flag.equals("--force");
        made(worker)
            .forEach((part, now) ->
                assertNoneIsLost(
                    worker, part, now, claims(worker, part, live, made, file), forced));
        worker.known = forced && ended.code() != 0 ? worker.known : live;
        worker.known = ended.code() == 0 ? parts(datadog.live()) : worker.known;
        worker.pulled = file.isEmpty() ? Map.of() : file(worker);
      }
    }

    /// As people do who were told that two edits meet: the file goes, or the overlay.
    private void takeBack(Worker worker) throws IOException {
      boolean hasFile = Files.deleteIfExists(worker.checkout.file());
      done.add("edits taken back in " + worker.checkout.folder().getFileName());
      worker.pulled = Map.of();
      if (!hasFile) {
        Files.deleteIfExists(worker.checkout.overlay());
        worker.known = parts(generated);
      }
    }

    private void assertNoneIsLost(
        Worker worker, String part, String now, Claims claims, boolean forced) {
      Set<String> wanted = new HashSet<>(claims.here());
      if (!forced) {
        wanted.addAll(claims.there());
      }
      if (wanted.isEmpty()) {
        wanted.add(forced ? now : Objects.requireNonNull(worker.known.get(part)));
      }
      assertThat(Set.of(now)).as(part + " of " + in()).isEqualTo(wanted);
    }

    /// The values that somebody set and that nobody wrote over who knew them.
    private record Claims(Set<String> here, Set<String> there) {}

    private static Claims claims(
        Worker worker,
        String part,
        Map<String, String> live,
        Map<String, String> made,
        Map<String, String> file) {
      String known = worker.known.getOrDefault(part, "");
      String pulled = worker.pulled.getOrDefault(part, "");
      Set<String> here = new HashSet<>();
      Set<String> there = new HashSet<>();
      String inFile = file.getOrDefault(part, pulled);
      boolean edited = !inFile.equals(pulled);
      if (edited) {
        here.add(inFile);
      }
      String inOverlay = made.getOrDefault(part, "");
      if (!inOverlay.equals(known) && !(edited && pulled.equals(inOverlay))) {
        here.add(inOverlay);
      }
      String there1 = live.getOrDefault(part, "");
      if (!there1.equals(known) && !(edited && pulled.equals(there1))) {
        there.add(there1);
      }
      return new Claims(here, there);
    }

    private ai.metta.dashboards.change.Content content(Worker worker) throws IOException {
      return Checkout.content(Kind.DASHBOARD, worker.checkout.made(generated));
    }

    private Map<String, String> made(Worker worker) throws IOException {
      return parts(worker.checkout.made(generated));
    }

    private static Map<String, String> file(Worker worker) throws IOException {
      Path file = worker.checkout.file();
      return Files.exists(file) ? parts(Checkout.read(file)) : Map.of();
    }

    private static String text(Path file) throws IOException {
      return Files.exists(file) ? Files.readString(file) : "";
    }
  }

  private static Map<String, String> parts(Members page) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("description", Mark.takenOff(Kind.DASHBOARD, page).textAt("description").orElse(""));
    List<Members> leaves = Checkout.leaves(page);
    for (int leaf : LEAVES) {
      for (String key : List.of("title", "title_size")) {
        parts.put(leaf + " " + key, leaves.get(leaf).textAt(key).orElse(""));
      }
    }
    return parts;
  }

  private static Members with(Members page, String part, String value) {
    Matcher leaf = Pattern.compile("(\\d+) (.*)").matcher(part);
    if (leaf.matches()) {
      return Checkout.leaf(
          page, Integer.parseInt(leaf.group(1)), one -> one.with(leaf.group(2), value));
    }
    Members described = page.with("description", value);
    return Mark.on(Kind.DASHBOARD, page)
        .map(mark -> mark.putOn(Kind.DASHBOARD, described))
        .orElse(described);
  }
}
