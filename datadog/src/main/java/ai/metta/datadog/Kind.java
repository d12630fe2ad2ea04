// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.Optional;

/// What a payload holds, and with it the endpoint, the encoding and the ending of its file.
public enum Kind {
  /// Many series in one gzip-compressed request.
  SERIES("series", "/api/v2/series", ".json.gz", Optional.of("gzip")),
  /// Series whose points may be of any age: whoever kept them said that historical metrics are
  /// switched on for them. They are sent as the others are, whoever sends them.
  HISTORY("history", "/api/v2/series", ".json.gz", Optional.of("gzip")),
  /// One event a request, as it is.
  EVENT("event", "/api/v1/events", ".json", Optional.empty());

  private final String word;
  private final String path;
  private final String ending;
  private final Optional<String> contentEncoding;

  Kind(String word, String path, String ending, Optional<String> contentEncoding) {
    this.word = word;
    this.path = path;
    this.ending = ending;
    this.contentEncoding = contentEncoding;
  }

  /// What series are kept as.
  static Kind of(Historical historical) {
    return switch (historical) {
      case ALLOWED -> HISTORY;
      case EXPIRED -> SERIES;
    };
  }

  /// Whether it holds points.
  boolean isOfSeries() {
    return this != EVENT;
  }

  /// The word in file names and tables.
  public String word() {
    return word;
  }

  /// Where it is sent, below the destination's base.
  public String path() {
    return path;
  }

  String ending() {
    return ending;
  }

  Optional<String> contentEncoding() {
    return contentEncoding;
  }
}
