package dev.sluice.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A PostgreSQL server on a loopback port, password required. Runs detached from our terminal, so
 * that Ctrl-C reaches the gateway first and open streams can still be settled.
 */
final class PostgresEngine {
  private static final String NOT_DURABLE =
      "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";

  private final Path programs;
  private final Path data;
  private final Path log;
  private final EngineCommand command;
  private final PidFile pidFile;

  PostgresEngine(Path programs, Path data, Path log, PidFile pidFile) {
    this.programs = programs;
    this.data = data;
    this.log = log;
    this.command = EngineCommand.unprivileged(log);
    this.pidFile = pidFile;
  }

  /** Returns when the server accepts connections. */
  void start(int port, String password, boolean durable) {
    if (Files.notExists(data)) {
      initialise(password, durable);
    }
    PrivateFiles.write(
        data.resolve("sluice.conf"),
        "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = "
            + port
            + "\n"
            + (durable ? "" : NOT_DURABLE));
    command.run(
        program("pg_ctl"),
        "start",
        "--silent",
        "--wait",
        "--timeout=100",
        "--pgdata=" + data,
        "--log=" + log);
  }

  /** Ends the server, first by asking it; transactions still open are rolled back. */
  void stop() {
    Optional<ProcessHandle> server = pidFile.engine();
    if (server.isPresent() && !asked()) {
      server.get().destroyForcibly();
    }
  }

  private boolean asked() {
    return command.succeeds(
        program("pg_ctl"),
        "stop",
        "--silent",
        "--mode=fast",
        "--wait",
        "--timeout=30",
        "--pgdata=" + data);
  }

  /** Made beside its place and moved there when complete: a killed start leaves no half cluster. */
  private void initialise(String password, boolean durable) {
    Path draft = data.resolveSibling("postgres.draft");
    Path secret = data.resolveSibling("postgres.secret");
    Path script = data.resolveSibling("postgres.script");
    PrivateFiles.delete(draft);
    PrivateFiles.write(secret, password);
    PrivateFiles.write(script, "CREATE DATABASE " + EngineAddresses.DATABASE + "\n");
    command.run(
        program("initdb"),
        "--pgdata=" + draft,
        "--username=" + EngineAddresses.USER,
        "--pwfile=" + secret,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        durable ? "--data-checksums" : "--no-sync");
    command.run(
        script.toFile(), program("postgres"), "--single", "-j", "-D", draft.toString(), "postgres");
    try {
      Files.writeString(
          draft.resolve("postgresql.conf"), "include 'sluice.conf'\n", StandardOpenOption.APPEND);
      Files.delete(secret);
      Files.delete(script);
      Files.move(draft, data, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(Platform.current().program(name)).toString();
  }
}
