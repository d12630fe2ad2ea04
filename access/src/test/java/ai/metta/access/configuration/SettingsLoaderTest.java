// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SettingsLoaderTest {
  private static final Setting<String> ENDPOINT =
      Setting.text("shop.endpoint").env("SHOP_ENDPOINT").says("Where it is");
  private static final Setting<Double> PAGE = Setting.number("shop.page").fallback(10.0);
  private static final Setting<List<String>> REGIONS = Setting.texts("shop.regions");
  private static final Setting<Map<String, Double>> PRICES = Setting.numbers("shop.prices");
  private static final List<Setting<?>> KNOWN = List.of(ENDPOINT, PAGE, REGIONS, PRICES);

  @TempDir private Path folder;

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(
            "shop: {endpont: x}",
            ":1:8: unknown key \"shop.endpont\"; did you mean \"shop.endpoint\"?"),
        Arguments.of("shop:\n  page: many", ":2:9: shop.page: \"many\" is not a number"),
        Arguments.of("shop: {endpoint: [a, b]}", "shop.endpoint is not text"),
        Arguments.of("shop: {regions: &x [a, *x]}", "shop.regions is not a list"),
        Arguments.of("shop: {prices: &x {a: *x}}", "shop.prices is not numbers by name"),
        Arguments.of("shop: {regions: ['a,b']}", "shop.regions is not a list"),
        Arguments.of("shop: 3", "shop has settings below it"),
        Arguments.of("shop: {page: 1, page: 2}", "\"shop.page\" stands here twice"),
        Arguments.of("- shop", "expected settings of the form key: value"),
        Arguments.of("shop: {", ":1:"),
        Arguments.of("shop:\n  endpoint: */5 * * * *", "that begins with * needs quotes"),
        Arguments.of("shop:\n  endpoint: * * * * *", "that begins with * needs quotes"),
        Arguments.of("shop: {token: hush}", "is a secret"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void whatIsWrongInTheFileIsSaidWithItsPlace(String yaml, String said) throws IOException {
    Loaded loaded = load(yaml, Map.of(), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(String.join("\n", ((Loaded.Bad) loaded).problems()))
        .contains("metta.yaml")
        .contains(said)
        .doesNotContain("hush");
  }

  @Test
  void allProblemsAreSaidAtOnce() throws IOException {
    Loaded loaded =
        load("shop: {page: x, colour: red}", Map.of("SHOP_ENDPOINT", "e"), Map.of("nope", "1"));
    assertThat(((Loaded.Bad) loaded).problems()).hasSize(3);
  }

  @Test
  void aFlagOutweighsTheEnvironmentAndThatTheFileAndThatTheDefault() throws IOException {
    String file = "shop: {endpoint: file, page: 3}";
    assertThat(good(load(file, Map.of(), Map.of())).get(ENDPOINT)).isEqualTo("file");
    assertThat(good(load(file, Map.of("SHOP_ENDPOINT", "env"), Map.of())).get(ENDPOINT))
        .isEqualTo("env");
    Settings flagged =
        good(load(file, Map.of("SHOP_ENDPOINT", "env"), Map.of("shop.endpoint", "flag")));
    assertThat(flagged.get(ENDPOINT)).isEqualTo("flag");
    assertThat(flagged.origin(PAGE).text()).endsWith("metta.yaml:1");
    assertThat(good(load("", Map.of(), Map.of())).get(PAGE)).isEqualTo(10.0);
  }

  @Test
  void blankIsUnsetInTheFileAsInTheEnvironment() throws IOException {
    Settings settings =
        good(load("shop: {endpoint: , page: ''}", Map.of("SHOP_ENDPOINT", " "), Map.of()));
    assertThat(settings.find(ENDPOINT)).isEmpty();
    assertThat(settings.get(PAGE)).isEqualTo(10.0);
    assertThatThrownBy(() -> settings.get(ENDPOINT))
        .isInstanceOf(FailureException.class)
        .hasMessage("shop.endpoint is not set; set SHOP_ENDPOINT, or shop.endpoint in metta.yaml");
  }

  @Test
  void listsAndMapsAreValues() throws IOException {
    Settings settings =
        good(load("shop: {regions: [a, b], prices: {x: 1.5, y: 2}}", Map.of(), Map.of()));
    assertThat(settings.get(REGIONS)).containsExactly("a", "b");
    assertThat(settings.get(PRICES)).isEqualTo(Map.of("x", 1.5, "y", 2.0));
  }

  @Test
  void aPasswordInAUrlIsNotShown() throws IOException {
    Settings settings = good(load("shop: {endpoint: 'http://me:hush@host'}", Map.of(), Map.of()));
    assertThat(settings.table().toString()).contains("//***@host").doesNotContain("hush");
  }

  private Loaded load(String yaml, Map<String, String> environment, Map<String, String> flags)
      throws IOException {
    Files.writeString(folder.resolve("metta.yaml"), yaml);
    return new SettingsLoader(KNOWN, flags, environment, Optional.empty(), folder, folder).load();
  }

  private static Settings good(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }
}
