// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Parts what there is into pages, whose tokens only the server reads.
///
/// @param most rows of a page, whatever is asked for
record Rows(Asked asked, int most, Optional<AwsFault> fault) {
  /// A page.
  ///
  /// @param next leads to the next one; empty for the last
  record Page<T>(List<T> rows, Optional<String> next) {}

  boolean is(AwsFault one) {
    return fault.equals(Optional.of(one));
  }

  /// @param token what the request says of the page that it wants
  /// @param wanted how many rows the request wants at most
  <T> Page<T> page(List<T> all, Optional<String> token, int wanted) {
    if (is(AwsFault.ENDLESS_PAGES)) {
      int number = token.map(Rows::offset).orElse(0) + 1;
      return new Page<>(all.subList(0, Math.min(all.size(), 2)), Optional.of(token(number)));
    }
    int from = Math.min(token.map(Rows::offset).orElse(0), all.size());
    int until = Math.min(all.size(), from + Math.min(most, wanted));
    if (is(AwsFault.PAGES_IN_CIRCLES)) {
      return new Page<>(all.subList(from, until), Optional.of(token(1)));
    }
    return new Page<>(
        all.subList(from, until),
        until < all.size() ? Optional.of(token(until)) : Optional.empty());
  }

  /// A page as EC2 is asked for one.
  <T> Page<T> page(List<T> all) {
    return page(
        all,
        asked.parameter("NextToken"),
        asked.parameter("MaxResults").map(Integer::valueOf).orElse(1000));
  }

  private static String token(int offset) {
    return Base64.getEncoder().encodeToString(("page " + offset).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(String token) {
    String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    return Integer.parseInt(text.substring("page ".length()));
  }
}
