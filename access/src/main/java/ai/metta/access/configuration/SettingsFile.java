// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.SystemReason;
import ai.metta.access.configuration.Setting.Shape;
import ai.metta.access.configuration.Settings.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads `metta.yaml`: nested maps are dotted keys, lists and maps of numbers are values.
record SettingsFile(Path path, List<Setting<?>> known) {
  private static final Pattern SECRET =
      Pattern.compile(".*(token|password|secret|api_key|app_key|private_key)");

  /// Adds what the file says, and everything that is wrong with it.
  void read(Map<String, Said> said, List<String> problems) {
    Optional<Node> root;
    String text = "";
    try {
      LoadSettings strict =
          LoadSettings.builder()
              .setAllowDuplicateKeys(true)
              .setAllowNonScalarKeys(true)
              .setUseMarks(true)
              .build();
      text = Files.readString(path);
      root = new Compose(strict).composeString(text);
    } catch (IOException unreadable) {
      problems.add(path + ": cannot be read: " + SystemReason.of(unreadable));
      return;
    } catch (StackOverflowError deep) {
      // The parser goes down as deep as the text does, and has no limit of its own.
      problems.add(path + ": is nested too deeply");
      return;
    } catch (MarkedYamlEngineException syntax) {
      problems.add(
          syntax.getProblemMark().map(this::at).orElse(path.toString())
              + ": "
              + syntax.getProblem()
              + unquoted(text, syntax.getProblemMark()));
      return;
    } catch (YamlEngineException syntax) {
      problems.add(
          path
              + ": "
              + String.valueOf(syntax.getMessage()).lines().findFirst().orElse("is not YAML"));
      return;
    }
    switch (root.orElse(null)) {
      case null -> {}
      case MappingNode map -> readMap("", map, said, problems);
      case ScalarNode scalar when scalar.getValue().isBlank() -> {}
      case Node other -> problems.add(at(other) + ": expected settings of the form key: value");
    }
  }

  /// What to do about a cron expression as people first write it.
  private static String unquoted(String text, Optional<Mark> mark) {
    boolean star =
        mark.flatMap(place -> text.lines().skip(place.getLine()).findFirst())
            .filter(line -> line.matches(".*:\\s*\\*.*"))
            .isPresent();
    return star ? "; a value that begins with * needs quotes, as in \"*/15 * * * *\"" : "";
  }

