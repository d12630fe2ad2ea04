// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.TopList.topList;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Schedule;
import ai.metta.metric.TagKey;
import ai.metta.metric.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WidgetQueryTest {
  private static final TagKey STATUS = TagKey.bounded("status", "running", "failed");
  private static final TagKey TIMEFRAME = TagKey.bounded("timeframe", "7d");
  private static final TagKey REGION = TagKey.bounded("region", "east", "west");
  private static final Metric JOBS =
      Metric.gauge("sky.jobs")
          .across(Across.SUM)
          .taggedBy(STATUS)
          .taggedBy(STATUS, TIMEFRAME)
          .taggedBy(REGION);
  private static final Metric OFF =
      Metric.gauge("sky.off_pct")
          .across(Across.MAX)
          .orientation(Orientation.LOWER_IS_BETTER)
          .target(Target.below(10).warningAt(5))
          .fom("eval", "off", 20, 0);
  private static final Metric LENT = Metric.gauge("lent.jobs").across(Across.SUM);
  private static final Metric FAILED =
      Metric.gauge("collector.failed")
          .across(Across.MAX)
          .taggedBy(TagKey.open("collector", 100, TagKey.Overflow.DROP));
  private static final Subject SKY =
      new Subject("sky", Schedule.everyMinutes(10), List.of(JOBS, OFF), List.of());
  private static final Page PAGE =
      new Page(List.of(Variable.ENVIRONMENT), List.of(SKY), Optional.empty());

  @Test
  void whatIsLeftOutIsNegatedAndChoosesTheGroupOfTags() {
    assertThat(PAGE.query(show(JOBS).without("region", "east", "west").by("region")))
        .isEqualTo("sum:sky.jobs{$env,!region:east,!region:west,region:*} by {region}");
  }

  @Test
  void partsOfOneGroupOfTagsShowNoRowOfTheOthers() {
    assertThat(PAGE.query(show(JOBS).by("region")))
        .isEqualTo("sum:sky.jobs{$env,region:*} by {region}");
    assertThat(PAGE.query(show(JOBS).by("status")))
        .isEqualTo("sum:sky.jobs{$env,status:*,!timeframe:7d} by {status}");
  }

  @Test
  void whatNobodyMeasuresAnyMoreIsInNoListAndNoTableOfNow() {
    Shown regions = show(JOBS).by("region");

    assertThat(text(topList("Jobs", regions))).contains("\"live_span\": \"30m\"");
    assertThat(text(table("Jobs", regions))).contains("\"live_span\": \"30m\"");
    assertThat(text(table("Jobs", regions).over(LiveSpan.WEEK))).contains("\"live_span\": \"1w\"");
    assertThat(text(table("Jobs", regions.reducedBy(Shown.Reducer.MAX))))
        .doesNotContain("live_span");
  }

  @Test
  void aTargetColoursInPlaceOfTheFigureOfMeritWhereAskedTo() {
    assertThat(text(number("Off", show(OFF)))).contains("\"value\": 6").contains("\"value\": 14");
    assertThat(text(number("Off", show(OFF)).judgedByTargetOf(OFF)))
        .contains("\"value\": 5")
        .contains("\"value\": 10")
        .doesNotContain("\"value\": 14");
  }

  @Test
  void whicheverIsMetFirstAnAdditionStandsBelowThePage() {
    Dashboard page = about("sky").group("First", Row.of(number("Jobs", show(OFF))));
    Dashboard addition =
        about("lent").asAddition().group("Second", Row.of(number("Lent", show(LENT))));

    for (Dashboard both : List.of(page.joining(addition), addition.joining(page))) {
      assertThat(both.title()).isEqualTo("About sky");
      assertThat(both.groups()).extracting(Group::title).containsExactly("First", "Second");
      assertThat(both.share()).isEqualTo(Dashboard.Share.WHOLE);
    }
  }

  @Test
  void aLenderIsNotWhatThePageIsAbout() {
    Subject lender =
        new Subject(
            "lender",
            Schedule.everyMinutes(60),
            List.of(LENT, Metric.gauge("lent.other")),
            List.of(TagKey.open("suite", 10, TagKey.Overflow.DROP)));
    Dashboard page =
        about("sky")
            .narrowedBy(Variable.of("suite"))
            .borrowingFrom(lender)
            .group("First", Row.of(number("Lent", show(LENT))));

    String json = JsonText.indented(page.json(Owners.NOBODY));
    assertThat(json).contains("sum:lent.jobs{$env,$suite}").contains("\"live_span\": \"4h\"");
    assertThat(json).doesNotContain("Collector lender").doesNotContain("lent.other");
  }

  private static Dashboard about(String collector) {
    return Dashboard.about(
        new Subject(collector, Schedule.everyMinutes(10), List.of(OFF), List.of()),
        "page",
        "About " + collector,
        new Purpose("To test", "Whoever builds"),
        FAILED);
  }

  private static String text(Widget widget) {
    return JsonText.indented(widget.definition(PAGE));
  }
}
