// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Texts by kind and id – dashboards, monitors – and events by time. What a text says is its
/// writer's business.
public final class Documents {
  private final Engine engine;
  private final Writer writer;

  Documents(Engine engine, Writer writer) {
    this.engine = engine;
    this.writer = writer;
  }

  /// A kept text.
  public record Document(String id, Instant created, Instant modified, String body) {}

  public Optional<Document> find(String kind, String id) {
    return engine.read(connection -> {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT id, created, modified, body FROM document WHERE kind = ? AND id = ?")) {
        statement.setString(1, kind);
        statement.setString(2, id);
        List<Document> found = documents(statement);
        return found.isEmpty() ? Optional.<Document>empty() : Optional.of(found.getFirst());
      }
    });
  }

  /// All of a kind, oldest first.
  public List<Document> list(String kind) {
    return engine.read(connection -> {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT id, created, modified, body FROM document WHERE kind = ? ORDER BY created, id")) {
        statement.setString(1, kind);
        return documents(statement);
      }
    });
  }

  private static List<Document> documents(PreparedStatement statement) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        documents.add(
            new Document(
                rows.getString(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                Instant.ofEpochMilli(rows.getLong(3)),
                rows.getString(4)));
      }
    }
    return documents;
  }

  /// Keeps a text in place of any other of the same id.
  public void put(String kind, Document document) {
    writer.run(connection -> {
      delete(
          connection.prepareStatement("DELETE FROM document WHERE kind = ? AND id = ?"),
          kind,
          document.id());
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO document VALUES (?, ?, ?, ?, ?)")) {
        insert.setString(1, kind);
        insert.setString(2, document.id());
        insert.setLong(3, document.created().toEpochMilli());
        insert.setLong(4, document.modified().toEpochMilli());
        insert.setString(5, document.body());
        insert.execute();
      }
    });
  }

  public void remove(String kind, String id) {
    writer.delete(connection ->
        delete(
            connection.prepareStatement("DELETE FROM document WHERE kind = ? AND id = ?"),
            kind,
            id));
  }

  private static void delete(PreparedStatement statement, String kind, String id)
      throws SQLException {
    try (statement) {
      statement.setString(1, kind);
      statement.setString(2, id);
      statement.execute();
    }
  }

  /// Keeps an event under a number of its own.
  public void addEvent(long id, Instant happened, String body) {
    writer.run(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?)")) {
        insert.setLong(1, id);
        insert.setLong(2, happened.getEpochSecond());
        insert.setString(3, body);
        insert.execute();
      }
    });
  }

  /// Where an event stands among others: by its time, then by its number.
  public record Place(long second, long id) {
    public static final Place BEFORE_ALL = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
    public static final Place BEHIND_ALL = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /// A kept event.
  public record Event(Place place, String body) {}

  /// In which order events are shown.
  public enum Order {
    OLDEST_FIRST("second > ? OR second = ? AND id > ?", "ASC"),
    NEWEST_FIRST("second < ? OR second = ? AND id < ?", "DESC");

    private final String beyond;
    private final String direction;

    Order(String beyond, String direction) {
      this.beyond = beyond;
      this.direction = direction;
    }

    /// A place that all events are beyond.
    public Place start() {
      return this == OLDEST_FIRST ? Place.BEFORE_ALL : Place.BEHIND_ALL;
    }
  }

  /// Shows the events from one instant until before another, as long as more are wanted.
  ///
  /// @param beyond only those that come behind it in this order
  /// @param visitor told of each; says whether it wants another
  public void events(
      Instant from, Instant until, Order order, Place beyond, Predicate<Event> visitor) {
    engine.read(connection -> {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT second, id, body FROM event WHERE second >= ? AND second < ? AND ("
                  + order.beyond
                  + ") ORDER BY second "
                  + order.direction
                  + ", id "
                  + order.direction)) {
        statement.setLong(1, from.getEpochSecond());
        statement.setLong(2, until.getEpochSecond());
        statement.setLong(3, beyond.second());
        statement.setLong(4, beyond.second());
        statement.setLong(5, beyond.id());
        try (ResultSet rows = statement.executeQuery()) {
          boolean more = true;
          while (more && rows.next()) {
            Place place = new Place(rows.getLong(1), rows.getLong(2));
            more = visitor.test(new Event(place, rows.getString(3)));
          }
          return more;
        }
      }
    });
  }

  /// The body of an event.
  public Optional<String> event(long id) {
    return engine.read(connection -> {
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT body FROM event WHERE id = ?")) {
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
        }
      }
    });
  }
}
