package io.promferry.loadtests.bench;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.pipeline.IncomingBody;
import io.promferry.gateway.wire.WriteVersion;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bodies of one version, one after the other, round and round. */
@State(Scope.Thread)
public class Sending {
  /** Which version. */
  @Param({"RW1", "RW2"})
  public WriteVersion version = WriteVersion.RW1;

  private List<BenchBody> bodies = List.of();
  private int next;

  /** Reads or makes them. */
  @Setup(Level.Trial)
  public void prepare() {
    bodies = BenchBodies.of(version);
  }

  BenchBody next(Samples counter) {
    var body = bodies.get(next);
    next = next + 1 == bodies.size() ? 0 : next + 1;
    counter.samples += body.samples();
    return body;
  }

  List<BenchBody> all() {
    return bodies;
  }

  static IncomingBody incoming(BenchBody body) {
    return new IncomingBody(
        body.encoded(),
        body.encoded().length,
        BodyEncoding.SNAPPY,
        body.version(),
        System.currentTimeMillis());
  }
}
