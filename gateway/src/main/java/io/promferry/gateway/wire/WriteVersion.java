package io.promferry.gateway.wire;

/** The two versions of remote write that are spoken, on either side. */
public enum WriteVersion {
  /** Remote Write 1.0, protobuf {@code prometheus.WriteRequest}. */
  RW1("rw1"),
  /** Remote Write 2.0, protobuf {@code io.prometheus.write.v2.Request}. */
  RW2("rw2");

  private final String tag;

  WriteVersion(String tag) {
    this.tag = tag;
  }

  /** The value of a metric's {@code version} tag. */
  public String tag() {
    return tag;
  }
}
