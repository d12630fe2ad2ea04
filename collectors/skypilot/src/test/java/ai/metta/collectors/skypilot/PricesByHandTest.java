// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.collectors.skypilot.ByHand.life;
import static ai.metta.collectors.skypilot.ByHand.reported;
import static ai.metta.collectors.skypilot.ByHand.upSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What running jobs cost an hour, by prices made by hand.
final class PricesByHandTest {
  private static final String HOURLY = "skypilot.job.estimated_cost_hourly";

  /// The report knows the zone; the catalogue has the cheapest of the region.
  @Test
  void aSpotMachineCostsWhatItsOwnClusterComesTo() {
    JobRow spot = JobRow.running(1).with("cluster_resources", "1x[spot](gpus=H100:1, p5.4xlarge)");
    String offers =
        "{\"H100\":[[\"aws\",\"p5.4xlarge\",\"H100\",1,16,80,256,7.5,2.0,\"us-east-1\"]]}";
    UnaryOperator<HandmadeServer> offered =
        server -> server.queue(spot).working("/list_accelerators", offers);
    String report = "[%s]".formatted(life("train-1", 2, 6, upSince(2)));
    assertThat(
            reported(server -> offered.apply(server).working("/cost_report", report)).sum(HOURLY))
        .isCloseTo(3, within(1e-9));
    assertThat(reported(offered).sum(HOURLY)).isEqualTo(2);
    assertThat(
            reported(server -> offered.apply(server).failing("/cost_report", "KeyError", "x"))
                .sum(HOURLY))
        .isEqualTo(2);
  }

  /// As tables have it; SkyPilot 0.10 sends it on.
  @ParameterizedTest
  @ValueSource(strings = {"NaN", "null", "\"\"", "-1"})
  void anEmptyCellOfTheCatalogueCostsTheOthersNothing(String cell) {
    String offers =
        "{\"A100\":[[\"Lambda\",\"gpu_8x_a100\",\"A100\",8,124,CELL,1800,10.32,CELL,\"us-east-1\"]],"
            + "\"H100\":[[\"aws\",\"p5.4xlarge\",\"H100\",1,16,80,256,7.5,CELL,\"us-east-1\"]]}";
    Reported reported =
        reported(server ->
            server
                .queue(
                    JobRow.running(2),
                    JobRow.running(1)
                        .with("cluster_resources", "1x[spot](gpus=H100:1, p5.4xlarge)"))
                .working("/list_accelerators", offers.replace("CELL", cell)));
    assertThat(reported.values(HOURLY).values()).containsExactly(7.5);
    assertThat(reported.value("skypilot.jobs.unpriced")).isEqualTo(1);
  }

  /// Where GPUs are added to machines, one type of machine has many prices.
  @Test
  void anOfferIsForAMachineWithItsGpus() {
    String offers =
        "{\"V100\":[[\"GCP\",\"n1-highmem-8\",\"V100\",1,8,16,52,2.95,0.8,\"us-central1\"],"
            + "[\"GCP\",\"n1-highmem-8\",\"V100\",2,8,16,52,5.43,1.5,\"us-central1\"]],"
            + "\"T4\":[[\"GCP\",\"n1-highmem-8\",\"T4\",1,8,16,52,0.82,0.2,\"us-central1\"]]}";
    Reported reported =
        reported(server ->
            server
                .queue(
                    on("us-central1", 4, "1x(gpus=V100:1, n1-highmem-8, ...)"),
                    on("us-central1", 3, "2x(gpus=V100:2, n1-highmem-8, ...)"),
                    on("us-central1", 2, "1x(gpus=T4:1, n1-highmem-8, ...)"),
                    on("us-central1", 1, "1x(gpus=T4:4, n1-highmem-8, ...)"))
                .working("/list_accelerators", offers));
    assertThat(reported.values(HOURLY).values()).containsExactlyInAnyOrder(2.95, 2 * 5.43, 0.82);
    assertThat(reported.value("skypilot.jobs.unpriced")).isEqualTo(1);
  }

