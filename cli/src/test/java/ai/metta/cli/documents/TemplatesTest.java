// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Overlay;
import ai.metta.dashboards.change.Pulled;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files beside what is generated.
final class TemplatesTest {
  private static final String JOBS =
      """
      {"title":"Jobs","layout_type":"ordered","widgets":[
        {"definition":{"type":"note","content":"About"}},
        {"definition":{"type":"timeseries","title":"Wait","requests":[{"q":"avg:a.wait{*}"}]}}]}
      """;

  @TempDir private Path folder;

  @Test
  void whatIsAdoptedLiesOverWhatIsGenerated() {
    layOver();
    assertThat(generating(JOBS).all())
        .singleElement()
        .satisfies(one -> assertThat(JsonText.compact(one.json())).contains("a.other"));
    assertThat(generating(JOBS.replace("About", "More about")).all()).hasSize(1);
  }

  @Test
  void anEditOfWhatIsGeneratedInAnotherWayNowIsRefusedByTitle() {
    layOver();
    assertThatThrownBy(() -> generating(JOBS.replace("a.wait", "a.third")).all())
        .hasMessageContaining("\"Wait\" is generated in another way now");
  }

  @Test
  void aFileOfAGeneratedNameIsACopyAndOthersAreInput() throws IOException {
    Files.writeString(folder.resolve("jobs.json"), JOBS);
    Files.writeString(folder.resolve("mine.json"), JOBS);
    assertThat(generating(JOBS).all()).extracting(Document::name).containsExactly("jobs", "mine");
  }

  @Test
  void anOverlayOfNothingIsAMistake() throws IOException {
    Files.writeString(folder.resolve("mine.overlay.json"), "{}");
    assertThatThrownBy(() -> generating(JOBS).all())
        .hasMessageContaining("\"mine\", which is not generated");
  }

  @Test
  void anEditOfACopyIsNeverPassedOver() throws IOException {
    Templates templates = generating(JOBS);
    Members pulled = Pulled.of(Kind.DASHBOARD, "jobs", json(JOBS), Links.NONE);
    String edited = JsonText.indented(pulled).replace("a.wait", "a.other");
    Files.writeString(folder.resolve("jobs.json"), edited);
    assertThatThrownBy(templates::all)
        .hasMessageContaining("jobs.json: was edited by hand: Wait; jobs is generated")
        .hasMessageContaining("push jobs --adopt --yes");
    assertThatThrownBy(templates::made).hasMessageContaining("was edited by hand");
    List<Copy> copies = templates.copies(List.of());
    assertThat(copies).singleElement().matches(Copy::isEdited);
    assertThat(JsonText.compact(copies.getFirst().merged())).contains("a.other");
  }

  @Test
  void aCopyThatNobodyEditedMayBeOlderThanTheCode() throws IOException {
    Members pulled = Pulled.of(Kind.DASHBOARD, "jobs", json(JOBS), Links.NONE);
    Files.writeString(folder.resolve("jobs.json"), JsonText.indented(pulled));
    assertThat(generating(JOBS.replace("a.wait", "a.other")).all()).hasSize(1);
  }

  /// As `build` writes it, without a mark.
  @Test
  void aCopyOfAnEarlierBuildIsDoubtfulAndStopsNothing() throws IOException {
    Files.writeString(folder.resolve("jobs.json"), JOBS);
    assertThat(generating(JOBS).copies(List.of())).noneMatch(Copy::isDoubtful);
    Templates changed = generating(JOBS.replace("a.wait", "a.other"));
    assertThat(changed.all()).hasSize(1);
    assertThat(changed.copies(List.of()))
        .singleElement()
        .matches(Copy::isDoubtful)
        .matches(copy -> !copy.isEdited());
  }

  @Test
  void aBrokenFileIsAMistakeOfTheConfigurationWithItsPlace() throws IOException {
    Files.writeString(folder.resolve("cut.json"), "{\n  \"title\": \"Cut\",");
    Files.writeString(folder.resolve("deep.json"), "[".repeat(5000));
    Files.writeString(folder.resolve("word.json"), "{\n  title: 1}");
    Files.writeString(folder.resolve("list.json"), "[]");
    Files.writeString(
        folder.resolve("odd.json"),
        "{\"title\":\"Odd\",\"layout_type\":\"ordered\",\"widgets\":[{\"definition\":7}]}");
    Files.writeString(folder.resolve("fine.json"), JOBS);
    assertThatThrownBy(() -> generating(JOBS).all())
        .isInstanceOfSatisfying(
            FailureException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Configuration.class))
        .hasMessageContaining("cut.json:2:18: ends where a bracket or a quote is still open")
        .hasMessageContaining("deep.json: is nested too deeply")
        .hasMessageContaining("word.json:2:")
        .hasMessageContaining("list.json: is a list; expected is one dashboard")
        .hasMessageContaining("odd.json: has no object \"widgets[0].definition\"")
        .hasMessageNotContainingAny("StreamRead", "(code", "Source:", "fine.json");
    assertThat(generating(JOBS).named(List.of("fine"))).hasSize(1);
  }

  private void layOver() {
    Document made = new Document("jobs", json(JOBS));
    Overlay overlay =
        Overlay.between(Kind.DASHBOARD, made, json(JOBS.replace("a.wait", "a.other")));
    Templates.write(generating(JOBS).overlayFile("jobs"), overlay.json());
  }

  private Templates generating(String json) {
    return Templates.in(
        folder, Kind.DASHBOARD, List.of(new Document("jobs", json(json))), Templates.Which.ALL);
  }

  private static Members json(String text) {
    return (Members) JsonText.read("jobs", text.getBytes(StandardCharsets.UTF_8));
  }
}
