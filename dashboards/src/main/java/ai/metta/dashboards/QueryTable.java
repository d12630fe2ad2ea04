// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A row for each group of tags, a column for each formula: Datadog's query table. Of now, as of
/// [Page#fresh], unless a span is chosen.
///
/// @param rows at most
public record QueryTable(Head head, List<Column> columns, int rows, Order order, int height)
    implements Widget.Titled {
  private static final int MOST_ROWS = 50;

  public QueryTable {
    columns = List.copyOf(columns);
  }

  /// A column and its colours.
  ///
  /// @param formats as Datadog's API takes them, the first that holds
  public record Column(Formula formula, List<JsonTree> formats) {
    public Column {
      formats = List.copyOf(formats);
    }

    static Column of(Drawable shown) {
      Formula formula = shown.formula();
      return new Column(
          formula,
          formula.isPlain() ? Judged.formats(formula.of().getFirst().metric()) : List.of());
    }
  }

  /// What the rows are sorted by.
  public enum Order {
    /// The largest of the first column first.
    LARGEST,
    /// The smallest of the first column first.
    SMALLEST,
    /// The values of the tags, in the order of the alphabet.
    TAGS
  }

  /// A table under a title, the largest of its first column first.
  public static QueryTable table(String title, Drawable... columns) {
    return new QueryTable(
        Head.titled(title),
        Arrays.stream(columns).map(Column::of).toList(),
        MOST_ROWS,
        Order.LARGEST,
        4);
  }

  /// With a column that has colours of its own, such as [Judged#figuresOrUnknown].
  public QueryTable column(Drawable shown, List<JsonTree> formats) {
    return new QueryTable(
        head,
        Stream.concat(columns.stream(), Stream.of(new Column(shown.formula(), formats))).toList(),
        rows,
        order,
        height);
  }

  /// The same, higher or lower.
  public QueryTable high(int gridRows) {
    return new QueryTable(head, columns, rows, order, gridRows);
  }

  public QueryTable sorted(Order by) {
    return new QueryTable(head, columns, rows, by, height);
  }

  @Override
  public QueryTable under(Head other) {
    return new QueryTable(other, columns, rows, order, height);
  }

  @Override
  public Stream<Formula> shows() {
    return columns.stream().map(Column::formula);
  }

  @Override
  public Members definition(Page page) {
    List<Formula> formulas = columns.stream().map(Column::formula).toList();
    Members request =
        new Requests(page)
            .scalar(formulas, formula -> column(columns.get(formulas.indexOf(formula))))
            .with("sort", sort(page));
    return page.fresh(head, formulas)
        .end(
            head.begin("query_table")
                .with("requests", JsonTree.list(List.of(request)))
                .with("has_search_bar", "auto"));
  }

  private static Members column(Column column) {
    Members members = JsonTree.object().with("cell_display_mode", "number");
    return column.formats().isEmpty()
        ? members
        : members.with("conditional_formats", JsonTree.list(column.formats()));
  }

  private Members sort(Page page) {
    List<JsonTree> by = new ArrayList<>();
    switch (order) {
      case LARGEST -> by.add(byFormula("desc"));
      case SMALLEST -> by.add(byFormula("asc"));
      case TAGS ->
          page.groups(columns.getFirst().formula().of().getFirst())
              .forEach(key ->
                  by.add(
                      JsonTree.object()
                          .with("type", "group")
                          .with("name", key)
                          .with("order", "asc")));
    }
    return JsonTree.object().with("count", rows).with("order_by", JsonTree.list(by));
  }

  private static Members byFormula(String order) {
    return JsonTree.object().with("type", "formula").with("index", 0).with("order", order);
  }
}
