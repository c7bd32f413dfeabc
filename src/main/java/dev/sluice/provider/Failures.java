package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * The failures of the connection to a provider, whatever protocol runs on it. The sentences are
 * constant: a network error's own message may hold an address that is nobody else's business.
 */
final class Failures {
  private Failures() {}

  static ProviderFailure eventTooLarge() {
    return new ProviderFailure(
        Kind.GARBLED, "the provider sent an event larger than " + FrameReader.MAX_EVENT + " bytes");
  }

  static ProviderFailure notAStream() {
    return new ProviderFailure(Kind.GARBLED, "the provider answered with a document, not a stream");
  }

  static ProviderFailure noFirstChunk(Duration allowed) {
    return new ProviderFailure(
        Kind.TIMED_OUT, "the provider sent no chunk within " + allowed.toMillis() + " ms");
  }

  static ProviderFailure noSlot() {
    return new ProviderFailure(
        Kind.SATURATED, "all streams to the provider are taken, and the queue for them is full");
  }

  static ProviderFailure noSlotWithin(Duration allowed) {
    return new ProviderFailure(
        Kind.SATURATED, "all streams to the provider were taken for " + allowed.toMillis() + " ms");
  }

  static ProviderFailure endedEmpty() {
    return new ProviderFailure(
        Kind.INTERRUPTED, "the provider's stream ended before its first chunk");
  }

  static ProviderFailure stalled(Duration allowed) {
    return new ProviderFailure(
        Kind.STALLED, "the provider was silent for " + allowed.toMillis() + " ms in mid-stream");
  }

  /** The connection failed before the answer began. */
  static ProviderFailure beforeAnswer(Throwable cause) {
    if (cause instanceof ProviderFailure failure) {
      return failure;
    }
    if (cause instanceof DecoderException || cause instanceof IllegalArgumentException) {
      return new ProviderFailure(Kind.GARBLED, "the provider did not answer in HTTP");
    }
    return new ProviderFailure(Kind.UNREACHABLE, unreachable(cause));
  }

  /** The connection failed in the middle of the answer. */
  static ProviderFailure midStream(Throwable cause) {
    if (cause instanceof ProviderFailure failure) {
      return failure;
    }
    if (cause instanceof DecoderException || cause instanceof IllegalArgumentException) {
      return new ProviderFailure(Kind.GARBLED, "the provider's stream is not valid HTTP");
    }
    return new ProviderFailure(Kind.INTERRUPTED, "the connection to the provider broke");
  }

  /** The request cannot be expressed in this provider's protocol, or its headers are not valid. */
  static ProviderFailure unencodable(RuntimeException cause) {
    if (cause instanceof ProviderFailure failure) {
      return failure.kind() == Kind.BAD_REQUEST
          ? new ProviderFailure(Kind.INEXPRESSIBLE, failure.getMessage())
          : failure;
    }
    return new ProviderFailure(
        Kind.BROKEN,
        "no request could be made for the provider: " + cause.getClass().getSimpleName());
  }

  /** A decoder stumbled over something that no protocol foresees. */
  static ProviderFailure undecodable(RuntimeException cause) {
    if (cause instanceof ProviderFailure failure) {
      return failure;
    }
    return new ProviderFailure(
        Kind.GARBLED, "the provider's stream is unreadable: " + cause.getClass().getSimpleName());
  }

  private static String unreachable(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "the provider's host name is unknown";
    }
    if (cause instanceof SSLException) {
      return "no secure connection to the provider";
    }
    if (cause instanceof ConnectTimeoutException) {
      return "no connection to the provider in time";
    }
    if (cause instanceof ConnectException) {
      return "the provider refused the connection";
    }
    return "the connection to the provider broke before it answered";
  }
}
