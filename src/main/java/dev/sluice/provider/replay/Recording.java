package dev.sluice.provider.replay;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider's answer as it came over the wire, with its timing: a comment {@code : wait 35} says
 * that what follows came 35 milliseconds after what stands before.
 */
record Recording(List<Step> steps) {
  private static final Pattern WAIT = Pattern.compile("(?m)^: ?wait (\\d{1,6})\\s*$");

  /** A piece of the stream and how long after the one before it came. */
  record Step(long waitMillis, Buffer bytes) {}

  Recording {
    steps = List.copyOf(steps);
  }

  static Recording of(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher wait = WAIT.matcher(text);
    long before = 0;
    int from = 0;
    while (wait.find()) {
      add(steps, before, text.substring(from, wait.start()));
      before = Long.parseLong(wait.group(1));
      from = wait.end();
    }
    add(steps, before, text.substring(from));
    return new Recording(steps);
  }

  private static void add(List<Step> steps, long waitMillis, String text) {
    if (!text.isBlank()) {
      steps.add(new Step(waitMillis, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8))));
    }
  }
}
