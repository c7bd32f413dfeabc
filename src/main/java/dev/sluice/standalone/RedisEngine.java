package dev.sluice.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis server on a loopback port, password required, every write in an append-only file. Never
 * evicts: a full memory is an error to be seen, not a ledger entry lost.
 */
final class RedisEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path program;
  private final Path data;
  private final EngineCommand command;
  private final PidFile pidFile;

  RedisEngine(Path program, Path data, Path log, PidFile pidFile) {
    this.program = program;
    this.data = data;
    this.command = new EngineCommand(log, List.of());
    this.pidFile = pidFile;
  }

  /** Returns when the server answers with all its data loaded. */
  void start(int port, String password, boolean durable) {
    PrivateFiles.directory(data);
    Path configuration = data.resolve("redis.conf");
    PrivateFiles.write(configuration, configuration(port, password, durable));
    command.run(program.toString(), configuration.toString());
    awaitAnswer(port, password);
  }

  /** Ends the server; it writes out what it holds first. */
  void stop() {
    pidFile
        .engine()
        .ifPresent(
            server -> {
              server.destroy();
              if (!pidFile.awaitEnd(server, PATIENCE)) {
                server.destroyForcibly();
              }
            });
  }

  private String configuration(int port, String password, boolean durable) {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir "%s"
    pidfile "%s"
    logfile "%s"
    appendonly %s
    appendfsync everysec
    save ""
    maxmemory-policy noeviction
    daemonize yes
    """
        .formatted(
            port,
            password,
            quoted(data),
            quoted(pidFile.file()),
            quoted(data.resolve("redis.log")),
            durable ? "yes" : "no");
  }

  private static String quoted(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void awaitAnswer(int port, String password) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port, password)) {
      if (System.nanoTime() > deadline) {
        throw new StartRefused(
            "Redis did not come up; " + data.resolve("redis.log") + " says why.");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** While it loads its file, Redis answers PING with an error. */
  private static boolean answers(int port, String password) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(2000);
      String ask = "AUTH " + password + "\r\nPING\r\n";
      socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length());
      return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }
}
