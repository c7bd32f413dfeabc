package dev.sluice.standalone;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Operating system and processor, in the words that the packages of engine binaries use. Binaries
 * for Linux exist for glibc, and for musl on Alpine.
 */
record Platform(String system, String processor, boolean alpine) {

  static Platform current() {
    return new Platform(
        system(System.getProperty("os.name").toLowerCase(Locale.ROOT)),
        processor(System.getProperty("os.arch").toLowerCase(Locale.ROOT)),
        Files.exists(Path.of("/etc/alpine-release")));
  }

  String postgresArchive() {
    return "postgres-" + system + "-" + processor + (alpine ? "-alpine_linux" : "") + ".txz";
  }

  String program(String name) {
    return system.equals("windows") ? name + ".exe" : name;
  }

  /** The file that is always empty. */
  File nothing() {
    return new File(system.equals("windows") ? "NUL" : "/dev/null");
  }

  StartRefused unsupported() {
    return EmbeddedEngines.none("This build of Sluice on " + system + " " + processor);
  }

  private static String system(String name) {
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
  }

  private static String processor(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> name;
    };
  }
}
