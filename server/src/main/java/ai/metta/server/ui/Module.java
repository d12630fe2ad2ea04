// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import java.util.Arrays;
import java.util.Optional;

/// The libraries of the pages, out of their archives as they are.
enum Module {
  LIT("lit", "META-INF/resources/_static/lit/3.3.3/", "index.js", Use.IMPORTED),
  LIT_HTML("lit-html", "META-INF/resources/_static/lit-html/3.3.3/", "lit-html.js", Use.IMPORTED),
  LIT_ELEMENT(
      "lit-element", "META-INF/resources/_static/lit-element/4.2.2/", "index.js", Use.IMPORTED),
  REACTIVE_ELEMENT(
      "@lit/reactive-element",
      "META-INF/resources/_static/reactive-element/2.1.2/",
      "reactive-element.js",
      Use.IMPORTED),
  ECHARTS(
      "echarts",
      "META-INF/resources/_static/echarts/6.0.0/dist/",
      "echarts.esm.min.mjs",
      Use.IMPORTED),
  MARKED("marked", "META-INF/resources/_static/marked/17.0.1/lib/", "marked.esm.js", Use.IMPORTED),
  DOMPURIFY(
      "dompurify",
      "META-INF/resources/webjars/dompurify/3.3.3/dist/",
      "purify.es.mjs",
      Use.IMPORTED),
  VEGA("vega", "META-INF/resources/webjars/vega/5.32.0/", "vega.min.js", Use.FRAMED),
  VEGA_LITE(
      "vega-lite", "META-INF/resources/webjars/vega-lite/5.23.0/", "vega-lite.min.js", Use.FRAMED);

  private final String specifier;
  private final String folder;
  private final String entry;
  private final Use use;

  Module(String specifier, String folder, String entry, Use use) {
    this.specifier = specifier;
    this.folder = folder;
    this.entry = entry;
    this.use = use;
  }

  /// Where it runs.
  enum Use {
    /// In the page, as a module.
    IMPORTED,
    /// In a frame that may compile code and reach nobody.
    FRAMED
  }

  Use use() {
    return use;
  }

  /// What a page imports it by.
  String specifier() {
    return specifier;
  }

  /// The address of the file that is meant by the bare specifier.
  String address() {
    return "/ui/lib/" + place() + "/" + entry;
  }

  /// The name of a folder that holds it, without a slash.
  String place() {
    return specifier.replace('/', '+');
  }

  /// Where a file of it lies on the class path.
  String resource(String file) {
    return folder + file;
  }

  static Optional<Module> at(String place) {
    return Arrays.stream(values()).filter(one -> one.place().equals(place)).findFirst();
  }
}
