// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Members;

/// A text in Markdown.
public record Note(String content, int height) implements Widget {
  @Override
  public Members definition(Page page) {
    return JsonTree.object()
        .with("type", "note")
        .with("content", content)
        .with("background_color", "transparent")
        .with("font_size", "14")
        .with("text_align", "left")
        .with("vertical_align", "center")
        .with("show_tick", Flag.FALSE)
        .with("has_padding", Flag.TRUE);
  }
}
