// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

/// One line of `config show --origin`.
///
/// @param value empty where it is unset; what looks like a credential is `***`
public record SettingRow(String key, String value, String origin) {}
