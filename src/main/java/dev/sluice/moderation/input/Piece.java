package dev.sluice.moderation.input;

/** One string of a request. */
record Piece(String text, Kind kind) {

  /** What the string is in the request's JSON. */
  enum Kind {
    /** What a message says; a message's are one text to whoever reads them. */
    SPOKEN,
    /** Any other value. */
    VALUE,
    /** The name of a field; the one thing that cannot be masked. */
    NAME
  }
}
