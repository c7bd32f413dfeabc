package dev.sluice.moderation.window;

import dev.sluice.model.StreamPart;
import java.util.Optional;

/**
 * A received part that carries text, until all of it has gone out. It goes out as it came where it
 * can; where only its beginning is clear that goes out alone, and the rest joins the next part.
 */
final class Piece {
  private final Strand strand;
  private final Optional<Label> id;
  private final Optional<Label> name;
  private final StreamPart part;
  private int start;
  private int end;
  private boolean asItCame = true;
  private boolean rest;
  private boolean done;

  /** A tool call's id or name, which goes out whole. */
  private record Label(Strand strand, int end) {
    static Optional<Label> of(Optional<Strand> strand) {
      return strand.map(it -> new Label(it, it.position()));
    }

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

  private Piece(
      Strand strand, Optional<Label> id, Optional<Label> name, StreamPart part, int start) {
    this.strand = strand;
    this.id = id;
    this.name = name;
    this.part = part;
    this.start = start;
    this.end = strand.position();
  }

  /** Of a part whose text the strand took from that position on. */
  static Piece of(StreamPart part, Strand strand, int start) {
    return new Piece(strand, Optional.empty(), Optional.empty(), part, start);
  }

  /** Of a tool call's fragment: beside its arguments, id and name are texts of their own. */
  static Piece of(
      StreamPart part, Strand strand, int start, Optional<Strand> id, Optional<Strand> name) {
    return new Piece(strand, Label.of(id), Label.of(name), part, start);
  }

  Strand strand() {
    return strand;
  }

  boolean done() {
    return done;
  }

  /** Takes the text of the next part of the same strand; only a rest of a split part does. */
  boolean join(Piece next) {
    if (!rest || next.strand != strand || next.id.isPresent() || next.name.isPresent()) {
      return false;
    }
    end = next.end;
    rest = false;
    return true;
  }

  /** As much of it as may go out now, as one part. */
  Optional<StreamPart> release() {
    if (asItCame && !labelsAreClear()) {
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
      id.ifPresent(Label::release);
      name.ifPresent(Label::release);
    }
    strand.release(to);
    done = to == end;
    rest = !done;
    asItCame = false;
    start = to;
    return out;
  }

  private boolean labelsAreClear() {
    return id.map(Label::clear).orElse(true) && name.map(Label::clear).orElse(true);
  }

  private boolean unchanged() {
    return asItCame
        && !strand.masked(start, end)
        && !id.map(Label::masked).orElse(false)
        && !name.map(Label::masked).orElse(false);
  }

  private StreamPart with(String text) {
    if (part instanceof StreamPart.ToolCall call) {
      String known = asItCame ? id.map(Label::shown).orElse("") : "";
      String called = asItCame ? name.map(Label::shown).orElse("") : "";
      return new StreamPart.ToolCall(call.choice(), call.index(), known, called, text);
    }
    StreamPart.Delta delta = (StreamPart.Delta) part;
    return new StreamPart.Delta(delta.choice(), delta.field(), text);
  }

  /** Whether it is kept back by nothing but the lexicon, which wants to see more text. */
  boolean waitsForMoreText() {
    return labelsAreClear() && strand.waitsForMoreText(start);
  }
}
