package dev.sluice.testing;

import dev.sluice.standalone.EngineSettings;
import dev.sluice.standalone.LocalEngines;
import dev.sluice.standalone.RunningEngines;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Gives a test a real, empty PostgreSQL and Redis:
 * {@code @WithTestResource(EnginesResource.class)}. Both start once per test JVM, in {@code
 * target/test-engines}, and are shared by all its tests.
 */
public final class EnginesResource implements QuarkusTestResourceLifecycleManager {
  private static final String MARK = "sluice.test.engines/";

  /** Test classes may be loaded several times in one JVM; its system properties exist once. */
  @Override
  public Map<String, String> start() {
    Properties shared = System.getProperties();
    synchronized (shared) {
      if (shared.stringPropertyNames().stream().noneMatch(key -> key.startsWith(MARK))) {
        startEngines().forEach((key, value) -> shared.setProperty(MARK + key, value));
      }
      return started(shared);
    }
  }

  private static Map<String, String> startEngines() {
    Path directory = Path.of("target", "test-engines");
    RunningEngines engines = new LocalEngines().start(EngineSettings.throwaway(directory));
    Runtime.getRuntime().addShutdownHook(new Thread(engines::stop, "engines-stop"));
    Map<String, String> configuration = new HashMap<>(engines.addresses().asProperties());
    configuration.put("sluice.privacy.keyset", TestKeySet.TEXT);
    return configuration;
  }

  private static Map<String, String> started(Properties shared) {
    Map<String, String> configuration = new HashMap<>();
    shared.stringPropertyNames().stream()
        .filter(key -> key.startsWith(MARK))
        .forEach(key -> configuration.put(key.substring(MARK.length()), shared.getProperty(key)));
    configuration.put("quarkus.http.test-port", "0");
    return configuration;
  }

  /** The engines outlive every application under test and end with the JVM. */
  @Override
  public void stop() {}
}
