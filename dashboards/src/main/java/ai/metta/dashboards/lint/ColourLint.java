// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.lint.Band.Colour;
import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.metric.Orientation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Whether colours are those that a declaration asks for. Only what is coloured the wrong way round
/// is an error: bounds of one's own, and values without a colour, may be meant.
///
/// @param written in the order in which they are tried
record ColourLint(Declaration declaration, List<Band> written) {
  private static final double CLOSE = 1e-4;

  /// Where colours are from: of formats the first holds and each value may have one, of markers
  /// each stands by itself.
  enum Origin {
    FORMATS("conditional formats"),
    MARKERS("markers");

    private final String word;

    Origin(String word) {
      this.word = word;
    }
  }

  /// What is wrong first, if anything.
  void check(Origin origin, String place, Findings findings) {
    if (written.isEmpty()) {
      return;
    }
    double[] bounds = written.stream().flatMapToDouble(Band::bounds).toArray();
    Optional<Problem> wrong =
        contradicted(origin)
            .or(() -> turned().map(text -> new Problem(Level.ERROR, text)))
            .or(() -> fractions(bounds));
    Optional<Problem> doubtful =
        origin == Origin.FORMATS
            ? unreachable().or(this::gap).map(text -> new Problem(Level.WARNING, text))
            : Optional.empty();
    wrong
        .or(() -> doubtful)
        .ifPresent(one -> findings.add(one.level(), place, origin.word + ": " + one.text()));
  }

  private record Problem(Level level, String text) {
    boolean isError() {
      return level == Level.ERROR;
    }
  }

  /// What is red below a fraction may be next to nothing; what is green from there on is not good.
  private Optional<Problem> fractions(double... bounds) {
    boolean praises = written.stream().anyMatch(band -> band.colour() == Colour.GREEN);
    return declaration
        .fractions(bounds)
        .map(text -> new Problem(praises ? Level.ERROR : Level.WARNING, text + " in each of them"));
  }

  /// That none of the colourings that agree with the declaration agrees with this one.
  private Optional<Problem> contradicted(Origin origin) {
    List<List<Band>> colourings = declaration.colourings();
    List<Problem> problems = new ArrayList<>();
    for (List<Band> declared : colourings) {
      boolean isOnly = colourings.size() == 1;
      List<Problem> all =
          values(declared).stream()
              .flatMap(value -> against(origin, declared, value, isOnly).stream())
              .toList();
      if (all.isEmpty()) {
        return Optional.empty();
      }
      problems.add(all.stream().filter(Problem::isError).findFirst().orElse(all.getFirst()));
    }
    return problems.stream()
        .filter(one -> !one.isError())
        .findFirst()
        .or(() -> problems.stream().findFirst());
  }

  private Optional<Problem> against(
      Origin origin, List<Band> declared, double value, boolean isOnly) {
    Colour right = Band.colour(declared, value).orElse(Colour.OTHER);
    Optional<Colour> mine = Band.colour(written, value);
    // Bands of a plot need not cover it, and end before their bounds.
    boolean isUsed =
        origin == Origin.FORMATS && written.stream().anyMatch(band -> band.colour() == right);
    boolean isWrong =
        right != Colour.OTHER
            && mine.map(colour ->
                    colour != Colour.OTHER && colour != right && !isFiner(declared, colour, isOnly))
                .orElse(isUsed);
    boolean isTurned =
        mine.filter(colour -> colour != Colour.YELLOW).isPresent() && right != Colour.YELLOW;
    return isWrong
        ? Optional.of(
            new Problem(
                isTurned ? Level.ERROR : Level.WARNING,
                Band.number(value)
                    + mine.map(colour -> " is " + colour.word()).orElse(" has no colour")
                    + ", and the declaration of \""
                    + declaration.metric()
                    + "\" makes it "
                    + right.word()
                    + ": write "
                    + Band.words(declared)))
        : Optional.empty();
  }

  /// Whether it is a step between, where the declaration has green and red alone.
  private static boolean isFiner(List<Band> declared, Colour colour, boolean isOnly) {
    return isOnly
        && colour == Colour.YELLOW
        && declared.stream().noneMatch(band -> band.colour() == Colour.YELLOW);
  }

  /// That green is where a metric without a target is said to be worse.
  private Optional<String> turned() {
    Orientation orientation = declaration.metric().orientation();
    if (!declaration.colourings().isEmpty() || orientation == Orientation.NEUTRAL) {
      return Optional.empty();
    }
    List<Double> green = of(Colour.GREEN);
    List<Double> red = of(Colour.RED);
    boolean isLower = orientation == Orientation.LOWER_IS_BETTER;
    if (green.isEmpty() || red.isEmpty()) {
      return bestIsRed(isLower);
    }
    boolean isTurned =
        isLower ? green.getFirst() > red.getLast() : green.getLast() < red.getFirst();
    return isTurned
        ? Optional.of(
            "green is "
                + (isLower ? "above" : "below")
                + " red, and of \""
                + declaration.metric()
                + "\" "
                + (isLower ? "less" : "more")
                + " is declared better: turn them")
        : Optional.empty();
  }

