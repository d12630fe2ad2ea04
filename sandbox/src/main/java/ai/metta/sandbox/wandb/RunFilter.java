// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Which runs are asked for: a document in MongoDB's language, in a string.
final class RunFilter {
  /// UTC, with a Z and no fraction. A time in another form is no time, and matches nothing.
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  private RunFilter() {}

  /// @throws RefusedException where it holds what W&B does not know
  static Predicate<TrainingRun> parse(String json) {
    try {
      return document(JsonTree.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (JacksonException notJson) {
      throw new RefusedException("invalid filters: not JSON");
    }
  }

  private static Predicate<TrainingRun> document(Object tree) {
    Predicate<TrainingRun> all = _ -> true;
    for (Map.Entry<?, ?> entry : object(tree).entrySet()) {
      String key = entry.getKey().toString();
      Object value = entry.getValue();
      Predicate<TrainingRun> one =
          switch (key) {
            case "$and" -> parts(value).stream().reduce(_ -> true, Predicate::and);
            case "$or" -> parts(value).stream().reduce(_ -> false, Predicate::or);
            case "$nor" -> parts(value).stream().reduce(_ -> false, Predicate::or).negate();
            default -> member(key, value);
          };
      all = all.and(one);
    }
    return all;
  }

  private static List<Predicate<TrainingRun>> parts(Object value) {
    return list(value).stream().<Predicate<TrainingRun>>map(RunFilter::document).toList();
  }

  private static Predicate<TrainingRun> member(String key, Object wanted) {
    if (!(wanted instanceof Map<?, ?> operators)) {
      return run -> same(value(run, key), wanted);
    }
    Predicate<TrainingRun> all = _ -> true;
    for (Map.Entry<?, ?> operator : operators.entrySet()) {
      Predicate<Optional<Object>> holds =
          operation(operator.getKey().toString(), key, operator.getValue());
      all = all.and(run -> holds.test(value(run, key)));
    }
    return all;
  }

  private static Predicate<Optional<Object>> operation(String operator, String key, Object wanted) {
    return switch (operator) {
      case "$eq" -> value -> same(value, wanted);
      case "$ne" -> value -> !same(value, wanted);
      case "$in" -> value -> list(wanted).stream().anyMatch(one -> same(value, one));
      case "$nin" -> value -> list(wanted).stream().noneMatch(one -> same(value, one));
      case "$exists" -> value -> value.isPresent() == Boolean.TRUE.equals(wanted);
      case "$regex" -> {
        Pattern pattern = Pattern.compile(wanted.toString());
        yield value -> value.filter(text -> pattern.matcher(text.toString()).find()).isPresent();
      }
      case "$gt" -> ordered(key, wanted, order -> order > 0);
      case "$gte" -> ordered(key, wanted, order -> order >= 0);
      case "$lt" -> ordered(key, wanted, order -> order < 0);
      case "$lte" -> ordered(key, wanted, order -> order <= 0);
      default -> throw new RefusedException("invalid filters: unknown operator " + operator);
    };
  }

  private static boolean same(Optional<Object> value, Object wanted) {
    return wanted instanceof Optional<?>
        ? value.isEmpty()
        : value.filter(one -> one.toString().equals(wanted.toString())).isPresent();
  }

  /// Holds of no value that cannot be compared with the other.
  private static Predicate<Optional<Object>> ordered(
      String key, Object wanted, IntPredicate order) {
    Optional<Instant> wantedTime =
        wanted instanceof String text && TIME.matcher(text).matches()
            ? Optional.of(Instant.parse(text))
            : Optional.empty();
    return value ->
        value
            .flatMap(one -> compared(key, one, wanted, wantedTime))
            .filter(order::test)
            .isPresent();
  }

  private static Optional<Integer> compared(
      String key, Object value, Object wanted, Optional<Instant> wantedTime) {
    if (value instanceof Instant time) {
      if (!(wanted instanceof String)) {
        throw new RefusedException("invalid filters: " + key + " is no number");
      }
      return wantedTime.map(time::compareTo);
    }
    return value instanceof Long number && wanted instanceof Number other
        ? Optional.of(Double.compare(number, other.doubleValue()))
        : Optional.of(value.toString().compareTo(wanted.toString()));
  }

  private static Optional<Object> value(TrainingRun run, String key) {
    return switch (key) {
      case "createdAt", "created_at" -> Optional.of(run.created());
      case "heartbeatAt", "heartbeat_at" -> run.heartbeat().map(time -> time);
      case "state" -> Optional.of(run.state().word());
      case "displayName" -> Optional.of(run.displayName());
      case "name" -> Optional.of(run.id());
      case "username" -> run.user().map(name -> name);
      case "duration" -> Optional.of(run.computeSeconds());
      default -> throw new RefusedException("invalid filters: unknown key " + key);
    };
  }

  private static Map<?, ?> object(Object tree) {
    if (tree instanceof Map<?, ?> members) {
      return members;
    }
    throw new RefusedException("invalid filters: an object is expected");
  }

  private static List<?> list(Object tree) {
    if (tree instanceof List<?> items) {
      return items;
    }
    throw new RefusedException("invalid filters: a list is expected");
  }
}
