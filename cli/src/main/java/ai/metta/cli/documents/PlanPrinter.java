// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Told;
import ai.metta.datadog.documents.Step;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a push would do, for people and for machines.
///
/// @param kind `dashboard` or `monitor`
record PlanPrinter(Surroundings around, String kind) {

  void print(List<Step> plan, ListForm form) {
    PrintWriter out = around.out();
    if (form == ListForm.json) {
      JsonList.print(plan.stream().map(PlanPrinter::json).toList(), out);
      return;
    }
    Paint paint = around.screen().paint(Screen.Stream.OUT);
    ChangeText text = new ChangeText(paint);
    for (Step step : plan) {
      if (step instanceof Step.Same) {
        continue;
      }
      headings(step, paint).forEach(out::println);
      for (Told told : told(step)) {
        text.lines(told).forEach(line -> out.println("  " + line));
      }
    }
    long same = plan.stream().filter(Step.Same.class::isInstance).count();
    if (same > 0) {
      out.println(same + " unchanged");
    }
  }

  private List<String> headings(Step step, Paint paint) {
    return step instanceof Step.Edited edited
        ? new Conflict(edited, kind).lines().stream().map(paint::doubtful).toList()
        : List.of(heading(step, paint));
  }

  private static String heading(Step step, Paint paint) {
    String name = step.document().name();
    return switch (step) {
      case Step.Create create -> paint.good(name + ": new" + again(create.document()));
      case Step.Same _ -> name + ": unchanged";
      case Step.Update update ->
          update.comparison().isEmpty()
              ? name + ": the same; its mark or links are renewed"
              : name + ": " + update.live().url();
      case Step.Edited edited -> name + ": " + edited.live().url();
      case Step.Refused refused -> paint.bad(name + ": " + refused.why().message());
    };
  }

  /// Of a file that was pulled or pushed, what is live is gone.
  private static String again(Document document) {
    boolean wasThere = document.source() == Document.Source.FILE && document.agreed().isPresent();
    return wasThere ? " again: it was taken away since its file was pulled or pushed" : "";
  }

  static List<Told> told(Step step) {
    return switch (step) {
      case Step.Update update -> update.comparison().told();
      case Step.Edited edited -> edited.comparison().told();
      case Step.Create _, Step.Same _, Step.Refused _ -> List.of();
    };
  }

  private static Map<String, Object> json(Step step) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", step.document().name());
    row.put(
        "step",
        switch (step) {
          case Step.Create _ -> "create";
          case Step.Same _ -> "same";
          case Step.Update _ -> "update";
          case Step.Edited _ -> "edited";
          case Step.Refused _ -> "refused";
        });
    switch (step) {
      case Step.Same same -> row.put("url", same.live().url());
      case Step.Update update -> row.put("url", update.live().url());
      case Step.Edited edited -> row.put("url", edited.live().url());
      case Step.Refused refused -> row.put("reason", refused.why().message());
      case Step.Create _ -> {}
    }
    row.put("changes", told(step).stream().map(ChangeText::json).toList());
    return row;
  }
}
