// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The GraphQL documents, one file each beside this class. Those that read a list call it
/// `connection`.
enum Document {
  OVERVIEW(1),
  BRANCH_RULE(1),
  OPEN_PULLS(100),
  CLOSED_PULLS(50, OPEN_PULLS),
  CHECKS(100),
  COMMITS(100),
  CONTRIBUTIONS(100),
  BRANCHES(100),
  OPEN_ISSUES(100),
  CLOSED_ISSUES(100, OPEN_ISSUES),
  DEPLOYMENTS(100),
  RELEASES(100),
  REPOSITORIES(100),
  FILES_OF_PULLS(50),
  REVIEWS(100);

  /// How many items one page asks for, unless GitHub found that too many.
  final int pageSize;

  /// What is read before it, and costs no less, as GitHub counts points.
  final Optional<Document> dearer;

  Document(int pageSize) {
    this(pageSize, null);
  }

  Document(int pageSize, @Nullable Document dearer) {
    this.pageSize = pageSize;
    this.dearer = Optional.ofNullable(dearer);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".graphql";
  }

  String text() {
    try (InputStream file = Document.class.getResourceAsStream(fileName())) {
      if (file == null) {
        throw new IllegalStateException(fileName() + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
