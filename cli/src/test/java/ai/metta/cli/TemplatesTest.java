// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
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
    Templates templates = generating(JOBS);
    Path file = templates.adopt("jobs", json(JOBS.replace("a.wait", "a.other")));
    assertThat(file).hasFileName("jobs.overlay.json").content().contains("\"Wait\": {");
    assertThat(templates.all())
        .singleElement()
        .satisfies(one -> assertThat(JsonText.compact(one.json())).contains("a.other"));
    assertThat(generating(JOBS.replace("About", "More about")).all()).hasSize(1);
  }

  @Test
  void anEditOfWhatIsGeneratedInAnotherWayNowIsRefusedByTitle() {
    generating(JOBS).adopt("jobs", json(JOBS.replace("a.wait", "a.other")));
    assertThatThrownBy(() -> generating(JOBS.replace("a.wait", "a.third")).all())
        .hasMessageContaining("\"Wait\" is generated in another way now");
  }

  @Test
  void aFileOfAGeneratedNameIsNoInputAndOthersAre() throws IOException {
    Files.writeString(folder.resolve("jobs.json"), "no json");
    Files.writeString(folder.resolve("mine.json"), JOBS);
    assertThat(generating(JOBS).all()).extracting(Document::name).containsExactly("jobs", "mine");
  }

  @Test
  void anOverlayOfNothingIsAMistake() throws IOException {
    Files.writeString(folder.resolve("mine.overlay.json"), "{}");
    assertThatThrownBy(() -> generating(JOBS).all())
        .hasMessageContaining("\"mine\", which is not generated");
  }

  private Templates generating(String json) {
    return new Templates(
        folder, Kind.DASHBOARD, List.of(new Document("jobs", json(json))), Templates.Which.ALL);
  }

  private static Members json(String text) {
    return (Members) JsonText.read("jobs", text.getBytes(StandardCharsets.UTF_8));
  }
}
