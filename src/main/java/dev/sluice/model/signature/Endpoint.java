package dev.sluice.model.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a vendor is: an absolute http or https URL whose path is a prefix of every request's.
 *
 * @param origin scheme, host and port
 * @param host as it stands in the {@code host} header: with the port where that is not the scheme's
 *     own
 * @param path encoded, without a closing slash; may be empty
 */
public record Endpoint(String origin, String host, String path) {
  private static final String NEEDED =
      "an absolute http:// or https:// URL without credentials, query and fragment";

  /** Throws {@code IllegalArgumentException} that says what is needed, without quoting the text. */
  public static Endpoint of(String text) {
    URI uri = parsed(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean extras =
        uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
    if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null || extras) {
      throw new IllegalArgumentException(NEEDED);
    }
    int usual = scheme.equals("https") ? 443 : 80;
    boolean plain = uri.getPort() < 0 || uri.getPort() == usual;
    String host = uri.getHost().toLowerCase(Locale.ROOT) + (plain ? "" : ":" + uri.getPort());
    return new Endpoint(scheme + "://" + host, host, trimmed(uri.getRawPath()));
  }

  /**
   * The address of a request.
   *
   * @param pathAndQuery encoded, with its leading slash
   */
  public String at(String pathAndQuery) {
    return origin + path + pathAndQuery;
  }

  private static URI parsed(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(NEEDED, null);
    }
  }

  private static String trimmed(String path) {
    return path == null ? "" : path.replaceFirst("/+$", "");
  }
}
