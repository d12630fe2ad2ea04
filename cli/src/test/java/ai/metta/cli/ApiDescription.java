// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.datadog.Schema;
import ai.metta.metric.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What Datadog says of its own API.
public record ApiDescription(Schema schema) {

  /// Reads it; without it, the test is skipped.
  public static ApiDescription read() throws IOException {
    Path shared = Shared.folder("no API description");
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(16 << 20).build();
    return new ApiDescription(
        Schema.of(
            new Load(settings)
                .loadFromString(Files.readString(shared.resolve("openapi/datadog-v1.yaml")))));
  }

  /// Everything that is wrong with a document of that form; empty where nothing is.
  public List<String> problems(String form, JsonTree document) {
    return schema.problems(form, plain(document));
  }

  private static Object plain(JsonTree tree) {
    return switch (tree) {
      case JsonTree.Members(Map<String, JsonTree> byKey) -> {
        Map<String, Object> members = new LinkedHashMap<>();
        byKey.forEach((key, member) -> members.put(key, plain(member)));
        yield members;
      }
      case JsonTree.Items(List<JsonTree> items) ->
          items.stream().map(ApiDescription::plain).toList();
      case JsonTree.Text(String text) -> text;
      case Digits digits when digits.text().matches("-?\\d+") -> digits.value().longValueExact();
      case Digits digits -> digits.value().doubleValue();
      case JsonTree.Flag flag -> flag == JsonTree.Flag.TRUE;
      case JsonTree.Null _ -> "null";
    };
  }
}
