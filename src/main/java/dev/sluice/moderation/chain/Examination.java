package dev.sluice.moderation.chain;

import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One vendor's calls about one passage: several where the text is longer than it takes. The first
 * call's permission is there already; the others wait for the vendor's rate.
 */
final class Examination {
  /** Calls of one passage to one vendor at a time. */
  private static final int AT_ONCE = 8;

  private final Chain chain;
  private final Member member;
  private final Brief brief;

  Examination(Chain chain, Member member, Brief brief) {
    this.chain = chain;
    this.member = member;
    this.brief = brief;
  }

  /** All answers, in the order of the text; fails with the first failure. */
  Uni<List<Answered>> answers() {
    int calls = brief.pieces().size();
    if (calls == 1 || brief.inOrder()) {
      return from(0, brief.session().issued(), new ArrayList<>());
    }
    List<Uni<Answered>> all =
        IntStream.range(0, calls).mapToObj(i -> call(i, Optional.empty())).toList();
    return Uni.join().all(all).usingConcurrencyOf(AT_ONCE).andFailFast();
  }

  /** Call after call, each with what the one before was answered with. */
  private Uni<List<Answered>> from(int index, Optional<String> issued, List<Answered> before) {
    return call(index, issued)
        .chain(
            answered -> {
              before.add(answered);
              return index == brief.pieces().size() - 1
                  ? Uni.createFrom().item(before)
                  : from(index + 1, answered.judgement().session().or(() -> issued), before);
            });
  }

  private Uni<Answered> call(int index, Optional<String> issued) {
    return index == 0 ? ask(index, issued) : permitted().chain(() -> ask(index, issued));
  }

  private Uni<Void> permitted() {
    return chain
        .rate()
        .take(member.id(), member.config().qps())
        .chain(
            grant ->
                grant instanceof Grant.Full full
                    ? chain.pause(full.after()).chain(this::permitted)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Answered> ask(int index, Optional<String> issued) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long asked = chain.nanoTime().getAsLong();
              Inquiry inquiry = brief.inquiry(index, issued);
              return member.ask(inquiry).map(it -> answered(index, inquiry, it, asked));
            });
  }

  private Answered answered(int index, Inquiry inquiry, Judgement judgement, long asked) {
    Answered answered =
        new Answered(
            brief.pieces().get(index).start(),
            inquiry.text().length(),
            judgement,
            chain.since(asked));
    member.answered(Measure.codePoints(inquiry.text()), answered.latency());
    return answered;
  }
}
