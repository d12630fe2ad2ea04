// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The values of all declared settings, each with its origin.
public final class Settings {
  private final Map<String, Entry<?>> entries;

  /// A setting and what it came to.
  record Entry<T>(Setting<T> setting, Optional<T> value, Origin origin) {
    String shown() {
      return value.map(one -> Redactor.withoutTokens(setting.kind().show(one))).orElse("");
    }
  }

  Settings(Map<String, Entry<?>> entries) {
    this.entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /// The value; the default where nobody set one; empty where there is no default either.
  public <T> Optional<T> find(Setting<T> setting) {
    return entry(setting).value().or(setting::fallback);
  }

  /// The value or the default.
  ///
  /// @throws FailureException of configuration, saying how to set it
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new FailureException(new Failure.Configuration(unset(setting))));
  }

  public Origin origin(Setting<?> setting) {
    return entry(setting).origin();
  }

  /// Every declared setting, by key.
  public List<SettingRow> table() {
    return entries.values().stream()
        .map(entry ->
            new SettingRow(entry.setting().key(), entry.shown(), entry.origin().toString()))
        .toList();
  }

  // The loader put a value of the declared kind under the key, and a key is declared once.
  @SuppressWarnings("unchecked")
  private <T> Entry<T> entry(Setting<T> setting) {
    Entry<?> entry = entries.get(setting.key());
    if (entry == null) {
      throw new IllegalArgumentException("setting " + setting.key() + " was not declared");
    }
    if (!entry.setting().kind().toString().equals(setting.kind().toString())) {
      throw new IllegalArgumentException("setting " + setting.key() + " is of another kind");
    }
    return (Entry<T>) entry;
  }

  private static String unset(Setting<?> setting) {
    String variable =
        setting.environment().isEmpty() ? "" : ", " + setting.environment().getFirst();
    return setting.key()
        + " is not set; set it by --set "
        + setting.key()
        + "=…"
        + variable
        + " or "
        + setting.key()
        + " in metta.yaml";
  }
}
