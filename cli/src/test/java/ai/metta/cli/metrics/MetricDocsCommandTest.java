// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.collect.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue as files.
final class MetricDocsCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("metta.root"));

  @TempDir private Path folder;

  private Ended docs(String... more) {
    return Console.in(folder)
        .run(
            Stream.concat(Stream.of("datadog", "metrics", "docs"), Stream.of(more))
                .toArray(String[]::new));
  }

  /// What differs is what changes for whoever queries the metrics: look at it before it is taken.
  @Test
  void whatIsCommittedIsWhatIsDeclared() {
    String committed = ROOT.resolve("docs/metrics").toString();
    if (System.getProperty("golden", "").equals("rewrite")) {
      assertThat(docs("--out", committed).code()).isZero();
    }
    Ended ended = docs("--out", committed, "--check");
    assertThat(ended.code())
        .as("%s\nmend it with: ./metta datadog metrics docs --out docs/metrics", ended.all())
        .isZero();
  }

  @Test
  void aFileForEachSenderAndAPage() throws IOException {
    Ended ended = docs("--out", "out");
    assertThat(ended.code()).as(ended.all()).isZero();
    Path out = folder.resolve("out");
    for (String collector : Registry.load().names()) {
      assertThat(out.resolve(collector + ".csv"))
          .content()
          .startsWith("metric_name,metric_type,interval,unit_name,per_unit_name,description,");
      assertThat(out.resolve("README.md")).content().contains("\n## " + collector + "\n");
    }
    assertThat(out.resolve("skypilot.csv"))
        .content()
        .contains(
            "skypilot.clusters.nodes,gauge,,node,,Nodes of the clusters that are up,0,"
                + "skypilot,clusters nodes,,status\n");
    assertThat(out.resolve("runner.csv")).content().contains("\ncollector.runs,count,,,,");
    assertThat(docs("--out", "out", "--check").code()).isZero();
  }

  @Test
  void aDifferenceIsNamedAndNothingIsWritten() throws IOException {
    docs("--out", "out");
    Path changed = folder.resolve("out/asana.csv");
    Files.writeString(changed, "metric_name\n");
    Files.delete(folder.resolve("out/ec2.csv"));
    Files.writeString(folder.resolve("out/gone.csv"), "");
    Ended ended = docs("--out", "out", "--check");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("not as declared: out/asana.csv, out/ec2.csv, out/gone.csv; ")
        .contains("'./metta datadog metrics docs --out out' writes what is");
    assertThat(changed).hasContent("metric_name");
    assertThat(docs("--out", "out").out()).contains("; removed gone.csv");
    assertThat(docs("--out", "out", "--check").code()).isZero();
  }

  @Test
  void withoutAFolderThePageIsPrinted() {
    assertThat(docs().out()).startsWith("# Metrics\n").contains("| `skypilot.jobs` | gauge |");
    assertThat(docs("--check").code()).isEqualTo(2);
  }

  @Test
  void aFolderThatCannotBeIsSaid() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Ended ended = docs("--out", "file/below");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("file/below: ");
  }
}
