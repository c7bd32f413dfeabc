package dev.sluice.standalone;

import java.nio.file.Path;

/**
 * Where engines keep their data, and whether it must survive. The path is absolute.
 *
 * @param durable false for tests: data start empty and are never synced to disk
 */
public record EngineSettings(Path directory, boolean durable) {
  public EngineSettings {
    directory = directory.toAbsolutePath().normalize();
  }

  public static EngineSettings durable(Path directory) {
    return new EngineSettings(directory, true);
  }

  public static EngineSettings throwaway(Path directory) {
    return new EngineSettings(directory, false);
  }
}
