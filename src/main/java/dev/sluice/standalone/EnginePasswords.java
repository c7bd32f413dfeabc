package dev.sluice.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of the two engines, made once per data directory, so that other users of the
 * machine cannot get in by loopback. Hexadecimal, 128 bits each.
 */
public record EnginePasswords(String postgres, String redis) {

  /** Reads the passwords, or makes them and stores them for the owner's eyes only. */
  static EnginePasswords at(Path file) {
    if (!Files.exists(file)) {
      PrivateFiles.write(
          file, "postgres.password=" + random() + "\nredis.password=" + random() + "\n");
    }
    Properties stored = new Properties();
    try {
      stored.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EnginePasswords(
        stored.getProperty("postgres.password", ""), stored.getProperty("redis.password", ""));
  }

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "EnginePasswords[…]";
  }
}
