// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.configuration.SettingsLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Setting<Duration> EVERY =
      Setting.duration("skypilot.every")
          .env("SKYPILOT_EVERY", "SKY_EVERY")
          .fallback(Duration.ofMinutes(5))
          .says("How often");
  private static final Setting<String> URL = Setting.address("skypilot.url").env("SKYPILOT_URL");
  private static final Setting<Double> SHARE = Setting.number("share");
  private static final Setting<Integer> PAGE = Setting.whole("page", -1, 1000);
  private static final Setting<List<String>> NAMES = Setting.texts("names");
  private static final Setting<Map<String, Double>> PRICES = Setting.numbers("prices");
  private static final Setting<Boolean> LOUD = Setting.toggle("loud").fallback(false);
  private static final List<Setting<?>> KNOWN =
      List.of(EVERY, URL, SHARE, PAGE, NAMES, PRICES, LOUD, GlobalSettings.ENVIRONMENT);

  @TempDir private Path directory;

  private Loaded load(Map<String, String> flags, Map<String, String> environment, String file) {
    Path path = directory.resolve("metta.yaml");
    try {
      Files.writeString(path, file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return loader(flags, environment, Optional.of(path)).load();
  }

  private SettingsLoader loader(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> explicit) {
    return new SettingsLoader(
        KNOWN, flags, environment, explicit, directory, directory.resolve("home"));
  }

  private static Settings good(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }

  private List<String> problems(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    return ((Loaded.Bad) loaded)
        .problems().stream().map(line -> line.replace(directory + "/", "")).toList();
  }

  @Test
  void aFlagComesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() {
    Map<String, String> flags = Map.of("skypilot.every", "1m");
    Map<String, String> environment = Map.of("SKY_EVERY", "2m");
    String file = "skypilot:\n  every: 3m\n";

    assertThat(good(load(flags, environment, file)).get(EVERY)).isEqualTo(Duration.ofMinutes(1));
    assertThat(good(load(Map.of(), environment, file)).get(EVERY)).hasMinutes(2);
    assertThat(good(load(Map.of(), Map.of(), file)).get(EVERY)).hasMinutes(3);
    assertThat(good(load(Map.of(), Map.of(), "")).get(EVERY)).hasMinutes(5);
  }

  @Test
  void theOriginIsTheLayerThatWon() {
    Map<String, String> environment = Map.of("SKY_EVERY", "2m");
    String file = "skypilot:\n  every: 3m\n";

    assertThat(good(load(Map.of("skypilot.every", "1m"), environment, file)).origin(EVERY).text())
        .isEqualTo("flag --set skypilot.every");
    assertThat(good(load(Map.of(), environment, file)).origin(EVERY).text())
        .isEqualTo("env SKY_EVERY");
    assertThat(good(load(Map.of(), Map.of(), file)).origin(EVERY).text())
        .isEqualTo(directory + "/metta.yaml:2");
    assertThat(good(load(Map.of(), Map.of(), "")).origin(EVERY).text()).isEqualTo("default");
    assertThat(good(load(Map.of(), Map.of(), "")).origin(URL).text()).isEqualTo("not set");
  }

  @Test
  void theFirstVariableThatIsSetHolds() {
    Map<String, String> environment = Map.of("SKYPILOT_EVERY", " ", "SKY_EVERY", "2m");

    assertThat(good(load(Map.of(), environment, "")).get(EVERY)).hasMinutes(2);
  }

  @Test
  void spacesAroundAVariableAreNoPartOfIt() {
    Map<String, String> environment = Map.of("DD_ENV", " staging\n");

    assertThat(good(load(Map.of(), environment, "")).get(GlobalSettings.ENVIRONMENT))
        .isEqualTo("staging");
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "' 7 ', 7", "1000, 1000"})
  void aWholeNumberIsTakenInsideItsBounds(String text, int page) {
    Settings settings = good(load(Map.of("page", text), Map.of(), ""));

    assertThat(settings.get(PAGE)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "1001", "1.0", "1e2", "9999999999", "many"})
  void nothingElseIsAWholeNumber(String text) {
    assertThat(problems(load(Map.of("page", text), Map.of(), "")))
        .containsExactly("--set page: \"" + text + "\" is not a whole number from -1 to 1000");
  }

  @Test
  void theFileHoldsListsMapsAndNumbers() {
    Settings settings =
        good(
            load(
                Map.of(),
                Map.of(),
                "share: 0.5\nnames: [one, two]\nprices:\n  h100: 2.5\n  a100: 1\nloud: true\n"));

    assertThat(settings.get(SHARE)).isEqualTo(0.5);
    assertThat(settings.get(NAMES)).containsExactly("one", "two");
    assertThat(settings.get(PRICES)).isEqualTo(Map.of("h100", 2.5, "a100", 1.0));
    assertThat(settings.get(LOUD)).isTrue();
  }

  @ParameterizedTest
  @MethodSource
  void everyProblemOfAFileIsSaidWithItsPlace(String file, List<String> messages) {
    assertThat(problems(load(Map.of(), Map.of(), file))).containsExactlyElementsOf(messages);
  }

  static Stream<Arguments> everyProblemOfAFileIsSaidWithItsPlace() {
    return Stream.of(
        Arguments.of(
            "loud: true\nskypilot:\n  evry: 5m\n",
            List.of(
                "metta.yaml:3:3: unknown key \"skypilot.evry\"; did you mean"
                    + " \"skypilot.every\"?")),
        Arguments.of(
            "skypilto:\n  every: 5m\n",
            List.of("metta.yaml:1:1: unknown key \"skypilto\"; did you mean \"skypilot\"?")),
        Arguments.of("weather: fine\n", List.of("metta.yaml:1:1: unknown key \"weather\"")),
        Arguments.of(
            "share: much\nskypilot: {every: 5 minutes}\n",
            List.of(
                "metta.yaml:1:8: share: \"much\" is not a number",
                "metta.yaml:2:19: skypilot.every: \"5 minutes\" is not a duration such as 20s,"
                    + " 5m or 1h30m")),
        Arguments.of("names: [[one]]\n", List.of("metta.yaml:1:8: names is not a list: one, two")),
        Arguments.of(
            "skypilot: fast\n",
            List.of(
                "metta.yaml:1:11: skypilot has settings below it; write them as skypilot:"
                    + " {name: value}")),
        Arguments.of(
            "loud: true\nloud: false\n", List.of("metta.yaml:2:1: \"loud\" stands here twice")),
        Arguments.of(
            "- loud\n", List.of("metta.yaml:1:1: expected settings of the form key: value")),
        Arguments.of(
            "just text\n", List.of("metta.yaml:1:1: expected settings of the form key: value")),
        Arguments.of("? [a]\n: 1\n", List.of("metta.yaml:1:3: a key must be a word")),
        Arguments.of(
            "skypilot:\n  api_key: abc\ntoken: def\n",
            List.of(
                "metta.yaml:2:3: \"skypilot.api_key\" is a secret; secrets come from the"
                    + " environment or a mounted file, never from here",
                "metta.yaml:3:1: \"token\" is a secret; secrets come from the environment or a"
                    + " mounted file, never from here")),
        Arguments.of(
            "prices: &loop\n  one: *loop\n",
            List.of("metta.yaml:1:9: prices is not numbers by name: one=1, two=2")));
  }

  @Test
  void brokenSyntaxIsSaidWithItsPlace() {
    assertThat(problems(load(Map.of(), Map.of(), "loud: true\nnames: [one\n")))
        .singleElement()
        .asString()
        .startsWith("metta.yaml:3:1: ");
  }

  @Test
  void nestingWithoutEndIsAProblemLikeAnother() {
    assertThat(problems(load(Map.of(), Map.of(), "names: " + "[".repeat(200_000)))).hasSize(1);
  }

  @Test
  void anEmptyKeySaysNothing() {
    Settings settings = good(load(Map.of(), Map.of(), "skypilot:\nshare:\nloud: null\n"));

    assertThat(settings.find(SHARE)).isEmpty();
    assertThat(settings.origin(LOUD).text()).isEqualTo("default");
  }

  @Test
  void aFileThatWasAskedForMustBeThere() {
    Path absent = directory.resolve("absent.yaml");

    assertThat(problems(loader(Map.of(), Map.of(), Optional.of(absent)).load()))
        .containsExactly("absent.yaml: cannot be read: there is no such file or folder");
    assertThat(
            problems(
                loader(Map.of(), Map.of("METTA_CONFIG", absent.toString()), Optional.empty())
                    .load()))
        .containsExactly("absent.yaml: cannot be read: there is no such file or folder");
  }

  @Test
  void binaryIsNoConfiguration() throws IOException {
    Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});

    assertThat(problems(loader(Map.of(), Map.of(), Optional.of(binary)).load()))
        .containsExactly("binary.yaml: cannot be read: not UTF-8 text");
  }

  @Test
  void theFileInTheWorkingDirectoryComesBeforeTheOneAtHome() throws IOException {
    Path home = directory.resolve("home/.config/metta/metta.yaml");
    Files.createDirectories(home.getParent());
    Files.createFile(home);
    SettingsLoader loader = loader(Map.of(), Map.of(), Optional.empty());

    assertThat(loader.file()).contains(home);
    Path here = Files.createFile(directory.resolve("metta.yaml"));
    assertThat(loader.file()).contains(here);
  }

  @Test
  void aWrongVariableIsNamed() {
    assertThat(problems(load(Map.of(), Map.of("SKY_EVERY", "often"), "")))
        .containsExactly("SKY_EVERY: \"often\" is not a duration such as 20s, 5m or 1h30m");
  }

  @Test
  void aWrongFlagIsNamed() {
    assertThat(problems(load(Map.of("loud", "very"), Map.of(), "")))
        .containsExactly("--set loud: \"very\" is not true or false");
    assertThat(problems(load(Map.of("lout", "true"), Map.of(), "")))
        .containsExactly("unknown setting \"lout\"; did you mean \"loud\"?");
  }

  @Test
  void noMessageShowsThePasswordOfAUrl() {
    assertThat(problems(load(Map.of(), Map.of("SKY_EVERY", "https://me:hunter2@host/"), "")))
        .singleElement()
        .asString()
        .contains("SKY_EVERY", "//***@host/")
        .doesNotContain("hunter2");
    assertThat(problems(load(Map.of(), Map.of(), "share: https://me:hunter2@host/")))
        .singleElement()
        .asString()
        .doesNotContain("hunter2");
  }

  @Test
  void theTableHidesPasswordsOfUrls() {
    Settings settings =
        good(
            load(
                Map.of(), Map.of("SKYPILOT_URL", "https://me:hun%2Ft%40er2@sky.test:46580/a"), ""));

    assertThat(settings.table())
        .extracting(Settings.Row::key, Settings.Row::value, Settings.Row::origin)
        .startsWith(
            org.assertj.core.api.Assertions.tuple("skypilot.every", "5m", "default"),
            org.assertj.core.api.Assertions.tuple(
                "skypilot.url", "https://***@sky.test:46580/a", "env SKYPILOT_URL"),
            org.assertj.core.api.Assertions.tuple("share", "", "not set"));
    assertThat(settings.table().getFirst().says()).isEqualTo("How often");
  }

  @Test
  void aSettingThatMustBeThereSaysHowToSetIt() {
    Settings settings = good(load(Map.of(), Map.of(), ""));

    assertThatThrownBy(() -> settings.get(URL))
        .hasMessage("skypilot.url is not set; set SKYPILOT_URL, or skypilot.url in metta.yaml");
    assertThatThrownBy(() -> settings.get(SHARE))
        .hasMessage("share is not set; set share in metta.yaml");
  }

  @Test
  void theDataDirectoryFollowsTheDesktopsRule() {
    Path home = Path.of("/home/me");

    assertThat(GlobalSettings.dataDirectory(good(load(Map.of(), Map.of(), "")), home))
        .isEqualTo(Path.of("/home/me/.local/share/metta"));
    assertThat(
            GlobalSettings.dataDirectory(
                good(load(Map.of(), Map.of("XDG_DATA_HOME", "/data"), "")), home))
        .isEqualTo(Path.of("/data/metta"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host",
        "http://127.0.0.1:80/base/",
        "http://h:65535",
        "HTTPS://ada:pass@host"
      })
  void anAddressHasASchemeAndAHost(String text) {
    assertThat(good(load(Map.of("skypilot.url", text), Map.of(), "")).get(URL)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "host.example, host.example",
    "http://host:99999, http://host:99999",
    "http://host:0/base, http://host:0/base",
    "ftp://host, ftp://host",
    "https://, https://",
    "https://host?page=1, https://host?page=1",
    "ada:hunter2@host, ***@host",
    "ftp://ada:hunter2@host, ftp://***@host",
    "https://ada:hunt@er2@ho st, https://***@ho st",
  })
  void whatIsNoAddressIsRefusedWithoutItsPassword(String text, String shown) {
    String refusal = "\"" + shown + "\" is not an address such as https://host or http://host:8080";

    assertThat(problems(load(Map.of("skypilot.url", text), Map.of(), "")))
        .containsExactly("--set skypilot.url: " + refusal);
    assertThat(problems(load(Map.of(), Map.of("SKYPILOT_URL", text), "")))
        .containsExactly("SKYPILOT_URL: " + refusal);
    assertThat(problems(load(Map.of(), Map.of(), "skypilot:\n  url: '" + text + "'\n")))
        .containsExactly("metta.yaml:2:8: skypilot.url: " + refusal);
  }
}
