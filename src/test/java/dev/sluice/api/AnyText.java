package dev.sluice.api;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts for properties: any UTF-16 units, the troublesome ones often. */
public final class AnyText {
  private AnyText() {}

  /** Lone surrogates, controls, quotes, line separators and whatever else a string can hold. */
  public static Arbitrary<String> utf16() {
    Arbitrary<Character> troublesome =
        Arbitraries.of(
            '"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\0', '\u001f', '\u007f', '\u0080',
            '\u07ff', '\u0800', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ud83d',
            '\ude00', '\udbff', '\udfff', '<', '审', 'a', ' ');
    return Arbitraries.oneOf(troublesome, Arbitraries.chars().all())
        .array(char[].class)
        .ofMaxSize(60)
        .map(String::new);
  }
}
