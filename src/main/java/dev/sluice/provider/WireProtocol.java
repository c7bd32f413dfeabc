package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import io.vertx.core.MultiMap;

/** One provider protocol: pure translation, no I/O. One instance serves all streams. */
public interface WireProtocol {

  /** How events are told apart on the wire. */
  enum Framing {
    /** Server-sent events. */
    SSE,
    /** One JSON document a line. */
    LINES
  }

  /** The request for this upstream model, always asking for a stream with usage. */
  UpstreamRequest encode(ChatRequest request, String upstreamModel);

  Framing framing();

  /** A fresh decoder for one stream. */
  PartDecoder decoder();

  /**
   * What an answer other than 2xx means.
   *
   * @param body the beginning of the error body, bounded
   */
  ProviderFailure failure(int status, MultiMap headers, String body);
}
