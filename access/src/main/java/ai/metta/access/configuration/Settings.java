// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of one invocation, resolved: every value was parsed when this was made.
public final class Settings {
  private final List<Setting<?>> known;
  private final Map<String, Said> said;
  private final Map<String, String> environment;

  Settings(List<Setting<?>> known, Map<String, Said> said, Map<String, String> environment) {
    this.known = List.copyOf(known);
    this.said = Map.copyOf(said);
    this.environment = Map.copyOf(environment);
  }

  /// What somebody said, and where.
  record Said(String text, Origin origin) {}

  /// A setting as `config show` lists it.
  public record Row(String key, String value, String origin, String says) {}

  /// What was said, else what holds otherwise; empty where neither is.
  public <T> Optional<T> find(Setting<T> setting) {
    Said value = said.get(setting.key());
    return value == null ? setting.fallback() : setting.parse().apply(value.text());
  }

  /// The value, which must be there.
  ///
  /// @throws FailureException of kind configuration that says how to set it
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> {
          String variable =
              setting.environment().isEmpty() ? "" : setting.environment().getFirst() + ", or ";
          return new FailureException(
              new Failure.Configuration(
                  setting.key()
                      + " is not set; set "
                      + variable
                      + setting.key()
                      + " in metta.yaml"));
        });
  }

  public Origin origin(Setting<?> setting) {
    Said value = said.get(setting.key());
    return value != null
        ? value.origin()
        : setting.fallback().isPresent() ? new Origin.Fallback() : new Origin.Unset();
  }

  /// Every known setting, in order of declaration. A URL's password is not shown.
  public List<Row> table() {
    return known.stream()
        .map(setting ->
            new Row(setting.key(), shown(setting), origin(setting).text(), setting.says()))
        .toList();
  }

  /// The environment that they were resolved from.
  public Map<String, String> environment() {
    return environment;
  }

  private String shown(Setting<?> setting) {
    Said value = said.get(setting.key());
    String text = value != null ? value.text() : setting.fallback().map(Settings::text).orElse("");
    // Up to the last @: a password may hold one, and a slash too.
    return text.replaceAll("//\\S*@", "//***@");
  }

  private static String text(Object value) {
    return switch (value) {
      case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
      case Duration duration -> Durations.print(duration);
      case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
      case Map<?, ?> map when map.isEmpty() -> "";
      default -> value.toString();
    };
  }
}
