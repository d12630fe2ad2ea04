// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The library costs a second and 18 MB: only who reads a cluster pays.
final class LibraryTest {
  /// Sees everything but the library.
  private static URLClassLoader withoutLibrary() throws IOException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("fabric8") && !entry.contains("fasterxml")) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void whatACollectorSaysOfItselfNeedsNoLibrary() throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = withoutLibrary()) {
      Class<?> type = loader.loadClass(KubernetesCollector.class.getName());
      Object collector = type.getConstructor().newInstance();
      assertThat(type.getClassLoader()).isSameAs(loader);
      assertThat(type.getMethod("profile").invoke(collector).toString()).contains("kubernetes");
      assertThat(type.getMethod("catalogue").invoke(collector).toString()).isNotEmpty();
    }
  }

  /// So that the test above can fail.
  @Test
  void whatAsksTheServerNeedsTheLibrary() throws IOException {
    try (URLClassLoader loader = withoutLibrary()) {
      assertThat(loads(loader, ApiServer.class.getName())).isFalse();
      assertThat(loads(loader, Transport.class.getName())).isFalse();
    }
  }

  private static boolean loads(ClassLoader loader, String name) {
    try {
      return Class.forName(name, true, loader).getDeclaredMethods().length > 0;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }
}