  private void readMap(
      String prefix, MappingNode map, Map<String, Said> said, List<String> problems) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple pair : map.getValue()) {
      if (!(pair.getKeyNode() instanceof ScalarNode name)) {
        problems.add(at(pair.getKeyNode()) + ": a key must be a word");
        continue;
      }
      String key = prefix + name.getValue();
      if (!seen.add(key)) {
        problems.add(at(name) + ": \"" + key + "\" stands here twice");
      }
      readValue(key, name, pair.getValueNode(), said, problems);
    }
  }

  private void readValue(
      String key, Node name, Node value, Map<String, Said> said, List<String> problems) {
    if (value.getTag().equals(Tag.NULL) && isKnown(key)) {
      return;
    }
    Optional<Setting<?>> setting = known.stream().filter(one -> one.key().equals(key)).findFirst();
    if (setting.isPresent()) {
      if (value instanceof ScalarNode scalar && scalar.getValue().isBlank()) {
        // Blank is unset, as it is in the environment.
        return;
      }
      if (setting.get().shape() == Shape.TREE && value instanceof MappingNode map) {
        readTree(setting.get(), name, map, said, problems);
        return;
      }
      Optional<String> text = setting.get().takes(shape(value)) ? text(value) : Optional.empty();
      if (text.isEmpty() || setting.get().parse().apply(text.get()).isEmpty()) {
        String why =
            text.map(word -> ": " + setting.get().refusal(word))
                .orElse(" is not " + setting.get().form());
        problems.add(at(value) + ": " + key + why);
      } else {
        said.put(key, new Said(text.get(), new Origin.File(path, line(name))));
      }
    } else if (SECRET.matcher(key).matches()) {
      problems.add(
          at(name)
              + ": \""
              + key
              + "\" is a secret; secrets come from the environment or a mounted file, never from here");
    } else if (!isKnown(key)) {
      problems.add(at(name) + ": unknown key \"" + key + "\"" + meant(key));
    } else if (value instanceof MappingNode map) {
      readMap(key + ".", map, said, problems);
    } else {
      problems.add(
          at(value)
              + ": "
              + key
              + " has settings below it; write them as "
              + key
              + ": {name: value}");
    }
  }

  /// Each leaf is held to the setting by itself, so that a refusal shows where it stands.
  private void readTree(
      Setting<?> setting,
      Node name,
      MappingNode tree,
      Map<String, Said> said,
      List<String> problems) {
    List<String> leaves = new ArrayList<>();
    int before = problems.size();
    readLeaves(setting, "", tree, leaves, problems);
    String text = String.join(",", leaves);
    if (problems.size() == before && setting.parse().apply(text).isEmpty()) {
      problems.add(at(tree) + ": " + setting.key() + " says something twice");
    } else if (problems.size() == before) {
      said.put(setting.key(), new Said(text, new Origin.File(path, line(name))));
    }
  }

  private void readLeaves(
      Setting<?> setting,
      String prefix,
      MappingNode tree,
      List<String> leaves,
      List<String> problems) {
    for (NodeTuple pair : tree.getValue()) {
      if (!(pair.getKeyNode() instanceof ScalarNode key)) {
        problems.add(at(pair.getKeyNode()) + ": a key must be a word");
      } else if (pair.getValueNode() instanceof MappingNode map) {
        readLeaves(setting, prefix + key.getValue().strip() + ".", map, leaves, problems);
      } else {
        String leaf = prefix + key.getValue().strip();
        Optional<String> word = joined(List.of(pair.getValueNode()));
        String text = leaf + "=" + word.orElse("");
        if (word.isEmpty() || setting.parse().apply(text).isEmpty()) {
          problems.add(
              at(pair.getValueNode()) + ": " + setting.key() + ": " + setting.refusal(text));
        } else {
          leaves.add(text);
        }
      }
    }
  }

  /// Whether this is a setting, or the beginning of some.
  private boolean isKnown(String key) {
    return known.stream().anyMatch(one -> one.key().equals(key) || one.key().startsWith(key + "."));
  }

  private String meant(String key) {
    Set<String> words = new HashSet<>();
    for (Setting<?> setting : known) {
      words.add(setting.key());
      int dot = setting.key().indexOf('.');
      if (dot > 0) {
        words.add(setting.key().substring(0, dot));
      }
    }
    return Nearest.to(key, words).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /// The value as the text that a variable would hold; empty for what no setting can be. A list or
  /// a map holds plain words only, so one that contains itself is refused like any other nested
  /// one.
  private static Optional<String> text(Node value) {
    return switch (value) {
      case ScalarNode scalar -> Optional.of(scalar.getValue().strip());
      case SequenceNode list -> joined(list.getValue());
      case MappingNode map -> {
        List<String> pairs = new ArrayList<>();
        for (NodeTuple pair : map.getValue()) {
          if (!(pair.getKeyNode() instanceof ScalarNode name)
              || !(pair.getValueNode() instanceof ScalarNode word)) {
            yield Optional.empty();
          }
          pairs.add(name.getValue().strip() + "=" + word.getValue().strip());
        }
        yield Optional.of(String.join(",", pairs));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> joined(List<Node> items) {
    List<String> texts = new ArrayList<>();
    for (Node item : items) {
      if (!(item instanceof ScalarNode scalar) || scalar.getValue().contains(",")) {
        return Optional.empty();
      }
      texts.add(scalar.getValue().strip());
    }
    return Optional.of(String.join(",", texts));
  }

  private static Shape shape(Node value) {
    return switch (value) {
      case SequenceNode _ -> Shape.LIST;
      case MappingNode _ -> Shape.MAP;
      default -> Shape.WORD;
    };
  }

  private String at(Node node) {
    return node.getStartMark().map(this::at).orElse(path.toString());
  }

  private String at(Mark mark) {
    return path + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
