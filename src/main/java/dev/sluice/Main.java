package dev.sluice;

import dev.sluice.privacy.KeySetCommand;
import dev.sluice.standalone.StandaloneStart;
import dev.sluice.standalone.StartRefused;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;

/**
 * The program: makes sure there is a PostgreSQL and a Redis to talk to, then runs the gateway. A
 * start that cannot succeed ends here with one sentence and exit code 1.
 */
@QuarkusMain
public final class Main {
  public static void main(String... args) {
    if (madeKeySet(args)) {
      return;
    }
    try {
      StandaloneStart.prepare();
    } catch (StartRefused refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    }
    Quarkus.run(null, Main::ended, args);
  }

  /** The one command beside running: it prints a key set for personal data. */
  private static boolean madeKeySet(String... args) {
    try {
      Optional<String> keys = KeySetCommand.run(args);
      keys.ifPresent(System.out::print);
      return keys.isPresent();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
      return true;
    }
  }

  /** The default handler ends the process, or in development mode only this run of it. */
  private static void ended(int exitCode, Throwable failure) {
    if (failure != null) {
      StartFailure.of(failure).tell();
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
  }
}
