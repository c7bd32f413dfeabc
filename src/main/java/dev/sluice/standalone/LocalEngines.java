package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs both engines as child programs over one data directory: {@code postgres/}, {@code redis/},
 * {@code programs/}, passwords and logs. Engines that a killed gateway left behind are ended first;
 * they shut down in order, so nothing is lost.
 */
public final class LocalEngines implements EmbeddedEngines {

  @Override
  public RunningEngines start(EngineSettings settings) {
    try {
      Path directory = PrivateFiles.directory(settings.directory()).toRealPath();
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        return start(directory, settings.durable(), lock);
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StartRefused(
          "The data directory " + settings.directory() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static RunningEngines start(Path directory, boolean durable, DirectoryLock lock) {
    Binaries binaries = new Binaries(PrivateFiles.directory(directory.resolve("programs")));
    PostgresEngine postgres = postgres(directory, binaries);
    RedisEngine redis = redis(directory, binaries);
    postgres.stop();
    redis.stop();
    if (!durable) {
      PrivateFiles.delete(directory.resolve("postgres"));
      PrivateFiles.delete(directory.resolve("redis"));
    }
    EnginePasswords passwords = EnginePasswords.at(directory.resolve("engines.properties"));
    try {
      // Chosen only when its engine starts: until then a connection of anybody may take the port.
      int postgresPort = freePort();
      postgres.start(postgresPort, passwords.postgres(), durable);
      int redisPort = freePort();
      redis.start(redisPort, passwords.redis(), durable);
      System.out.println(
          "Sluice: PostgreSQL on 127.0.0.1:%d, Redis on 127.0.0.1:%d, data in %s"
              .formatted(postgresPort, redisPort, directory));
      EngineAddresses addresses = new EngineAddresses(postgresPort, redisPort, passwords);
      return new Started(addresses, postgres, redis, lock, new AtomicBoolean());
    } catch (RuntimeException e) {
      redis.stop();
      postgres.stop();
      throw e;
    }
  }

  private static PostgresEngine postgres(Path directory, Binaries binaries) {
    Path data = directory.resolve("postgres");
    PidFile pid = new PidFile(data.resolve("postmaster.pid"), binaries.directory());
    return new PostgresEngine(binaries.postgres(), data, directory.resolve("postgres.log"), pid);
  }

  private static RedisEngine redis(Path directory, Binaries binaries) {
    Path data = directory.resolve("redis");
    PidFile pid = new PidFile(data.resolve("redis.pid"), binaries.directory());
    return new RedisEngine(binaries.redis(), data, directory.resolve("redis.log"), pid);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Started(
      EngineAddresses addresses,
      PostgresEngine postgres,
      RedisEngine redis,
      DirectoryLock lock,
      AtomicBoolean stopped)
      implements RunningEngines {

    @Override
    public void stop() {
      if (stopped.compareAndSet(false, true)) {
        redis.stop();
        postgres.stop();
        lock.close();
      }
    }
  }
}