  private static JobRow on(String region, int job, String launched) {
    return JobRow.running(job).with("cluster_resources", launched).with("region", region);
  }

  /// What is shown is cut after fifteen characters.
  @Test
  void aLongInstanceTypeIsReadWhereItIsWhole() {
    JobRow cut =
        JobRow.running(1).with("cluster_resources", "1x(gpus=B200:8, p6-b200.48xl..., ...)");
    JobRow whole =
        cut.with("cluster_resources_full", "1x(gpus=B200:8, cpus=192, mem=2048, p6-b200.48xlarge)");
    UnaryOperator<Collecting> configured =
        run -> run.with("skypilot.prices", "P6-B200.48xlarge=90");
    assertThat(reported(server -> server.queue(whole), configured).sum(HOURLY)).isEqualTo(90);
    assertThat(reported(server -> server.queue(cut), configured).value("skypilot.jobs.unpriced"))
        .isEqualTo(1);
  }

  /// On Kubernetes machines have no type.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1x(gpus=H100:8, cpus=8, mem=64, ...) ; H100=2.5 ; 20",
        "2x(gpus=H100:4, cpus=8, mem=64, ...) ; h100=2.5,H100:spot=1 ; 20",
        "2x[spot](gpus=H100:4, cpus=8, mem=64, ...) ; H100=2.5,H100:spot=1 ; 8",
        "1x(gpus=H100:8, p5.48xlarge, ...) ; H100=2.5,p5.48xlarge=55 ; 55",
        "1x(gpus=A100:8, cpus=8, mem=64, ...) ; H100=2.5 ;"
      })
  void aPriceMayBeOfOneGpu(String launched, String prices, @Nullable Double dollars) {
    Reported reported =
        reported(
            server -> server.queue(JobRow.running(1).with("cluster_resources", launched)),
            run -> run.with("skypilot.prices", prices));
    assertThat(reported.values(HOURLY).values())
        .containsExactlyElementsOf(dollars == null ? List.of() : List.of(dollars));
  }

  /// Each row shows all of the worker. Where the server does not say on which a row runs, it may be
  /// any of its pool's.
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        // workers of two rows of one pool, and how many rows share one, or may
        "evals-1, evals-1, 2",
        "evals-1, evals-2, 0",
        "evals-1, null, 2",
        "null, null, 2",
      })
  void jobsOnOneWorkerHaveNoPriceOfTheirOwn(
      @Nullable String one, @Nullable String other, int sharing) {
    JobRow alone = onWorker(4, "single", null);
    JobRow ended = onWorker(6, "evals", "evals-2").with("status", "SUCCEEDED");
    String offers =
        "{\"A10G\":[[\"aws\",\"g5.12xlarge\",\"A10G\",4,48,24,192,5.672,2.0,\"us-east-1\"]]}";
    UnaryOperator<HandmadeServer> queue =
        server ->
            server.queue(ended, onWorker(5, "evals", one), alone, onWorker(3, "evals", other));
    Reported offered =
        reported(server -> queue.apply(server).working("/list_accelerators", offers));
    assertThat(offered.value("skypilot.resources.gpus", "type:a10g")).isEqualTo(3 * 4);
    assertThat(offered.value("skypilot.jobs.on_shared_worker")).isEqualTo(sharing);
    assertThat(offered.values(HOURLY).values()).hasSize(3 - sharing).containsOnly(5.672);
    assertThat(offered.value("skypilot.jobs.unpriced")).isEqualTo(sharing);
    Reported configured = reported(queue, run -> run.with("skypilot.prices", "A10G=2"));
    assertThat(configured.values(HOURLY).values()).hasSize(3 - sharing).containsOnly(8.0);
  }

  /// That would be another's, called like one of the job's own.
  @Test
  void aJobOnAWorkerHasNoClusterInTheReport() {
    String report = "[%s]".formatted(life("train-4", 2, 60, upSince(2)));
    assertThat(
            reported(server ->
                    server.queue(onWorker(4, "evals", "evals-1")).working("/cost_report", report))
                .value("skypilot.jobs.unpriced"))
        .isEqualTo(1);
  }

  private static JobRow onWorker(int job, String pool, @Nullable String worker) {
    return JobRow.running(job)
        .with("pool", pool)
        .raw("current_cluster_name", worker == null ? "null" : "\"" + worker + "\"")
        .with("resources", "1x[A10G:1]")
        .raw("accelerators", "{\"A10G\":4}")
        .with("cluster_resources", "1x(gpus=A10G:4, g5.12xlarge, ...)");
  }

  /// A user's cluster that is there stands in the list of clusters, a job's does not.
  @Test
  void aClusterOfAUserIsNoneOfAJob() {
    String report = "[%s]".formatted(life("train-1", 2, 60, upSince(2)));
    UnaryOperator<HandmadeServer> told =
        server -> server.queue(JobRow.running(1)).working("/cost_report", report);
    assertThat(reported(told).sum(HOURLY)).isCloseTo(30, within(1e-9));
    Reported listed =
        reported(server ->
            told.apply(server).working("/status", "[{\"name\":\"train-1\",\"status\":\"UP\"}]"));
    assertThat(listed.values(HOURLY)).isEmpty();
    assertThat(listed.value("skypilot.jobs.unpriced")).isEqualTo(1);
  }

  /// Their tasks have one name, and so have their clusters.
  @ParameterizedTest
  @CsvSource({"RUNNING, 2", "SUCCEEDED, 0", "PENDING, 0"})
  void aClusterThatSeveralRunningTasksMayHaveIsThePriceOfNone(String other, int unpriced) {
    String report = "[%s]".formatted(life("train-7", 2, 60, upSince(2)));
    Reported reported =
        reported(server ->
            server
                .queue(
                    JobRow.running(7), JobRow.running(7).with("task_id", 1).with("status", other))
                .working("/cost_report", report));
    assertThat(reported.value("skypilot.jobs.unpriced")).isEqualTo(unpriced);
    assertThat(reported.values(HOURLY)).hasSize(unpriced == 0 ? 1 : 0);
  }

  @Test
  void ofTwoClustersOfOneNameNobodyKnowsWhichIsTheJobs() {
    String report =
        "[%s,%s]".formatted(life("train-1", 2, 20, upSince(2)), life("train-1", 1, 50, upSince(1)));
    assertThat(
            reported(server -> server.queue(JobRow.running(1)).working("/cost_report", report))
                .value("skypilot.jobs.unpriced"))
        .isEqualTo(1);
  }

  @Test
  void theCataloguesPriceComesFirstThenTheReportsThenTheConfigurations() {
    JobRow twoNodes =
        JobRow.running(1).with("cluster_resources", "2x(gpus=H100:8, p5.48xlarge, ...)");
    UnaryOperator<Collecting> configured =
        run -> run.with("skypilot.prices", "p5.48xlarge=7, p5.48xlarge:spot=3");
    String offers =
        "{\"H100\":[[\"aws\",\"p5.48xlarge\",\"H100\",8,192,80,2048,50.0,20.0,\"us-east-1\"],"
            + "[\"aws\",\"p5.48xlarge\",\"H100\",8,192,80,2048,99.0,98.0,\"eu-west-1\"]]}";
    String report = "[%s]".formatted(life("train-1", 2, 60, upSince(2)));
    assertThat(
            reported(
                    server ->
                        server
                            .queue(twoNodes)
                            .working("/list_accelerators", offers)
                            .working("/cost_report", report),
                    configured)
                .sum(HOURLY))
        .isEqualTo(100);
    assertThat(
            reported(server -> server.queue(twoNodes).working("/cost_report", report), configured)
                .sum(HOURLY))
        .isCloseTo(30, within(1e-9));
    assertThat(reported(server -> server.queue(twoNodes), configured).sum(HOURLY)).isEqualTo(14);
    JobRow spot = twoNodes.with("cluster_resources", "2x[spot](gpus=H100:8, p5.48xlarge, ...)");
    assertThat(reported(server -> server.queue(spot), configured).sum(HOURLY)).isEqualTo(6);
    assertThat(
            reported(server -> server.queue(spot).working("/list_accelerators", offers))
                .sum(HOURLY))
        .isEqualTo(40);
  }

  @Test
  void whatHasNoPriceIsCountedAndNotPricedAtZero() {
    Reported reported =
        reported(
            server ->
                server.queue(
                    JobRow.running(3),
                    JobRow.running(2).with("cluster_resources", "1x(gpus=H100:1, own-box, ...)"),
                    JobRow.running(1).with("cluster_resources", "-").with("resources", "-")),
            run -> run.with("skypilot.prices", "p5.4xlarge=6.5"));
    assertThat(reported.values(HOURLY).values()).containsExactly(6.5);
    assertThat(reported.value("skypilot.jobs.unpriced")).isEqualTo(2);
  }

  @Test
  void aFailedCostReportFailsWhatItAloneCouldHavePriced() {
    UnaryOperator<HandmadeServer> failing =
        server -> server.queue(JobRow.running(1)).failing("/cost_report", "KeyError", "x");
    assertThat(reported(failing).outcome("skypilot.jobs.unpriced"))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(reported(failing).outcome(HOURLY)).isInstanceOf(Outcome.Failed.class);
    UnaryOperator<Collecting> configured = run -> run.with("skypilot.prices", "p5.4xlarge=6.5");
    assertThat(reported(failing, configured).outcome(HOURLY))
        .as("the report's price would have come first")
        .isInstanceOf(Outcome.Failed.class);
    String offers =
        "{\"H100\":[[\"aws\",\"p5.4xlarge\",\"H100\",1,16,80,256,7.5,2.0,\"us-east-1\"]]}";
    Reported offered =
        reported(server -> failing.apply(server).working("/list_accelerators", offers), configured);
    assertThat(offered.sum(HOURLY)).isEqualTo(7.5);
    assertThat(offered.value("skypilot.jobs.unpriced")).isZero();
  }

  /// A catalogue that is not there, or not for us, leaves what else is known. One that fails does
  /// not: its price would have come first.
  @Test
  void aMissingCatalogueLeavesTheConfiguredPrices() {
    UnaryOperator<HandmadeServer> none =
        server ->
            server
                .queue(JobRow.running(1))
                .answering("/list_accelerators", HandmadeServer.json(404, "{}"));
    Reported priced = reported(none, run -> run.with("skypilot.prices", "p5.4xlarge=6.5"));
    assertThat(priced.outcomes()).noneMatch(one -> one.failed());
    assertThat(priced.sum(HOURLY)).isEqualTo(6.5);
    Reported unpriced = reported(none);
    assertThat(unpriced.outcomes()).noneMatch(one -> one.failed());
    assertThat(unpriced.value("skypilot.jobs.unpriced")).isEqualTo(1);
    UnaryOperator<HandmadeServer> refused =
        server ->
            server
                .queue(JobRow.running(1))
                .answering("/list_accelerators", HandmadeServer.json(403, "{}"));
    Reported viewer = reported(refused, run -> run.with("skypilot.prices", "p5.4xlarge=6.5"));
    assertThat(viewer.outcomes()).noneMatch(one -> one.failed());
    assertThat(viewer.sum(HOURLY)).isEqualTo(6.5);
    UnaryOperator<HandmadeServer> broken =
        server -> server.queue(JobRow.running(1)).failing("/list_accelerators", "KeyError", "x");
    assertThat(
            reported(broken, run -> run.with("skypilot.prices", "p5.4xlarge=6.5")).outcome(HOURLY))
        .isInstanceOf(Outcome.Failed.class);
  }
}
