// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.Judged;
import ai.metta.dashboards.lint.Meaning.Linear;
import ai.metta.metric.Metric;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What a metric's declaration says of good and bad, in the values that a formula shows: from where
/// the typed pages have their colours.
///
/// @param shown a formula of one metric
record Declaration(Linear shown) {
  Metric metric() {
    return shown.first();
  }

  /// The colourings that agree with it, the usual one first; none where it says nothing.
  List<List<Band>> colourings() {
    List<List<JsonTree>> formats = new ArrayList<>();
    if (isFigure()) {
      formats.add(Judged.figures());
    }
    formats.addAll(Judged.colourings(metric()));
    return formats.stream()
        .map(some ->
            Band.ofFormats(some).stream()
                .map(band -> band.times(shown.factor(), shown.offset()))
                .toList())
        .toList();
  }

  private boolean isFigure() {
    return metric().name().startsWith("health.") && metric().name().endsWith("fom");
  }

  OptionalDouble target() {
    return metric().target().stream().mapToDouble(target -> at(target.value())).findFirst();
  }

  OptionalDouble warning() {
    return metric().target().map(Target::warning).orElse(OptionalDouble.empty()).stream()
        .map(this::at)
        .findFirst();
  }

  /// Every value at which the colour changes, and the target.
  DoubleStream bounds() {
    return DoubleStream.concat(
        colourings().stream().flatMap(List::stream).flatMapToDouble(Band::bounds),
        DoubleStream.concat(target().stream(), warning().stream()));
  }

  /// Whether whole values matter: things that are counted, yes and no.
  boolean isCounted() {
    boolean counts =
        Quantity.of(metric()).filter(one -> one.kind().equals(Quantity.COUNT)).isPresent();
    return metric().isFlag() || counts;
  }

  /// Whether what is shown ends at 100.
  boolean isPercentage() {
    return metric().unit().equals(Optional.of(Unit.PERCENT)) && shown.factor() == 1;
  }

  /// That bounds of a percentage look like fractions, where more is better.
  Optional<String> fractions(double... bounds) {
    boolean isShare =
        isPercentage()
            && metric().orientation() == ai.metta.metric.Orientation.HIGHER_IS_BETTER
            && target().stream().noneMatch(target -> target <= 1);
    double[] far = DoubleStream.of(bounds).filter(bound -> bound != 0).toArray();
    return isShare
            && far.length > 0
            && DoubleStream.of(far).allMatch(bound -> bound > 0 && bound <= 1)
        ? Optional.of(
            Band.number(far[0])
                + " is a fraction, and \""
                + metric()
                + "\" is declared in percent, where more is better: write "
                + Band.number(100 * far[0]))
        : Optional.empty();
  }

  private double at(double raw) {
    return raw * shown.factor() + shown.offset();
  }

  static Stream<Declaration> of(Meaning meaning) {
    return meaning instanceof Linear linear && linear.isOfOne()
        ? Stream.of(new Declaration(linear))
        : Stream.empty();
  }
}
