// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.JsonReading.Gaps;
import ai.metta.access.json.Json;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads documents of the one form that is known. What a number follows from must be there and be
/// what it should; whatever else stands in a document is left alone. A metric may be NaN or
/// infinite, as Python writes them: it was not measured then.
final class DocumentReader {
  /// What a document may be in size.
  static final int MOST_BYTES = 5_000_000;

  private static final long SCHEMA = 1;
  private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,99}");

  private DocumentReader() {}

  /// Reads the one document that these bytes are.
  ///
  /// @param name what it is called in messages
  /// @throws FailureException as malformed, naming the field
  static Document one(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw tooLarge(name);
    }
    return reading(name)
        .bytes(
            bytes,
            parser -> {
              Json json = Json.read(name, parser);
              if (parser.nextToken() != null) {
                throw malformed(name + ": more than one document; give each a file of its own");
              }
              return document(json);
            });
  }

  /// Reads one document, or a list of some.
  static List<Document> several(String name, byte[] bytes) {
    return reading(name)
        .bytes(
            bytes,
            parser -> {
              Json json = Json.read(name, parser);
              if (json.isList()) {
                return json.unbroken().map(DocumentReader::document).toList();
              }
              if (bytes.length > MOST_BYTES) {
                throw tooLarge(name);
              }
              return List.of(document(json));
            });
  }

  private static JsonReading reading(String name) {
    return new JsonReading(name, JsonLimits.STANDARD).with(Gaps.NAN);
  }

  /// That it is larger than documents may be.
  static FailureException tooLarge(String name) {
    return malformed(name + ": larger than 5 MB; a document holds one run's results, not its logs");
  }

  private static Document document(Json json) {
    if (!json.isObject()) {
      throw malformed(json + " is no object");
    }
    long schema = json.at("schema").required(Json::whole);
    if (schema != SCHEMA) {
      throw malformed(
          json.at("schema")
              + " is "
              + schema
              + ", and only 1 is known: have the runner write that, or update metta");
    }
    Instant started = json.at("started_at").required(Json::time);
    Optional<Instant> completed = json.at("completed_at").time();
    List<Job> jobs = new ArrayList<>();
    Json listed = json.at("jobs");
    listed.unbroken().forEach(job -> jobs.add(new JobReader(job, started, completed).job()));
    return new Document(text(json.at("run_id")), suite(json.at("suite")), started, completed, jobs);
  }

  private static String suite(Json json) {
    String suite = text(json);
    if (!SUITE.matcher(suite).matches()) {
      throw malformed(json + " is no name of letters, digits and _ - . /");
    }
    return suite.toLowerCase(Locale.ROOT);
  }

  static String text(Json json) {
    String text = json.required(Json::text).strip();
    if (text.isEmpty()) {
      throw malformed(json + " is empty");
    }
    return text;
  }

  static FailureException malformed(String how) {
    return new FailureException(new Failure.Malformed(how));
  }

  /// Each once.
  static List<Criterion> criteria(Json json) {
    List<Criterion> criteria = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Json item : json.items()) {
      Criterion criterion = CriterionReader.read(item);
      if (!seen.add(criterion.name() + criterion.operator())) {
        throw malformed(item + " asks the same of the same metric as one before it");
      }
      criteria.add(criterion);
    }
    return criteria;
  }
}
