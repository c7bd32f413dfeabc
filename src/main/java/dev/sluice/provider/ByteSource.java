package dev.sluice.provider;

/**
 * Where the bytes of one answer come from: a connection, or a recording. Used on one context only;
 * hands bytes to the {@link UpstreamParts} it was given, one buffer a call of {@link #fetch}.
 */
public interface ByteSource {

  /** Asks for one more buffer, or for the end. May answer before it returns. */
  void fetch();

  /** Gives the answer up: nothing more is wanted, and the upstream shall stop. */
  void reset();

  /** The answer is whole although the source has not ended: lets it end by itself, unread. */
  void release();
}
