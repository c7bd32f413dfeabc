package dev.sluice.moderation;

/** Who judges texts beside the lexicon: the configured vendors, standing in for one another. */
public interface Judges {

  /** A judge for one text. Where no vendors are configured, one that allows everything. */
  Judge open(Subject subject);
}
