package dev.sluice.provider.replay;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.FrameReader;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.SseReader;
import dev.sluice.provider.UpstreamContext;
import dev.sluice.provider.UpstreamParts;
import dev.sluice.provider.UpstreamStream;
import dev.sluice.provider.WireProtocol;
import dev.sluice.provider.openai.OpenAiProtocol;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Plays recordings in OpenAI's wire format, with their timing; the upstream model names the
 * recording. Where the last user message is mostly Chinese and a recording {@code <name>-zh}
 * exists, that one is played.
 */
public final class ReplayProvider implements Provider {
  private static final Duration NEVER_STALLS = Duration.ofHours(1);

  private final Vertx vertx;
  private final Recordings recordings;
  private final WireProtocol protocol;
  private final double speed;

  /** Reads all recordings; throws {@code UncheckedIOException} where their folder is unreadable. */
  public ReplayProvider(Vertx vertx, ProviderConfig config) {
    this.vertx = vertx;
    this.recordings =
        config.recordings().map(Path::of).map(Recordings::in).orElseGet(Recordings::builtIn);
    this.protocol = new OpenAiProtocol(config);
    this.speed = config.speed();
  }

  @Override
  public Uni<UpstreamStream> open(ChatRequest request, String upstreamModel) {
    return recordings
        .named(upstreamModel, MostlyChinese.is(request))
        .map(this::play)
        .orElseGet(() -> Uni.createFrom().failure(unknown(upstreamModel)));
  }

  private Uni<UpstreamStream> play(Recording recording) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              ContextInternal context = UpstreamContext.of(vertx);
              context.emit(nothing -> play(recording, context, emitter));
            });
  }

  private void play(
      Recording recording, ContextInternal context, UniEmitter<? super UpstreamStream> emitter) {
    FrameReader frames = new SseReader();
    UpstreamParts parts = new UpstreamParts(context, frames, protocol.decoder(), NEVER_STALLS);
    PlaybackOpening opening = new PlaybackOpening(parts, emitter);
    emitter.onTermination(() -> context.execute(opening::abandonIfOpening));
    parts.open(new Playback(vertx, recording, speed, parts), opening);
  }

  private static ProviderFailure unknown(String name) {
    return new ProviderFailure(Kind.BROKEN, "there is no recording \"" + name + "\"");
  }

  private static final class PlaybackOpening implements UpstreamParts.Opening {
    private final UpstreamParts parts;
    private final UniEmitter<? super UpstreamStream> emitter;
    private boolean over;

    PlaybackOpening(UpstreamParts parts, UniEmitter<? super UpstreamStream> emitter) {
      this.parts = parts;
      this.emitter = emitter;
    }

    @Override
    public void opened() {
      over = true;
      emitter.complete(new UpstreamStream(parts));
    }

    @Override
    public void failed(ProviderFailure failure) {
      over = true;
      emitter.fail(failure);
    }

    void abandonIfOpening() {
      if (!over) {
        parts.abandonUnlessTaken();
      }
    }
  }
}
