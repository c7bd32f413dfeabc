package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChunkFramingTest {

  private static HttpResponse head() {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpUtil.setTransferEncodingChunked(head, true);
    return head;
  }

  private static EmbeddedChannel channel(boolean framing) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());
    channel.writeOutbound(head());
    if (framing) {
      ChunkFraming.begin(channel.pipeline());
    }
    return channel;
  }

  /** The bytes of an answer with these chunks, and of an empty one behind it. */
  private static byte[] written(EmbeddedChannel channel, List<byte[]> chunks) {
    chunks.forEach(chunk -> channel.writeOutbound(content(chunk)));
    ChunkFraming.end(channel.pipeline());
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeOutbound(head(), LastHttpContent.EMPTY_LAST_CONTENT);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(out));
      out.release();
    }
    return all.toByteArray();
  }

  private static DefaultHttpContent content(byte[] bytes) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(bytes));
  }

  @Property
  void shouldWriteWhatTheEncoderWrites_whateverTheChunks(
      @ForAll @Size(max = 5) List<byte[]> chunks) {
    assertThat(written(channel(true), chunks)).isEqualTo(written(channel(false), chunks));
  }

  @Test
  void shouldWriteWhatTheEncoderWrites_whenASizeGainsADigit() {
    List<byte[]> chunks = new ArrayList<>();
    for (int size : new int[] {0, 1, 15, 16, 255, 256, 4095, 4096, 65535, 65536, 1 << 20}) {
      chunks.add(new byte[size]);
    }
    assertThat(written(channel(true), chunks)).isEqualTo(written(channel(false), chunks));
  }

  @Test
  void shouldHandOnOneBufferAndFreeTheOther_whenAChunkIsWritten() {
    EmbeddedChannel channel = channel(true);
    channel.releaseOutbound();
    DefaultHttpContent chunk = content(new byte[100]);
    // when
    channel.writeOutbound(chunk);
    // then
    assertThat(channel.outboundMessages()).hasSize(1);
    assertThat(chunk.refCnt()).isZero();
    channel.releaseOutbound();
  }
}
