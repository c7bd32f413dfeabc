package dev.sluice.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JDBC form of a reactive PostgreSQL address, so that an operator writes it once. Several
 * comma-separated addresses become one JDBC address with several hosts.
 */
final class JdbcAddress {
  private static final Pattern REACTIVE =
      Pattern.compile(
          "(?:vertx-reactive:)?postgres(?:ql)?://"
              + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?@]+)(?<path>/[^?]*)?(?:\\?(?<query>.*))?");

  private JdbcAddress() {}

  /**
   * Derives the JDBC address.
   *
   * @throws StartRefused when the address has no JDBC form; the address, which may hold a password,
   *     is not repeated
   */
  static String fromReactive(String reactive) {
    List<Matcher> addresses =
        Arrays.stream(reactive.split(",(?=\\s*[a-z-]+:)")).map(JdbcAddress::parse).toList();
    Matcher first = addresses.get(0);
    String hosts = addresses.stream().map(a -> a.group("hosts")).collect(Collectors.joining(","));
    String path = first.group("path") == null ? "/" : first.group("path");
    return "jdbc:postgresql://" + hosts + path + query(first);
  }

  private static Matcher parse(String address) {
    Matcher matcher = REACTIVE.matcher(address.trim());
    if (matcher.matches()) {
      return matcher;
    }
    throw new StartRefused(
        EngineChoice.REACTIVE_URL
            + " is not of the form postgresql://host:port/database,"
            + " so set "
            + EngineChoice.JDBC_URL
            + " as well: migrations need it.");
  }

  /** JDBC has no user-info part: credentials in the address become parameters. */
  private static String query(Matcher address) {
    String joined =
        Stream.of(
                parameter("user=", address.group("user")),
                parameter("password=", address.group("password")),
                parameter("", address.group("query")))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
    return joined.isEmpty() ? "" : "?" + joined;
  }

  private static String parameter(String name, String value) {
    return value == null || value.isEmpty() ? "" : name + value;
  }
}
