// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.List;
import java.util.regex.Pattern;

/// What credentials look like, for those that nobody resolved here.
///
/// Each pattern keeps its first group and loses the rest.
final class TokenPatterns {
  private static final String NAMES =
      "(?:dd-api-key|dd-application-key|x-amz-security-token|x-api-key|api[_-]?key|app[_-]?key"
          + "|application[_-]?key|private[_-]?token|access[_-]?token|client[_-]?secret|password"
          + "|passwd|signature|x-amz-signature|x-amz-credential)";

  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile(
              "(?i)((?:proxy-)?authorization[\"']?\\s*[:=]\\s*[\"']?"
                  + "(?:(?:bearer|basic|token|digest|negotiate)\\s+)?)(?!\\*\\*\\*)[^\\s\"',;]+"),
          Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)(?!\\*\\*\\*)[\\w.~+/=-]{16,}"),
          Pattern.compile(
              "(?i)(\\b" + NAMES + "[\"']?\\s*[:=]\\s*[\"']?)(?!\\*\\*\\*)[^\\s\"'&,;]{8,}"),
          Pattern.compile(
              "(?i)((?:key|token|secret)s?\\b[\"']?(?:\\s+is)?\\s*[:=]?\\s*[\"']?)"
                  + "\\b(?:[0-9a-f]{40}|[0-9a-f]{32})\\b"),
          Pattern.compile("(?i)([?&](?:token|key|secret|sig)=)(?!\\*\\*\\*)[^\\s\"'&#]+"),
          Pattern.compile("()\\bsky_[A-Za-z0-9_-]{8,}"),
          Pattern.compile("()\\bgh[pousr]_[A-Za-z0-9]{12,}"),
          Pattern.compile("()\\bgithub_pat_[A-Za-z0-9_]{12,}"),
          Pattern.compile("(\\b[a-z][a-z0-9+.-]{1,20}://)(?!\\*\\*\\*@)[^\\s/?#@\"']+@"));

  private TokenPatterns() {}

  static String redact(String text) {
    String redacted = text;
    for (Pattern pattern : PATTERNS) {
      String after = pattern.pattern().endsWith("@") ? "***@" : "***";
      redacted = pattern.matcher(redacted).replaceAll("$1" + after);
    }
    return redacted;
  }
}
