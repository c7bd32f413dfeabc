package dev.sluice.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * The engines' programs, unpacked from the class path into the data directory once per version. An
 * interrupted unpacking leaves nothing that a later start would trust.
 */
final class Binaries {
  private final Path directory;

  /**
   * @param directory a real path without links: running engines are recognised by it
   */
  Binaries(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** The directory that holds PostgreSQL's {@code bin}. */
  Path postgres() {
    String name = Platform.current().postgresArchive();
    return unpackedOnce("postgres", resource(name), Binaries::untar);
  }

  /** The Redis server program. */
  Path redis() {
    String name = redisName();
    return unpackedOnce("redis", resource(name), Binaries::copyProgram)
        .resolve(Platform.current().program("redis-server"));
  }

  private static String redisName() {
    Map<OsArchitecture, String> names = ExecutableProvider.newProvidedVersionsMap();
    try {
      return Optional.ofNullable(names.get(OsArchitecture.detectOSandArchitecture())).orElseThrow();
    } catch (RuntimeException unknownPlatform) {
      throw Platform.current().unsupported();
    }
  }

  /** Some names come with a leading slash, which some class loaders take and others do not. */
  private static URL resource(String name) {
    String path = name.startsWith("/") ? name.substring(1) : name;
    return Optional.ofNullable(Binaries.class.getClassLoader().getResource(path))
        .orElseThrow(() -> Platform.current().unsupported());
  }

  /** The packed size tells versions apart without reading the whole resource at every start. */
  private Path unpackedOnce(String engine, URL packed, Unpacking unpacking) {
    try {
      URLConnection connection = packed.openConnection();
      connection.setUseCaches(false);
      Path target = directory.resolve(engine + "-" + connection.getContentLengthLong());
      if (Files.notExists(target)) {
        System.out.println("Sluice: unpacking " + engine + " (once; takes a few seconds)");
        Path draft = Files.createTempDirectory(directory, ".unpacking");
        try (InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16)) {
          unpacking.unpack(in, draft);
        }
        Files.move(draft, target, ATOMIC_MOVE);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyProgram(InputStream in, Path target) throws IOException {
    Path program = target.resolve(Platform.current().program("redis-server"));
    Files.copy(in, program);
    makeExecutable(program);
  }

  private static void untar(InputStream in, Path target) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        extract(entry, tar, target);
      }
    }
  }

  private static void extract(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("Entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    if ((entry.getMode() & 0100) != 0) {
      makeExecutable(path);
    }
  }

  private static void makeExecutable(Path program) throws IOException {
    if (!program.toFile().setExecutable(true, true)) {
      throw new IOException("Cannot make " + program + " executable");
    }
  }

  private interface Unpacking {
    void unpack(InputStream packed, Path target) throws IOException;
  }
}
