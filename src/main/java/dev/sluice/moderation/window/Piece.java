package dev.sluice.moderation.window;

import dev.sluice.model.StreamPart;
import java.util.Optional;

/**
 * A received part that carries text, until all of it has gone out. It goes out as it came where it
 * can; where only its beginning is clear that goes out alone, and the rest joins the next part.
 */
final class Piece {
  private final Strand strand;
  private final Optional<Name> name;
  private final StreamPart part;
  private int start;
  private int end;
  private boolean asItCame = true;
  private boolean rest;
  private boolean done;

  /** A tool's name, which goes out whole. */
  private record Name(Strand strand, int end) {
    boolean clear() {
      return strand.clearPoint() >= end;
    }

    boolean masked() {
      return strand.masked(0, end);
    }

    String shown() {
      return strand.shown(0, end);
    }

    void release() {
      strand.release(end);
    }
  }

  private Piece(Strand strand, Optional<Name> name, StreamPart part, int start) {
    this.strand = strand;
    this.name = name;
    this.part = part;
    this.start = start;
    this.end = strand.position();
  }

  /** Of a part whose text the strand took from that position on. */
  static Piece of(StreamPart part, Strand strand, int start) {
    return new Piece(strand, Optional.empty(), part, start);
  }

  /** Of a tool call's first fragment: beside its arguments, the name is a text of its own. */
  static Piece named(StreamPart part, Strand strand, int start, Strand name) {
    return new Piece(strand, Optional.of(new Name(name, name.position())), part, start);
  }

  Strand strand() {
    return strand;
  }

  boolean done() {
    return done;
  }

  /** Takes the text of the next part of the same strand; only a rest of a split part does. */
  boolean join(Piece next) {
    if (!rest || next.strand != strand || next.name.isPresent()) {
      return false;
    }
    end = next.end;
    rest = false;
    return true;
  }

  /** As much of it as may go out now, as one part. */
  Optional<StreamPart> release() {
    if (name.isPresent() && asItCame && !name.get().clear()) {
      return Optional.empty();
    }
    int to = strand.clearWithin(start, end);
    if (to == start && to < end) {
      return Optional.empty();
    }
    return Optional.of(release(to));
  }

  private StreamPart release(int to) {
    StreamPart out = to == end && unchanged() ? part : with(strand.shown(start, to));
    if (asItCame) {
      name.ifPresent(Name::release);
    }
    strand.release(to);
    done = to == end;
    rest = !done;
    asItCame = false;
    start = to;
    return out;
  }

  private boolean unchanged() {
    return asItCame && !strand.masked(start, end) && !name.map(Name::masked).orElse(false);
  }

  private StreamPart with(String text) {
    if (part instanceof StreamPart.ToolCall call) {
      String id = asItCame ? call.id() : "";
      String called = asItCame ? name.map(Name::shown).orElse("") : "";
      return new StreamPart.ToolCall(call.choice(), call.index(), id, called, text);
    }
    StreamPart.Delta delta = (StreamPart.Delta) part;
    return new StreamPart.Delta(delta.choice(), delta.field(), text);
  }

  /** Whether it is kept back by nothing but the lexicon, which wants to see more text. */
  boolean waitsForMoreText() {
    return name.map(Name::clear).orElse(true) && strand.waitsForMoreText(start);
  }
}
