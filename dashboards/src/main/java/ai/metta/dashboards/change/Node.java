// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A widget at its place.
///
/// @param index among all of the document, parents before their children
/// @param parent the index of its group; [#TOP] where it is in none
/// @param position among its siblings
record Node(int index, int parent, int position, Place place, Widget widget) {
  static final int TOP = -1;

  static List<Node> all(List<Widget> widgets) {
    List<Node> nodes = new ArrayList<>();
    add(nodes, widgets, TOP, Place.WHOLE);
    return List.copyOf(nodes);
  }

  private static void add(List<Node> nodes, List<Widget> siblings, int parent, Place around) {
    Map<String, Integer> seen = new HashMap<>();
    for (int position = 0; position < siblings.size(); position++) {
      Widget widget = siblings.get(position);
      int times = seen.merge(widget.heading(), 1, Integer::sum);
      Place place = around.in(times == 1 ? widget.heading() : widget.heading() + " #" + times);
      int index = nodes.size();
      nodes.add(new Node(index, parent, position, place, widget));
      add(nodes, widget.children(), index, place);
    }
  }
}
