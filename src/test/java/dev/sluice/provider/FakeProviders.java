package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Providers that answer when and how a test says; they remember what they were asked. */
final class FakeProviders implements Function<String, Provider> {

  private final List<Candidate> asked = new ArrayList<>();
  private final List<Candidate> cancelled = new ArrayList<>();
  private final Map<Candidate, UniEmitter<? super UpstreamStream>> underWay = new HashMap<>();
  private final Map<Candidate, Uni<UpstreamStream>> scripted = new HashMap<>();

  @Override
  public Provider apply(String id) {
    return (request, upstreamModel) -> open(new Candidate(id, upstreamModel), request);
  }

  private Uni<UpstreamStream> open(Candidate candidate, ChatRequest request) {
    Uni<UpstreamStream> byHand =
        Uni.createFrom()
            .<UpstreamStream>emitter(emitter -> underWay.put(candidate, emitter))
            .onCancellation()
            .invoke(() -> cancelled.add(candidate));
    return Uni.createFrom()
        .deferred(
            () -> {
              asked.add(candidate);
              return scripted.getOrDefault(candidate, byHand);
            });
  }

  /** From now on that candidate answers so by itself. */
  void script(Candidate candidate, Uni<UpstreamStream> answer) {
    scripted.put(candidate, answer);
  }

  void answer(Candidate candidate, Multi<StreamPart> parts) {
    underWay.remove(candidate).complete(new UpstreamStream(parts));
  }

  void fail(Candidate candidate, Throwable failure) {
    underWay.remove(candidate).fail(failure);
  }

  void fail(Candidate candidate, ProviderFailure.Kind kind) {
    fail(candidate, new ProviderFailure(kind, kind.name()));
  }

  /** In order, with repetitions. */
  List<Candidate> asked() {
    return asked;
  }

  List<Candidate> cancelled() {
    return cancelled;
  }
}
