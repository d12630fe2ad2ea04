// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Shared;
import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What is known of W&B's own schema, which it does not publish. It lies below `METTA_SHARED`, by
/// default beside the repository; when the variable is set it must be there.
record WandbSchema(GraphQLSchema schema) {
  static WandbSchema known() {
    Path shared = Shared.folder("no schema");
    Path file = shared.resolve("graphql/wandb-schema.graphql");
    try {
      return new WandbSchema(
          UnExecutableSchemaGenerator.makeUnExecutableSchema(
              new SchemaParser().parse(Files.readString(file))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("METTA_SHARED has no readable " + file, unreadable);
    }
  }

  /// What is wrong with a document, in the words of the validator.
  List<String> faults(String text) {
    Document document = Parser.parse(text);
    return new Validator()
        .validateDocument(schema, document, Locale.ROOT).stream()
            .map(error -> error.getMessage())
            .toList();
  }
}
