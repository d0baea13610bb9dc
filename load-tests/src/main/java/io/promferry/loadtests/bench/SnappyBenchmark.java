package io.promferry.loadtests.bench;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.codec.SnappyBlock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The gateway's snappy block format, each way. */
public class SnappyBenchmark {
  /** A buffer that any of the bodies fits into, either way. */
  @State(Scope.Thread)
  public static class Buffer {
    private byte[] bytes = {};

    /** Makes it large enough. */
    @Setup(Level.Trial)
    public void prepare(Sending sending) {
      int longest = sending.all().stream().mapToInt(body -> body.decoded().length).max().orElse(0);
      bytes = new byte[SnappyBlock.maxEncodedLength(longest)];
    }
  }

  /** As a body comes in. */
  @Benchmark
  public int decode(Sending sending, Buffer buffer, Samples samples) throws CorruptBodyException {
    var body = sending.next(samples);
    return SnappyBlock.decode(body.encoded(), body.encoded().length, buffer.bytes);
  }

  /** As a body goes out. */
  @Benchmark
  public int encode(Sending sending, Buffer buffer, Samples samples) {
    var body = sending.next(samples);
    return SnappyBlock.encode(body.decoded(), body.decoded().length, buffer.bytes);
  }
}
