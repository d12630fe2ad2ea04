// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One of several folders from which a generated document is pushed.
///
/// @param name of the document
record Checkout(Console console, Kind kind, String name, Path folder) {

  static Checkout of(Console console, FakeDashboards datadog, Kind kind, String name, String in)
      throws IOException {
    Path folder = Files.createDirectories(console.folder().resolve(in));
    Console asking =
        console.with("DD_URL", datadog.url()).with("DD_API_KEY", "any").with("DD_APP_KEY", "any");
    return new Checkout(asking, kind, name, folder);
  }

  Ended run(String command, String... more) {
    return console.run(
        Stream.of(
                Stream.of("datadog", kind.word(), command, name, "--dir", folder.toString()),
                Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  Ended push() {
    return run("push", "--yes");
  }

  Ended adopt() {
    return run("push", "--adopt", "--yes");
  }

  Path file() {
    return folder.resolve(name + ".json");
  }

  Path overlay() {
    return folder.resolve(name + ".overlay.json");
  }

  static Members read(Path file) throws IOException {
    return (Members) JsonText.read(file.toString(), Files.readAllBytes(file));
  }

  static void edit(Path file, UnaryOperator<Members> rule) throws IOException {
    Files.writeString(file, JsonText.indented(rule.apply(read(file))));
  }

  /// As somebody edits the pulled file.
  void edit(UnaryOperator<Members> rule) throws IOException {
    edit(file(), rule);
  }

  /// What an overlay makes of what is generated.
  Members made(Members generated) throws IOException {
    Overlay overlay =
        Files.exists(overlay())
            ? Overlay.read(name, Files.readAllBytes(overlay()))
            : Overlay.read(name, "{}".getBytes(UTF_8));
    return overlay.apply(kind, new Document(name, generated)).json();
  }

  /// What is generated.
  Members generated() throws IOException {
    Path out = Files.createTempDirectory(console.folder(), "built");
    Path none = Files.createDirectory(out.resolve("none"));
    console.run("datadog", kind.word(), "build", "--dir", none.toString(), "--out", out.toString());
    return read(out.resolve(name + ".json"));
  }

  static Content content(Kind kind, Members json) {
    return Content.of(kind, json, Links.NONE);
  }

  /// The definitions of all that is no group.
  static List<Members> leaves(Members around) {
    List<Members> leaves = new ArrayList<>();
    for (JsonTree widget : around.itemsAt("widgets")) {
      Members definition = (Members) widget.at("definition").orElseThrow();
      if (definition.find("widgets").isPresent()) {
        leaves.addAll(leaves(definition));
      } else {
        leaves.add(definition);
      }
    }
    return leaves;
  }

  /// With another definition of the one of that number among [#leaves].
  static Members leaf(Members around, int number, UnaryOperator<Members> rule) {
    List<JsonTree> widgets = new ArrayList<>();
    int left = number;
    for (JsonTree widget : around.itemsAt("widgets")) {
      Members definition = (Members) widget.at("definition").orElseThrow();
      boolean group = definition.find("widgets").isPresent();
      int size = group ? leaves(definition).size() : 1;
      if (left >= 0 && left < size) {
        definition = group ? leaf(definition, left, rule) : rule.apply(definition);
      }
      left -= size;
      widgets.add(((Members) widget).with("definition", definition));
    }
    return around.with("widgets", new Items(widgets));
  }
}
