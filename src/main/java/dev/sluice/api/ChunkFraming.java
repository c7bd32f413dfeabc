package dev.sluice.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Frames a stream's HTTP chunks in one buffer each. Netty's encoder hands on three, the size, the
 * bytes and the line end, with a promise each and a gathering write: for frames of 200 bytes that
 * is the larger part of what a frame costs. Stands in a connection's pipeline while a stream is
 * written; everything but a stream's chunks goes on to the encoder.
 */
@ChannelHandler.Sharable
final class ChunkFraming extends ChannelOutboundHandlerAdapter {
  private static final ChunkFraming INSTANCE = new ChunkFraming();
  private static final String NAME = "chunk-framing";
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int LINE_END = '\r' << 8 | '\n';
  private static final int MOST_FRAMING = 8 + 2 + 2;

  private ChunkFraming() {}

  /** To be called when a response's head was written, which must be one in chunks. */
  static void begin(HttpConnection connection) {
    if (connection instanceof ConnectionBase wired) {
      begin(wired.channel().pipeline());
    }
  }

  static void begin(ChannelPipeline pipeline) {
    ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
    if (encoder != null && pipeline.get(NAME) == null) {
      pipeline.addAfter(encoder.name(), NAME, INSTANCE);
    }
  }

  /** To be called before a response is ended. */
  static void end(HttpConnection connection) {
    if (connection instanceof ConnectionBase wired) {
      end(wired.channel().pipeline());
    }
  }

  static void end(ChannelPipeline pipeline) {
    if (pipeline.get(NAME) != null) {
      pipeline.remove(NAME);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message.getClass() == DefaultHttpContent.class) {
      ByteBuf content = ((DefaultHttpContent) message).content();
      if (content.isReadable()) {
        encoder(context).write(framed(context, content), promise);
        return;
      }
    }
    context.write(message, promise);
  }

  private static ChannelHandlerContext encoder(ChannelHandlerContext context) {
    return context.pipeline().context(HttpResponseEncoder.class);
  }

  private static ByteBuf framed(ChannelHandlerContext context, ByteBuf content) {
    try {
      int length = content.readableBytes();
      ByteBuf chunk = context.alloc().ioBuffer(length + MOST_FRAMING);
      writeHex(chunk, length);
      chunk.writeShort(LINE_END).writeBytes(content).writeShort(LINE_END);
      return chunk;
    } finally {
      content.release();
    }
  }

  private static void writeHex(ByteBuf chunk, int length) {
    int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      chunk.writeByte(HEX[length >>> shift & 0xf]);
    }
  }
}
