// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

/// What a request does. All but POST may be sent twice without doing more than once.
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE
}
