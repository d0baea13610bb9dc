package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Collection;

/** Protobuf written by hand, for what the generated classes do not write. */
final class ProtoBytes {
  private static final int LONGEST_VARINT = 10;

  private ProtoBytes() {}

  /** A message, string or packed field. */
  static ByteString field(int number, ByteString content) {
    return varint((long) number << 3 | 2).concat(varint(content.size())).concat(content);
  }

  static ByteString varintField(int number, long value) {
    return varint((long) number << 3).concat(varint(value));
  }

  static ByteString varint(long value) {
    var out = ByteString.newOutput();
    long rest = value;
    for (; rest >>> 7 != 0; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
    return out.toByteString();
  }

  /** The number in ten bytes, however small. */
  static ByteString longVarint(int value) {
    var out = ByteString.newOutput();
    for (int i = 0; i < LONGEST_VARINT - 1; i++) {
      out.write((int) (((long) value >>> (7 * i)) | 0x80));
    }
    out.write(0);
    return out.toByteString();
  }

  static ByteString concat(Collection<ByteString> parts) {
    return ByteString.copyFrom(parts);
  }

  static ByteString concat(ByteString... parts) {
    return concat(Arrays.asList(parts));
  }
}
