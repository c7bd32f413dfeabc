package dev.sluice.journey;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Finding;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.InputModeration;
import dev.sluice.moderation.OutputModeration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Moderation that lets everything pass until told otherwise, and finds what it is told to. */
final class FakeModeration implements InputModeration, OutputModeration {
  Function<ChatRequest, Uni<ChatRequest>> inspecting = Uni.createFrom()::item;
  UnaryOperator<Multi<StreamPart>> moderating = answer -> answer;
  final List<Finding> found = new ArrayList<>();
  final List<ChatRequest> inspected = new ArrayList<>();
  final List<Answered> moderated = new ArrayList<>();

  @Override
  public Uni<ChatRequest> inspect(Received from, ChatRequest request, Consumer<Finding> findings) {
    return Uni.createFrom()
        .deferred(
            () -> {
              inspected.add(request);
              found.forEach(findings);
              return inspecting.apply(request);
            });
  }

  @Override
  public Multi<StreamPart> moderate(Multi<StreamPart> answer, Answered of, Witness witness) {
    moderated.add(of);
    return moderating.apply(answer);
  }
}
