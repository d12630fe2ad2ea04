// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One number, large: Datadog's query value.
///
/// It looks back no longer than its metric stays fresh, so that what nobody measures any more is
/// blank rather than old. Its colours are what the declaration says of good and bad.
///
/// @param colours as Datadog's API takes them, the first that holds
public record NumberTile(Head head, Formula formula, List<JsonTree> colours, Backdrop backdrop)
    implements Widget.Titled {
  public NumberTile {
    colours = List.copyOf(colours);
  }

  private static final Set<String> COUNTED = Set.of("job", "node", "object", "run", "user");

  /// What is drawn behind the number.
  public enum Backdrop {
    NOTHING,
    AREA
  }

  /// A number under a title, in the colours of its metric's target where it shows just one.
  public static NumberTile number(String title, Drawable shown) {
    Formula formula = shown.formula();
    return new NumberTile(
        Head.titled(title),
        formula,
        formula.isPlain() ? Judged.formats(formula.of().getFirst().metric()) : List.of(),
        Backdrop.NOTHING);
  }

  /// Coloured by the target of a metric.
  public NumberTile judgedBy(Metric metric) {
    return coloured(Judged.formats(metric));
  }

  /// Coloured by the target and the warning of a metric, whatever its figure of merit.
  public NumberTile judgedByTargetOf(Metric metric) {
    return coloured(metric.target().map(Judged::formats).orElse(List.of()));
  }

  /// Coloured as a yes or no: 1 is good, 0 is bad.
  public NumberTile passing() {
    return coloured(Judged.passing());
  }

  /// With colours of its own, such as [Judged#figures].
  public NumberTile coloured(List<JsonTree> own) {
    return new NumberTile(head, formula, own, backdrop);
  }

  /// With its course behind it.
  public NumberTile withCourse() {
    return new NumberTile(head, formula, colours, Backdrop.AREA);
  }

  @Override
  public NumberTile under(Head other) {
    return new NumberTile(other, formula, colours, backdrop);
  }

  @Override
  public Stream<Formula> shows() {
    return Stream.of(formula);
  }

  @Override
  public int height() {
    return 2;
  }

  /// @throws IllegalArgumentException where it shows series that never combine
  @Override
  public Members definition(Page page) {
    for (Shown shown : formula.of()) {
      if (page.query(shown).contains(" by {")) {
        throw new IllegalArgumentException(
            head.title() + ": " + shown.metric() + " is no one number: its series never combine");
      }
    }
    Members request = new Requests(page).scalar(List.of(formula), _ -> JsonTree.object());
    Members definition =
        head.begin("query_value")
            .with(
                "requests",
                JsonTree.list(
                    List.of(
                        colours.isEmpty()
                            ? request
                            : request.with("conditional_formats", JsonTree.list(colours)))))
            .with("autoscale", Flag.TRUE)
            .with("precision", precision());
    return page.fresh(head, List.of(formula))
        .end(backdrop == Backdrop.AREA ? withArea(definition) : definition);
  }

  private static Members withArea(Members definition) {
    return definition.with(
        "timeseries_background",
        JsonTree.object()
            .with("type", "area")
            .with("yaxis", JsonTree.object().with("include_zero", Flag.TRUE)));
  }

  /// Whole things are counted without decimals.
  private int precision() {
    Metric metric = formula.of().getFirst().metric();
    boolean isCounted = metric.unit().map(unit -> COUNTED.contains(unit.name())).orElse(true);
    return formula.isPlain() && isCounted && metric.across() == Across.SUM ? 0 : 2;
  }
}
