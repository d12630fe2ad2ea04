// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.secret.SecretKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may stand in the configuration, and what must not.
final class Declared {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(^|.*[_.-])(token|secret|password|passwd|api_?key|app_?key|private_?key|access_?key"
              + "|credential)s?");

  private final Map<String, Setting<?>> settings = new TreeMap<>();
  private final Map<String, SecretKey> secrets = new TreeMap<>();
  private final Set<String> sections = new TreeSet<>();

  Declared(Collection<Setting<?>> settings, Collection<SecretKey> secrets) {
    for (Setting<?> setting : settings) {
      Setting<?> other = this.settings.put(setting.key(), setting);
      if (other != null && !other.equals(setting)) {
        throw new IllegalArgumentException("setting " + setting.key() + " is declared twice");
      }
      addSections(setting.key());
    }
    for (SecretKey secret : secrets) {
      this.secrets.put(secret.key(), secret);
      addSections(secret.key());
    }
  }

  private void addSections(String key) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      sections.add(key.substring(0, dot));
    }
  }

  Collection<Setting<?>> settings() {
    return settings.values();
  }

  boolean isSetting(String key) {
    return settings.containsKey(key);
  }

  /// Whether keys begin with this one and a dot.
  boolean isSection(String key) {
    return sections.contains(key);
  }

  /// Why a key is no setting's: a secret, or a word nobody knows.
  String objection(String key) {
    SecretKey secret = secrets.get(key);
    if (secret != null || SECRET_NAME.matcher(key).matches()) {
      return "\"" + key + "\" is a secret, and secrets do not belong here; " + home(secret);
    }
    Set<String> known = new TreeSet<>(settings.keySet());
    known.addAll(sections);
    Optional<String> near = Nearest.to(key, known);
    return "unknown key \""
        + key
        + "\"; "
        + near.map(word -> "did you mean \"" + word + "\"?")
            .orElse("config show lists the known ones");
  }

  private static String home(@Nullable SecretKey secret) {
    if (secret == null || secret.environment().isEmpty()) {
      return "set a variable or mount a file, see secrets check";
    }
    String file =
        secret.ids().isEmpty()
            ? ""
            : ", or mount it as "
                + secret.ids().getFirst()
                + " in the directory METTA_SECRETS_DIR names";
    return "set " + secret.environment().getFirst() + file;
  }
}
