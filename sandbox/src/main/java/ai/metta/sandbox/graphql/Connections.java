// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.ObjectType.Node;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Lists by pages: the fields that every connection has, and which part of a list a page is.
final class Connections {
  private static final ObjectType PAGE_INFO =
      new ObjectType("PageInfo")
          .<Page>leaf("hasNextPage", (page, _) -> page.hasNext())
          .<Page>leaf("hasPreviousPage", (page, _) -> page.from() > 0)
          .<Page>leaf("startCursor", (page, _) -> page.cursor(page.from()))
          .<Page>leaf("endCursor", (page, _) -> page.cursor(page.until() - 1));

  private static final Pattern CURSOR = Pattern.compile("cursor:v2:(\\d{1,9})");

  private Connections() {}

  /// A part of a list.
  ///
  /// @param shown of it, less what is hidden
  /// @param from how many stand before it
  /// @param until how many there are up to its end
  /// @param total of the list
  record Page(List<Object> shown, int from, int until, int total, boolean circles) {
    boolean hasNext() {
      return circles || until < total;
    }

    Object cursor(int index) {
      return from == until ? Optional.empty() : encoded(circles ? 0 : index);
    }

    private static String encoded(int index) {
      return Base64.getEncoder()
          .encodeToString(("cursor:v2:" + index).getBytes(StandardCharsets.US_ASCII));
    }
  }

  static ObjectType of(ObjectType item) {
    ObjectType edge =
        new ObjectType(item.name() + "Edge")
            .<Edge>leaf("cursor", (one, _) -> one.cursor())
            .<Edge>object("node", () -> item, (one, _) -> one.node());
    return new ObjectType(item.name() + "Connection")
        .<Page>leaf("totalCount", (page, _) -> page.total())
        .<Page>object("pageInfo", () -> PAGE_INFO, (page, _) -> new Node(PAGE_INFO, page))
        .<Page>object("nodes", () -> item, (page, _) -> page.shown())
        .<Page>object("edges", () -> edge, (page, _) -> edges(edge, page));
  }

  private record Edge(Object cursor, Object node) {}

  private static List<Object> edges(ObjectType type, Page page) {
    return IntStream.range(0, page.shown().size())
        .<Object>mapToObj(index ->
            new Node(type, new Edge(page.cursor(page.from() + index), page.shown().get(index))))
        .toList();
  }

  /// The page that the arguments ask for; all of a list where they name no size.
  static Page page(List<?> all, Arguments arguments) {
    int begin = arguments.text("after").map(cursor -> position(cursor) + 1).orElse(0);
    int end = arguments.text("before").map(Connections::position).orElse(all.size());
    int from = Math.min(begin, all.size());
    int until = Math.max(from, Math.min(end, all.size()));
    int first = arguments.whole("first").map(Long::intValue).orElse(all.size());
    until = (int) Math.min(until, (long) from + first);
    int last = arguments.whole("last").map(Long::intValue).orElse(all.size());
    from = Math.max(from, until - last);
    List<Object> shown =
        all.subList(from, until).stream()
            .filter(item -> !(item instanceof ObjectType.Hidden))
            .<Object>map(item -> item)
            .toList();
    return new Page(shown, from, until, all.size(), false);
  }

  private static int position(String cursor) {
    try {
      Matcher read =
          CURSOR.matcher(new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII));
      if (read.matches()) {
        return Integer.parseInt(read.group(1));
      }
    } catch (IllegalArgumentException notOne) {
      // Told below, as any other text that is no cursor.
    }
    throw new ProblemException(
        new Complaint(Complaint.Kind.UNKNOWN_CURSOR, cursor, "", List.of(), new Location(1, 1)));
  }
}
