// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Unit;
import java.util.List;
import java.util.Optional;

/// Arithmetic over shown series, and how its line looks.
///
/// @param text in Datadog's language, with `{0}`, `{1}` … for the series
/// @param alias what it is called
/// @param unit of what comes out; of the series where it is theirs
/// @param look how it is drawn over time
public record Formula(
    String text, List<Shown> of, Optional<String> alias, Optional<Unit> unit, Look look)
    implements Drawable {
  static final String ALONE = "{0}";

  public Formula {
    of = List.copyOf(of);
    for (int i = 0; i < of.size(); i++) {
      if (!text.contains("{" + i + "}")) {
        throw new IllegalArgumentException("formula \"" + text + "\" leaves {" + i + "} out");
      }
    }
  }

  /// How a line is drawn.
  ///
  /// @param kind line, area or bars
  /// @param stroke solid, dashed or dotted
  public record Look(Kind kind, Stroke stroke) {
    static final Look LINE = new Look(Kind.LINE, Stroke.SOLID);

    /// What fills the space below a value.
    public enum Kind {
      LINE,
      AREA,
      BARS
    }

    /// How a line is broken.
    public enum Stroke {
      SOLID,
      DASHED,
      DOTTED
    }
  }

  /// A formula over series.
  ///
  /// @throws IllegalArgumentException where it leaves one of them out
  public static Formula of(String text, Shown... series) {
    return new Formula(text, List.of(series), Optional.empty(), Optional.empty(), Look.LINE);
  }

  /// The straight line that fits best; over time only.
  public static Formula trend(Shown series) {
    return of("trend_line({0})", series).as(series.alias() + ", trend").stroke(Look.Stroke.DASHED);
  }

  /// The mean of the day before each instant; over time only.
  public static Formula movingAverage(Shown series) {
    return of("moving_rollup({0}, 86400, 'avg')", series)
        .as(series.alias() + ", mean of a day")
        .stroke(Look.Stroke.DOTTED);
  }

  public Formula as(String name) {
    return new Formula(text, of, Optional.of(name), unit, look);
  }

  /// In a unit that is not its series'.
  public Formula in(Unit other) {
    return new Formula(text, of, alias, Optional.of(other), look);
  }

  /// Drawn as an area, those of one widget on top of one another.
  public Formula area() {
    return new Formula(text, of, alias, unit, new Look(Look.Kind.AREA, look.stroke()));
  }

  /// Drawn as bars, those of one widget on top of one another.
  public Formula bars() {
    return new Formula(text, of, alias, unit, new Look(Look.Kind.BARS, look.stroke()));
  }

  Formula stroke(Look.Stroke stroke) {
    return new Formula(text, of, alias, unit, new Look(look.kind(), stroke));
  }

  @Override
  public Formula formula() {
    return this;
  }

  /// Whether it is one metric's values as they are.
  boolean isPlain() {
    return text.equals(ALONE);
  }

  String name() {
    return alias.orElseGet(() -> of.getFirst().alias());
  }

  /// The unit of its values; empty where they have none.
  Optional<Unit> shownUnit() {
    return unit.or(() -> isPlain() ? of.getFirst().metric().unit() : Optional.empty());
  }
}
