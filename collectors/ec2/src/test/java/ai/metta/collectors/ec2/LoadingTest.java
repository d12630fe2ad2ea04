// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.collect.Collector;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// 24 MB of SDK are no other command's to load.
final class LoadingTest {
  @Test
  void whoOnlyListsCollectorsLoadsNothingOfTheSdk() throws Exception {
    try (URLClassLoader withoutSdk = withoutSdk()) {
      Class<?> type = withoutSdk.loadClass("ai.metta.collectors.ec2.Ec2Collector");
      Object collector = type.getDeclaredConstructor().newInstance();
      assertThat(type.getMethod("profile").invoke(collector).toString()).contains("ec2.regions");
      assertThat(type.getMethod("catalogue").invoke(collector)).isNotNull();
      assertThatThrownBy(() -> withoutSdk.loadClass("software.amazon.awssdk.regions.Region"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(ServiceLoader.load(Collector.class))
        .extracting(collector -> collector.profile().name())
        .contains("ec2");
  }

  private static URLClassLoader withoutSdk() throws IOException {
    URL[] urls =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> !path.contains("awssdk"))
            .map(LoadingTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
