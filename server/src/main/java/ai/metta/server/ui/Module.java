// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import java.util.Arrays;
import java.util.Optional;

/// The libraries of the pages, as native modules out of their archives.
enum Module {
  LIT("lit", "META-INF/resources/_static/lit/3.3.3/", "index.js"),
  LIT_HTML("lit-html", "META-INF/resources/_static/lit-html/3.3.3/", "lit-html.js"),
  LIT_ELEMENT("lit-element", "META-INF/resources/_static/lit-element/4.2.2/", "index.js"),
  REACTIVE_ELEMENT(
      "@lit/reactive-element",
      "META-INF/resources/_static/reactive-element/2.1.2/",
      "reactive-element.js"),
  ECHARTS("echarts", "META-INF/resources/_static/echarts/6.0.0/dist/", "echarts.esm.min.mjs"),
  MARKED("marked", "META-INF/resources/_static/marked/17.0.1/lib/", "marked.esm.js"),
  DOMPURIFY("dompurify", "META-INF/resources/webjars/dompurify/3.3.3/dist/", "purify.es.mjs");

  private final String specifier;
  private final String folder;
  private final String entry;

  Module(String specifier, String folder, String entry) {
    this.specifier = specifier;
    this.folder = folder;
    this.entry = entry;
  }

  /// What a page imports it by.
  String specifier() {
    return specifier;
  }

  /// The file that is meant by the bare specifier.
  String entry() {
    return entry;
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
