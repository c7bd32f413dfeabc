package dev.sluice.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a provider is: an absolute http or https URL whose path is a prefix of every request's. A
 * query is the protocol's business, credentials have no place in it.
 *
 * @param path without a closing slash, may be empty
 */
record BaseUrl(boolean secure, String host, int port, String path) {

  /** Throws {@code IllegalArgumentException}, without quoting the text, if it is none. */
  static BaseUrl of(String text) {
    URI uri = parse(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http") || uri.getHost() == null) {
      throw new IllegalArgumentException("an absolute http:// or https:// URL is needed");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a URL without credentials and fragment is needed");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    return new BaseUrl(secure, unbracketed(uri.getHost()), port, trimmed(uri.getRawPath()));
  }

  private static URI parse(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("an absolute http:// or https:// URL is needed", null);
    }
  }

  private static String trimmed(String path) {
    String all = path == null ? "" : path;
    int end = all.length();
    while (end > 0 && all.charAt(end - 1) == '/') {
      end--;
    }
    return all.substring(0, end);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
