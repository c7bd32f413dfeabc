package dev.sluice.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files and directories that only their owner may read, from the moment they exist. On file systems
 * without POSIX permissions they get the directory's defaults.
 */
final class PrivateFiles {
  private PrivateFiles() {}

  static void write(Path file, String content) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(parent, ".draft", "", permissions("rw-------"));
      Files.writeString(draft, content);
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory, permissions("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory and all below it; one that does not exist is fine. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileAttribute<?>[] permissions(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))
            .toArray(FileAttribute<?>[]::new)
        : new FileAttribute<?>[0];
  }
}
