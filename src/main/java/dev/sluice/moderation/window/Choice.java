package dev.sluice.moderation.window;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.window.Strand.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One choice of an answer. Its parts go out in the order they came; only where the lexicon wants
 * more text of one field before it lets its last letters go do other fields overtake these. The
 * finish waits for every verdict.
 */
final class Choice {
  private final Answering answering;
  private final int index;
  private final Map<Field, Strand> fields = new EnumMap<>(Field.class);
  private final Map<Integer, Strand> arguments = new HashMap<>();
  private final List<Strand> all = new ArrayList<>();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private Optional<Strand> current = Optional.empty();
  private Optional<StreamPart> finish = Optional.empty();
  private boolean ended;

  Choice(Answering answering, int index) {
    this.answering = answering;
    this.index = index;
  }

  void take(StreamPart.Delta delta) {
    if (!ended) {
      Strand strand = fields.computeIfAbsent(delta.field(), this::strand);
      turnTo(strand);
      int start = strand.position();
      strand.take(delta.text());
      add(Piece.of(delta, strand, start));
    }
  }

  void take(StreamPart.ToolCall call) {
    if (ended) {
      return;
    }
    Strand strand = arguments.computeIfAbsent(call.index(), this::argumentsStrand);
    turnTo(strand);
    int start = strand.position();
    strand.take(call.arguments());
    Optional<Strand> id = whole(call, "id", Kind.ID, call.id());
    Optional<Strand> name = whole(call, "name", Kind.ASIDE, call.name());
    add(Piece.of(call, strand, start, id, name));
  }

  /** A text that comes at once, where it comes. */
  private Optional<Strand> whole(StreamPart.ToolCall call, String field, Kind kind, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Strand strand = strand("tool_calls[" + call.index() + "]." + field, kind);
    strand.take(text);
    strand.end();
    return Optional.of(strand);
  }

  private Strand argumentsStrand(int call) {
    return strand("tool_calls[" + call + "].arguments", Kind.JSON);
  }

  private Strand strand(Field field) {
    return strand(field.wireName(), field == Field.CONTENT ? Kind.CONTENT : Kind.ASIDE);
  }

  private Strand strand(String field, Kind kind) {
    Strand strand = new Strand(answering, index, field, kind);
    all.add(strand);
    return strand;
  }

  private void turnTo(Strand strand) {
    if (current.isPresent() && current.get() != strand) {
      current.get().pause();
    }
    current = Optional.of(strand);
  }

  private void add(Piece piece) {
    if (pieces.isEmpty() || !pieces.peekLast().join(piece)) {
      pieces.add(piece);
    }
  }

  /** The provider ended it. What its own filter ended is not shown any further. */
  void finish(StreamPart.Finished finished) {
    if (ended) {
      return;
    }
    finish = Optional.of(finished);
    if (finished.reason() == FinishReason.CONTENT_FILTER) {
      ended = true;
      pieces.clear();
      all.forEach(Strand::discard);
    } else {
      end();
    }
  }

  /** No more text follows. */
  void end() {
    if (!ended) {
      ended = true;
      fields.values().forEach(Strand::end);
      arguments.values().forEach(Strand::end);
    }
  }

  /** The next part that may go out. */
  Optional<StreamPart> next() {
    if (pieces.isEmpty()) {
      return mayFinish() ? takeFinish() : Optional.empty();
    }
    Piece first = pieces.peek();
    Optional<StreamPart> out = release(first);
    return out.isPresent() || !first.waitsForMoreText() ? out : overtake();
  }

  private Optional<StreamPart> release(Piece first) {
    Optional<StreamPart> out = first.release();
    if (first.done()) {
      pieces.remove();
    }
    return out;
  }

  private Optional<StreamPart> overtake() {
    Set<Strand> waiting = new HashSet<>();
    for (Iterator<Piece> others = pieces.iterator(); others.hasNext(); ) {
      Piece piece = others.next();
      if (waiting.contains(piece.strand())) {
        continue;
      }
      Optional<StreamPart> out = piece.release();
      if (piece.done()) {
        others.remove();
      }
      if (out.isPresent() || !piece.waitsForMoreText()) {
        return out;
      }
      waiting.add(piece.strand());
    }
    return Optional.empty();
  }

  /** A choice that is open when the answer is cut is ended by the cut, whatever it was told. */
  private boolean mayFinish() {
    return finish.isPresent() && settled() && !answering.cutting().isWished();
  }

  private Optional<StreamPart> takeFinish() {
    Optional<StreamPart> out = finish;
    finish = Optional.empty();
    return out;
  }

  /** Whether no verdict is awaited. */
  boolean settled() {
    for (Strand strand : all) {
      if (strand.windows().pending()) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing of it is left to be judged or released. */
  boolean done() {
    return pieces.isEmpty() && finish.isEmpty() && settled();
  }

  /** From where its shown text has to be hidden, were the answer cut now. */
  OptionalInt retraction() {
    return all.stream().map(Strand::retraction).flatMapToInt(OptionalInt::stream).min();
  }

  boolean holdsNothing() {
    return pieces.isEmpty() && finish.isEmpty();
  }

  List<Strand> strands() {
    return all;
  }
}
