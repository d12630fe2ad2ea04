// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where documents lie.
///
/// @param written as it was configured, the suite included
/// @param suite whose documents alone are taken from there, in lower case; empty for whatever lies
///   there
record Place(String written, Optional<String> suite, Site site) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9_.-]{0,99})=)?(\\S(?:.*\\S)?)");
  private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,99}");
  private static final Pattern BUCKET =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^/?#\\s]+\\S*");
  private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  /// A place of one of the kinds that are known.
  sealed interface Site {}

  /// A folder, and those in it.
  record Folder(String path) implements Site {}

  /// An address that answers with a document, or a list of some.
  record Address(String url) implements Site {}

  /// Whatever in a bucket begins so.
  record Prefix(String bucket, String prefix) implements Site {}

  static boolean isPlace(String text) {
    return find(text).isPresent();
  }

  static boolean isSuite(String text) {
    return SUITE.matcher(text.strip()).matches();
  }

  static Optional<Place> find(String text) {
    Matcher parts = WRITTEN.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<String> suite =
        Optional.ofNullable(parts.group(1)).map(name -> name.toLowerCase(Locale.ROOT));
    return site(parts.group(2)).map(site -> new Place(text.strip(), suite, site));
  }

  private static Optional<Site> site(String text) {
    Matcher bucket = BUCKET.matcher(text);
    if (bucket.matches()) {
      String prefix = Optional.ofNullable(bucket.group(2)).orElse("");
      return Optional.of(new Prefix(bucket.group(1), prefix));
    }
    if (ADDRESS.matcher(text).matches()) {
      return Optional.of(new Address(text));
    }
    return OTHER_SCHEME.matcher(text).matches() ? Optional.empty() : Optional.of(new Folder(text));
  }

  /// Whether documents of a suite may lie there.
  boolean mayHold(String other) {
    return suite.isEmpty() || suite.get().equals(other);
  }

  /// Of documents that lie there, those that are taken.
  List<Document> taken(List<Document> documents) {
    return documents.stream().filter(document -> mayHold(document.suite())).toList();
  }
}
