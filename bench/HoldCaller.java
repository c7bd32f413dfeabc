import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one held stream through the gateway and notes when each chunk's text was there. */
final class HoldCaller implements Runnable {
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");

  private final int port;
  private final String alias;
  private final int number;
  private final HoldStream stream;
  private int chars;

  HoldCaller(int port, String alias, int number, HoldStream stream) {
    this.port = port;
    this.alias = alias;
    this.number = number;
    this.stream = stream;
  }

  @Override
  public void run() {
    try {
      HttpURLConnection call = ask();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          read(line);
        }
      }
    } catch (IOException e) {
      System.err.println("stream " + number + " failed: " + e.getMessage());
    }
  }

  private HttpURLConnection ask() throws IOException {
    HttpURLConnection call =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/v1/chat/completions").toURL().openConnection();
    call.setDoOutput(true);
    call.setRequestProperty("Authorization", "Bearer " + System.getenv("BENCH_KEY"));
    call.setRequestProperty("Content-Type", "application/json");
    String body =
        "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"stream %d.\"}]}"
            .formatted(alias, number);
    call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return call;
  }

  private void read(String line) {
    long now = System.nanoTime();
    if (line.equals("data: [DONE]")) {
      stream.ended = chars == 2 * stream.chunks() ? now : 0;
    }
    Matcher content = CONTENT.matcher(line);
    if (content.find()) {
      int before = chars;
      chars += content.group(1).length();
      for (int i = (before + 1) / 2; i < chars / 2; i++) {
        stream.readAt[i] = now;
      }
    }
  }
}
