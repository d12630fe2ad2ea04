// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why the operating system refused something, in words. Java's own message is often the path
/// alone, and the reason only the name of a class.
public final class SystemReason {
  private static final String ABSENT = "there is no such file or folder";

  /// How Java says that a program cannot be started: by the system's number.
  private static final Pattern NOT_STARTED = Pattern.compile("error[=:] ?(\\d+)\\W+([^()]*\\w)");

  private SystemReason() {}

  /// The reason, without the path; in the words of the system where Java passes them on.
  public static String of(IOException refused) {
    return switch (refused) {
      case NoSuchFileException _ -> ABSENT;
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file is in the way";
      case NotDirectoryException _ -> "not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemException other -> said(other.getReason());
      case CharacterCodingException _ -> "not UTF-8 text";
      case ClosedByInterruptException _ -> "interrupted";
      default -> said(refused.getMessage());
    };
  }

  private static String said(@Nullable String words) {
    if (words == null || words.isBlank()) {
      return "for an unknown reason";
    }
    Matcher start = NOT_STARTED.matcher(words);
    if (!start.find()) {
      return words;
    }
    return start.group(1).equals("2") ? ABSENT : start.group(2);
  }
}
