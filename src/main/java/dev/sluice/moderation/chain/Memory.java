package dev.sluice.moderation.chain;

import dev.sluice.model.Direction;
import dev.sluice.model.Sha256;
import dev.sluice.model.Span;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Capabilities.Session;
import dev.sluice.moderation.vendor.Inquiry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said of one text so far, and which vendor heard how much of it. A vendor that comes in
 * later, or whose last call came to nothing, is told what went before, as far as it is kept and as
 * the vendor takes. Safe for all threads.
 */
final class Memory {
  /** Calls' worth of earlier text for a vendor that joins calls itself. */
  private static final int CONTEXT_CALLS = 4;

  private static final int HEX_DIGITS = 32;

  private final Subject subject;
  private final int overlap;
  private final PromptLinks links;
  private final String account;
  private final Transcript transcript;
  private final Map<String, VendorSession> sessions = new HashMap<>();

  /**
   * @param overlap in code points, for vendors that keep no session
   */
  Memory(Subject subject, int overlap, PromptLinks links) {
    this(subject, overlap, links, new Transcript(0));
  }

  private Memory(Subject subject, int overlap, PromptLinks links, Transcript transcript) {
    this.transcript = transcript;
    this.subject = subject;
    this.overlap = overlap;
    this.links = links;
    this.account = hash("account", subject.account());
  }

  synchronized void take(Passage passage) {
    transcript.take(passage);
  }

  /** For a vendor that is to judge the passage by itself, with the overlap before it. */
  synchronized Memory aside(Passage passage) {
    int from = overlapped(passage.position());
    String text = transcript.slice(from, transcript.end());
    Subject once =
        new Subject(
            subject.generation(),
            subject.alias(),
            subject.direction(),
            subject.choice(),
            subject.field() + "@" + passage.position(),
            subject.prompt(),
            subject.account());
    Memory aside = new Memory(once, overlap, links, new Transcript(from));
    aside.take(new Passage(text, from, true));
    return aside;
  }

  /** Whether the vendor has heard all of the text before that position. */
  synchronized boolean follows(Member member, int position) {
    VendorSession session = sessions.get(member.id());
    return session != null && session.begun() && session.seen() == position && position > 0;
  }

  synchronized Brief brief(Member member, Passage passage) {
    Capabilities can = member.capabilities();
    VendorSession session = session(member, passage.position());
    sessions.put(member.id(), session);
    int from = start(can, session, passage.position());
    List<Span> pieces =
        Pieces.of(
                transcript.text(),
                from - transcript.begin(),
                limit(can),
                can.unit(),
                joins(can) ? 0 : overlap)
            .stream()
            .map(piece -> moved(piece, transcript.begin()))
            .toList();
    return new Brief(this, session, pieces, keepsOrder(can.session()), passage.last());
  }

  /** The vendor's session, or a new one where the text does not go on where it ended. */
  private VendorSession session(Member member, int position) {
    Optional<String> linked = link(member);
    VendorSession session = sessions.getOrDefault(member.id(), VendorSession.first(linked));
    boolean goesOn =
        session.begun() && session.seen() <= position && session.seen() >= transcript.begin();
    return goesOn || !session.begun() ? session : session.renewed(linked);
  }

  private int start(Capabilities can, VendorSession session, int position) {
    if (can.session() != Session.WHOLE && session.begun()) {
      return joins(can) ? session.seen() : overlapped(session.seen());
    }
    int calls = joins(can) ? CONTEXT_CALLS : 1;
    int context = back(transcript.end(), (long) calls * limit(can), can.unit());
    return context <= position ? context : joins(can) ? position : overlapped(position);
  }

  private int overlapped(int position) {
    return back(position, overlap, Capabilities.Unit.CODE_POINTS);
  }

  private int back(int from, long most, Capabilities.Unit unit) {
    int units = (int) Math.min(most, Integer.MAX_VALUE);
    int begin = transcript.begin();
    return begin + Measure.back(transcript.text(), from - begin, 0, units, unit);
  }

  private int limit(Capabilities can) {
    return can.limit(subject.direction());
  }

  synchronized Inquiry inquiry(
      Span piece, int session, Optional<String> issued, boolean first, boolean last) {
    return new Inquiry(
        transcript.slice(piece.start(), piece.end()),
        subject.direction(),
        subject.direction() == Direction.INPUT ? "" : subject.prompt(),
        sessionId(session),
        issued,
        first,
        last,
        account);
  }

  /** The vendor has answered all calls of the brief. */
  synchronized void heard(Member member, Brief brief, Optional<String> issued) {
    int end = brief.pieces().get(brief.pieces().size() - 1).end();
    sessions.put(member.id(), brief.session().heard(end, issued));
    if (linksPrompt(member) && subject.direction() == Direction.INPUT) {
      links.put(subject, member.id(), brief.pieces().size() == 1 ? issued : Optional.empty());
    }
  }

  /** A call came to nothing: whether the vendor took the text is not known. */
  synchronized void lost(Member member, Brief brief) {
    sessions.put(member.id(), brief.session().renewed(link(member)));
  }

  private Optional<String> link(Member member) {
    return linksPrompt(member) && subject.direction() == Direction.OUTPUT
        ? links.get(subject.generation(), member.id())
        : Optional.empty();
  }

  private static boolean linksPrompt(Member member) {
    return member.capabilities().session() == Session.LINKED_TO_PROMPT;
  }

  /** Whether the vendor itself sees what spans two calls; no vendor does so in inputs. */
  private boolean joins(Capabilities can) {
    return subject.direction() == Direction.OUTPUT
        && (can.session() == Session.JOINED || can.session() == Session.ISSUED);
  }

  private static boolean keepsOrder(Session session) {
    return session == Session.JOINED
        || session == Session.ISSUED
        || session == Session.LINKED_TO_PROMPT;
  }

  private static Span moved(Span piece, int by) {
    return new Span(piece.start() + by, piece.end() + by);
  }

  private String sessionId(int number) {
    String text = subject.direction() + "/" + subject.choice() + "/" + subject.field();
    return hash("session", subject.generation() + "/" + text + "/" + number);
  }

  private static String hash(String kind, String text) {
    return Sha256.hex(kind + ":" + text).substring(0, HEX_DIGITS);
  }
}
