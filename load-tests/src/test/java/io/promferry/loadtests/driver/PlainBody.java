package io.promferry.loadtests.driver;

import java.nio.ByteBuffer;

/** A body that consists of what it was made for. */
record PlainBody(int number, int shard, int seriesCount) implements BodyTemplate {
  /** What a server reads in it. */
  record Read(int tenant, int number, long timestamp, int generation) {
    static Read of(byte[] body) {
      var buffer = ByteBuffer.wrap(body);
      return new Read(buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getInt());
    }
  }

  @Override
  public WriteProtocol protocol() {
    return WriteProtocol.RW1;
  }

  @Override
  public int firstSeries() {
    return number * seriesCount;
  }

  @Override
  public int length() {
    return 20;
  }

  @Override
  public byte[] body(long timestamp, int tenant, int generation) {
    return ByteBuffer.allocate(length())
        .putInt(tenant)
        .putInt(number)
        .putLong(timestamp)
        .putInt(generation)
        .array();
  }
}
