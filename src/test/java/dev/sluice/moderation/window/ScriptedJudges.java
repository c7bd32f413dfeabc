package dev.sluice.moderation.window;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges that answer when a test says so, one for each choice and field. */
final class ScriptedJudges implements Judges {
  private final Map<String, Scripted> byText = new LinkedHashMap<>();

  @Override
  public Judge open(Subject subject) {
    return byText.computeIfAbsent(
        subject.choice() + " " + subject.field(), it -> new Scripted(subject));
  }

  /** The judge of that choice's field, once it was opened. */
  Scripted of(String choiceAndField) {
    Scripted judge = byText.get(choiceAndField);
    if (judge == null) {
      throw new AssertionError("no judge of " + choiceAndField + " but of " + byText.keySet());
    }
    return judge;
  }

  List<Scripted> all() {
    return List.copyOf(byText.values());
  }

  long inFlight() {
    return byText.values().stream().filter(it -> it.asked().isPresent()).count();
  }

  /** One judge, and what it was asked. */
  static final class Scripted implements Judge {
    private final Subject subject;
    private final List<Passage> passages = new ArrayList<>();
    private Optional<UniEmitter<? super Verdict>> call = Optional.empty();
    private int givenUp;

    Scripted(Subject subject) {
      this.subject = subject;
    }

    @Override
    public Uni<Verdict> judge(Passage passage) {
      return Uni.createFrom().emitter(emitter -> begin(passage, emitter));
    }

    private void begin(Passage passage, UniEmitter<? super Verdict> emitter) {
      if (call.isPresent()) {
        throw new AssertionError("asked twice at a time");
      }
      passages.add(passage);
      call = Optional.of(emitter);
      emitter.onTermination(() -> over(emitter));
    }

    private void over(UniEmitter<? super Verdict> which) {
      if (call.filter(it -> it == which).isPresent()) {
        givenUp++;
        call = Optional.empty();
      }
    }

    void answer(Verdict verdict) {
      take().complete(verdict);
    }

    void fail(Throwable failure) {
      take().fail(failure);
    }

    private UniEmitter<? super Verdict> take() {
      UniEmitter<? super Verdict> taken =
          call.orElseThrow(() -> new AssertionError("nothing is being asked"));
      call = Optional.empty();
      return taken;
    }

    /** What is being asked at the moment. */
    Optional<Passage> asked() {
      return call.map(it -> passages.get(passages.size() - 1));
    }

    List<Passage> passages() {
      return passages;
    }

    int givenUp() {
      return givenUp;
    }

    Subject subject() {
      return subject;
    }
  }
}
