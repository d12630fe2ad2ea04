// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads a list page by page, and notices when the service leads in circles or shows fewer items
/// than it says there are.
///
/// @param what the list's name, for messages: `GET https://host/runs`
public record Pages(String what, int maximumPages) {

  /// Every item of every page.
  ///
  /// @param fetch gets the page for a token, empty for the first
  /// @throws FailureException as malformed, when a token or a page comes twice, pages do not end,
  ///   or they have fewer items than each of them says
  public <T> List<T> all(Function<Optional<String>, Page<T>> fetch) {
    return takeWhile(fetch, _ -> true);
  }

  /// The items up to and with the first page that is not followed.
  ///
  /// @param follow whether the pages after this one are wanted
  public <T> List<T> takeWhile(
      Function<Optional<String>, Page<T>> fetch, Predicate<Page<T>> follow) {
    List<T> items = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    Set<List<T>> contents = new HashSet<>();
    Optional<String> token = Optional.empty();
    // Items come and go while their pages are read: the least that was said must be there.
    long least = Long.MAX_VALUE;
    for (int number = 1; number <= maximumPages; number++) {
      Page<T> page = fetch.apply(token);
      if (!page.items().isEmpty() && !contents.add(page.items())) {
        throw malformed("page " + number + " has the items of a page before it");
      }
      items.addAll(page.items());
      token = page.next();
      least = Math.min(least, page.total().orElse(0L));
      if (token.isEmpty() && items.size() < least) {
        throw malformed("shows " + items.size() + " items where it says there are " + least);
      }
      if (token.isEmpty() || !follow.test(page)) {
        return items;
      }
      if (!tokens.add(token.get())) {
        throw malformed("page " + number + " leads back to a page that was read already");
      }
    }
    throw malformed(
        "more than " + maximumPages + " pages; page " + maximumPages + " was the last read");
  }

  private FailureException malformed(String how) {
    return new FailureException(new Failure.Malformed(what + ": " + how));
  }
}
