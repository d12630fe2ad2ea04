// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.configuration.FileValue.Nested;
import ai.metta.access.configuration.FileValue.Pairs;
import ai.metta.access.configuration.FileValue.Scalar;
import ai.metta.access.configuration.FileValue.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// One `metta.yaml`: nested mappings become dotted keys, each with its place in the file.
final class ConfigurationFile {
  private static final int MAXIMUM_BYTES = 1024 * 1024;

  private final Declared declared;
  private final String name;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /// A value and where its key stands, counted from 1.
  record Entry(FileValue value, int line, int column) {}

  private ConfigurationFile(Declared declared, String name) {
    this.declared = declared;
    this.name = name;
  }

  /// @param name how messages call the file
  static ConfigurationFile read(Path path, String name, Declared declared) {
    ConfigurationFile file = new ConfigurationFile(declared, name);
    file.text(path).flatMap(file::root).ifPresent(file::walkRoot);
    return file;
  }

  String name() {
    return name;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  List<String> problems() {
    return problems;
  }

  String at(Entry entry) {
    return name + ":" + entry.line() + ":" + entry.column() + ": ";
  }

  private Optional<String> text(Path path) {
    try (InputStream content = Files.newInputStream(path)) {
      byte[] bytes = content.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        problems.add(name + ": larger than 1 MiB; is this the right file?");
        return Optional.empty();
      }
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problems.add(name + ": not UTF-8; save it as UTF-8");
    } catch (AccessDeniedException e) {
      problems.add(name + ": permission denied; let this user read it");
    } catch (IOException e) {
      String what = Files.isDirectory(path) ? "is a directory, not a file" : "cannot be read";
      problems.add(name + ": " + what);
    }
    return Optional.empty();
  }

  private Optional<Node> root(String text) {
    try {
      return new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      problems.add(place(e.getProblemMark()) + syntax(String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      problems.add(name + ": not YAML");
    } catch (StackOverflowError e) {
      // The composer is recursive, and its input anybody's.
      problems.add(name + ": nested too deeply");
    }
    return Optional.empty();
  }

  private static String syntax(String problem) {
    return problem.contains("TAB") || problem.contains("\\t")
        ? "a tab; YAML is indented with spaces"
        : "not YAML: " + problem;
  }

  private void walkRoot(Node root) {
    if (root instanceof MappingNode mapping) {
      walk("", mapping);
    } else if (!isNothing(root)) {
      problems.add(place(root.getStartMark()) + "a mapping of keys to values is expected");
    }
  }

  private void walk(String section, MappingNode mapping) {
    for (NodeTuple pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode name) {
        String key = section.isEmpty() ? name.getValue() : section + "." + name.getValue();
        visit(key, name, pair.getValueNode());
      } else {
        problems.add(place(pair.getKeyNode().getStartMark()) + "a key is a single word");
      }
    }
  }

  private void visit(String key, ScalarNode name, Node value) {
    String place = place(name.getStartMark());
    if (declared.isSetting(key)) {
      keep(key, name, value);
    } else if (!declared.isSection(key)) {
      problems.add(place + declared.objection(printable(key)));
    } else if (value instanceof MappingNode section) {
      walk(key, section);
    } else if (!isNothing(value)) {
      problems.add(place + "\"" + key + "\" is a section; its keys stand below it, indented");
    }
  }

  private void keep(String key, ScalarNode name, Node value) {
    int line = name.getStartMark().map(Mark::getLine).orElse(0) + 1;
    int column = name.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    if (isNothing(value)) {
      return;
    }
    Entry before = entries.putIfAbsent(key, new Entry(value(value), line, column));
    if (before != null) {
      problems.add(
          place(name.getStartMark())
              + "\""
              + key
              + "\" stands on line "
              + before.line()
              + " already; keep one");
    }
  }

  private static FileValue value(Node node) {
    return switch (node) {
      case ScalarNode scalar -> new Scalar(scalar.getValue());
      case SequenceNode sequence -> sequence(sequence);
      case MappingNode mapping -> pairs(mapping);
      default -> new Nested();
    };
  }

  private static FileValue sequence(SequenceNode node) {
    List<String> texts = new ArrayList<>();
    for (Node item : node.getValue()) {
      if (!(item instanceof ScalarNode scalar)) {
        return new Nested();
      }
      texts.add(scalar.getValue());
    }
    return new Sequence(texts);
  }

  private static FileValue pairs(MappingNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (NodeTuple pair : node.getValue()) {
      if (!(pair.getKeyNode() instanceof ScalarNode key)
          || !(pair.getValueNode() instanceof ScalarNode value)) {
        return new Nested();
      }
      texts.put(key.getValue(), value.getValue());
    }
    return new Pairs(texts);
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static String printable(String key) {
    return key.replaceAll("\\p{Cntrl}", "?");
  }

  private String place(Optional<Mark> mark) {
    return name
        + mark.map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1)).orElse("")
        + ": ";
  }
}