  /// That the best values are red, and none that is worse has a colour.
  private Optional<String> bestIsRed(boolean isLower) {
    boolean isShare = declaration.isPercentage();
    double last = written.stream().flatMapToDouble(Band::bounds).max().orElse(0);
    List<Double> all =
        values(List.of()).stream()
            .map(value -> isShare && value > 100 && last < 100 ? (last + 100) / 2 : value)
            .filter(value -> !isShare || value <= 100)
            .toList();
    boolean isTurned =
        !all.isEmpty()
            && written.stream().noneMatch(Band::isOneValue)
            && Band.colour(written, isLower ? all.getFirst() : all.getLast())
                .equals(Optional.of(Colour.RED))
            && Band.colour(written, isLower ? all.getLast() : all.getFirst()).isEmpty();
    return isTurned
        ? Optional.of(
            Band.words(written)
                + " is where \""
                + declaration.metric()
                + "\" is best, of which "
                + (isLower ? "less" : "more")
                + " is declared better: colour the other end")
        : Optional.empty();
  }

  private List<Double> of(Colour colour) {
    return values(List.of()).stream()
        .filter(value -> Band.colour(written, value).equals(Optional.of(colour)))
        .toList();
  }

  private Optional<String> unreachable() {
    for (int i = 1; i < written.size(); i++) {
      Band later = written.get(i);
      List<Band> before = written.subList(0, i);
      if (all(List.of()).stream()
          .filter(later::holds)
          .allMatch(value -> Band.colour(before, value).isPresent())) {
        return Optional.of(
            Band.words(List.of(later))
                + " is never reached: the first that holds is taken, and "
                + Band.words(before)
                + " stand before it; put it first, or leave it out");
      }
    }
    return Optional.empty();
  }

  private Optional<String> gap() {
    boolean isOfSingles = written.stream().anyMatch(Band::isOneValue);
    List<Double> coloured =
        values(List.of()).stream().filter(one -> Band.colour(written, one).isPresent()).toList();
    return values(List.of()).stream()
        .filter(value -> !isOfSingles && !coloured.contains(value) && !coloured.isEmpty())
        .filter(value -> coloured.getFirst() < value && value < coloured.getLast())
        .findFirst()
        .map(value ->
            Band.number(value)
                + " has no colour, between values that have: close the gap in "
                + Band.words(written));
  }

  /// Values that stand for all that are coloured alike.
  private List<Double> values(List<Band> declared) {
    List<Double> all = all(declared);
    if (declaration.metric().isFlag()) {
      return List.of(0.0, 1.0);
    }
    List<Double> bounds = bounds(declared);
    boolean isExact = declaration.isCounted();
    return all.stream()
        .filter(value ->
            !bounds.contains(value)
                || isSingle(declared, value)
                || (isExact && value == Math.rint(value)))
        .toList();
  }

  private boolean isSingle(List<Band> declared, double value) {
    return java.util.stream.Stream.concat(declared.stream(), written.stream())
        .anyMatch(band -> band.isOneValue() && band.low() == value);
  }

  /// The bounds, and a value beside each.
  private List<Double> all(List<Band> declared) {
    List<Double> bounds = bounds(declared);
    List<Double> all = new ArrayList<>();
    for (double bound : bounds) {
      if (!all.isEmpty()) {
        all.add((all.getLast() + bound) / 2);
      } else if (bound != 0) {
        all.add(bound - Math.abs(bound) / 2);
      }
      all.add(bound);
    }
    if (!bounds.isEmpty()) {
      double last = bounds.getLast();
      all.add(last == 0 ? 1 : last + Math.abs(last));
    }
    return all;
  }

  /// Those that are told apart, in ascending order.
  private List<Double> bounds(List<Band> declared) {
    TreeSet<Double> sorted = new TreeSet<>();
    written.stream().flatMapToDouble(Band::bounds).forEach(sorted::add);
    declared.stream().flatMapToDouble(Band::bounds).forEach(sorted::add);
    List<Double> apart = new ArrayList<>();
    for (double bound : sorted) {
      if (apart.isEmpty() || bound - apart.getLast() > CLOSE * Math.abs(bound)) {
        apart.add(bound);
      }
    }
    return apart;
  }
}
