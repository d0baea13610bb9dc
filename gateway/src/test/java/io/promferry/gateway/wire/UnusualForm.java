package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Encodes messages as the specification of protobuf allows and nobody does: fields in any order,
 * scalars twice, numbers packed in pieces or not at all, varints of up to ten bytes, and unknown
 * fields in samples, histograms and exemplars.
 */
final class UnusualForm {
  private static final Set<String> MAY_HAVE_UNKNOWN_FIELDS =
      Set.of("Sample", "Histogram", "Exemplar");

  private final RandomGenerator random;

  UnusualForm(RandomGenerator random) {
    this.random = random;
  }

  byte[] of(Message message) {
    try {
      var rows = new ArrayList<Deque<byte[]>>();
      for (var entry : message.getAllFields().entrySet()) {
        var field = entry.getKey();
        rows.add(
            field.isPackable()
                ? numbers(field, (List<?>) entry.getValue())
                : values(field, entry.getValue()));
      }
      if (MAY_HAVE_UNKNOWN_FIELDS.contains(message.getDescriptorForType().getName())) {
        rows.add(unknown(message));
      }
      return shuffled(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fields of one number stay in their order. */
  private byte[] shuffled(List<Deque<byte[]>> rows) {
    var bytes = new ByteArrayOutputStream();
    rows.removeIf(Collection::isEmpty);
    while (!rows.isEmpty()) {
      var row = rows.get(random.nextInt(rows.size()));
      bytes.writeBytes(row.remove());
      rows.removeIf(Collection::isEmpty);
    }
    return bytes.toByteArray();
  }

  private Deque<byte[]> values(FieldDescriptor field, Object value) throws IOException {
    var row = new ArrayDeque<byte[]>();
    if (field.isRepeated()) {
      for (Object element : (List<?>) value) {
        row.add(field(field, element));
      }
      return row;
    }
    var overruled = overruled(field);
    if (overruled.isPresent() && random.nextInt(4) == 0) {
      row.add(field(field, overruled.get()));
    }
    row.add(field(field, value));
    return row;
  }

  /** A value that does not count, because another follows. */
  private static Optional<Object> overruled(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case LONG -> Optional.of(42L);
      case INT -> Optional.of(field.getType() == FieldDescriptor.Type.SINT32 ? -53 : 0);
      case DOUBLE -> Optional.of(42.0);
      case STRING -> Optional.of("overruled");
      default -> Optional.empty();
    };
  }

  private Deque<byte[]> numbers(FieldDescriptor field, List<?> values) throws IOException {
    var row = new ArrayDeque<byte[]>();
    int next = 0;
    while (next < values.size()) {
      int end = next + 1 + random.nextInt(values.size() - next);
      if (random.nextInt(3) == 0) {
        row.add(field(field, values.get(next++)));
        continue;
      }
      var packed = new ByteArrayOutputStream();
      for (; next < end; next++) {
        packed.writeBytes(number(field, values.get(next)));
      }
      row.add(delimited(field.getNumber(), packed.toByteArray()));
    }
    return row;
  }

  private byte[] field(FieldDescriptor field, Object value) throws IOException {
    return switch (field.getJavaType()) {
      case MESSAGE -> delimited(field.getNumber(), of((Message) value));
      case STRING ->
          delimited(field.getNumber(), ByteString.copyFromUtf8((String) value).toByteArray());
      default -> {
        var bytes = new ByteArrayOutputStream();
        int wireType = field.getType() == FieldDescriptor.Type.DOUBLE ? 1 : 0;
        bytes.writeBytes(tag(field.getNumber(), wireType));
        bytes.writeBytes(number(field, value));
        yield bytes.toByteArray();
      }
    };
  }

  private byte[] number(FieldDescriptor field, Object value) throws IOException {
    return switch (field.getType()) {
      case DOUBLE -> fixed64(Double.doubleToRawLongBits((Double) value));
      case SINT32 -> varint(CodedOutputStream.encodeZigZag32((Integer) value) & 0xffffffffL, 10);
      case SINT64 -> varint(CodedOutputStream.encodeZigZag64((Long) value), 10);
      case UINT32 -> varint((Integer) value & 0xffffffffL, 10);
      case INT64, UINT64 -> varint((Long) value, 10);
      case ENUM -> varint(((EnumValueDescriptor) value).getNumber(), 10);
      default -> throw new AssertionError(field.getType());
    };
  }

  private Deque<byte[]> unknown(Message message) {
    var row = new ArrayDeque<byte[]>();
    if (random.nextInt(3) != 0) {
      return row;
    }
    for (int number : new int[] {3, 17, 31, 32, 33, 34, 500}) {
      if (message.getDescriptorForType().findFieldByNumber(number) == null) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(tag(number, 0));
        bytes.writeBytes(varint(random.nextLong(), 10));
        row.add(bytes.toByteArray());
      }
    }
    return row;
  }

  private byte[] delimited(int number, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(tag(number, 2));
    bytes.writeBytes(varint(content.length, 5));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private byte[] tag(int number, int wireType) {
    return varint((long) number << 3 | wireType, 5);
  }

  /** A varint, sometimes with zeros at its end, up to so many bytes. */
  private byte[] varint(long value, int mostBytes) {
    var bytes = new ByteArrayOutputStream();
    long rest = value;
    int padded = random.nextInt(5) == 0 ? 1 + random.nextInt(mostBytes) : 1;
    while (rest >>> 7 != 0 || bytes.size() + 1 < padded) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] fixed64(long bits) throws IOException {
    var bytes = new byte[Long.BYTES];
    CodedOutputStream.newInstance(bytes).writeFixed64NoTag(bits);
    return bytes;
  }
}
