package dev.sluice.e2e;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Every line that the program logs at whatever level, with its stack traces, while it is open. */
final class CapturedLogs extends Handler implements AutoCloseable {
  private static final String OURS = "dev.sluice";

  private final StringBuffer lines = new StringBuffer();
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger(OURS);
  private final Level before = ours.getLevel();

  static CapturedLogs ofEverything() {
    CapturedLogs logs = new CapturedLogs();
    logs.setLevel(Level.ALL);
    logs.ours.setLevel(Level.ALL);
    logs.root.addHandler(logs);
    return logs;
  }

  @Override
  public void publish(LogRecord line) {
    lines.append(ExtLogRecord.wrap(line).getFormattedMessage()).append('\n');
    if (line.getThrown() != null) {
      StringWriter trace = new StringWriter();
      line.getThrown().printStackTrace(new PrintWriter(trace));
      lines.append(trace);
    }
  }

  String text() {
    return lines.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    ours.setLevel(before);
  }
}
