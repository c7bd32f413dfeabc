package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import java.util.Optional;

/**
 * The content of a {@code data:} URL.
 *
 * @param mediaType without parameters, e.g. {@code image/png}
 * @param base64 not checked: the provider decodes it
 */
public record DataUrl(String mediaType, String base64) {
  private static final String SCHEME = "data:";
  private static final String MARK = ";base64";

  /** Empty for a URL of another scheme; {@code BAD_REQUEST} where the data is not base64. */
  public static Optional<DataUrl> of(String url) {
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(SCHEME.length(), comma);
    if (!head.endsWith(MARK) || head.length() == MARK.length()) {
      throw new ProviderFailure(
          ProviderFailure.Kind.BAD_REQUEST,
          "An image's data: URL must have the form data:<media type>;base64,<data>.");
    }
    String mediaType = head.substring(0, head.indexOf(';'));
    return Optional.of(new DataUrl(mediaType, url.substring(comma + 1)));
  }
}
