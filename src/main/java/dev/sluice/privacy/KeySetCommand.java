package dev.sluice.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Makes key sets for operators, without starting anything: {@code keyset new} draws one, {@code
 * keyset rotate <file>} adds a key that seals from now on. What comes out is secret.
 */
public final class KeySetCommand {
  private static final String NAME = "keyset";

  private KeySetCommand() {}

  /**
   * The key set asked for; empty where the arguments ask for something else.
   *
   * @throws IllegalArgumentException with the one sentence an operator needs
   */
  public static Optional<String> run(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals(NAME)) {
      return Optional.empty();
    }
    try {
      return Optional.of(made(arguments).text());
    } catch (IOException | GeneralSecurityException | RuntimeException wrong) {
      throw new IllegalArgumentException(
          "Say 'keyset new', or 'keyset rotate <file>' with a file that holds a key set.", wrong);
    }
  }

  private static KeySet made(String... arguments) throws IOException, GeneralSecurityException {
    return switch (arguments[1]) {
      case "new" -> KeySet.draw();
      case "rotate" -> KeySet.parse(Files.readString(Path.of(arguments[2]))).rotated();
      default -> throw new IllegalArgumentException();
    };
  }
}
