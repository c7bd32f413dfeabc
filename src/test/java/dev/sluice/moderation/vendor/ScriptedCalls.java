package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A vendor's HTTP side that answers from a script and keeps what it was sent. */
public final class ScriptedCalls implements VendorProtocol.Calls {
  private final Queue<VendorAnswer> answers;
  private final List<VendorRequest> requests = new ArrayList<>();

  public ScriptedCalls(List<VendorAnswer> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  @Override
  public Uni<VendorAnswer> send(VendorRequest request) {
    return Uni.createFrom()
        .item(
            () -> {
              requests.add(request);
              if (answers.isEmpty()) {
                throw new AssertionError("a call more than the script has: " + request.uri());
              }
              return answers.remove();
            });
  }

  public List<VendorRequest> requests() {
    return List.copyOf(requests);
  }
}
