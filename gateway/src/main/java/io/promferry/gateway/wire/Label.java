package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One label of a series that needs more than a splice; borrows its bytes.
 *
 * @param nameSource holds the name from {@code nameFrom} to {@code nameTo}
 * @param valueSource holds the value from {@code valueFrom} to {@code valueTo}
 */
// Arrays, because it borrows a range of the request; it is never compared as a record.
@SuppressWarnings("ArrayRecordComponent")
record Label(
    byte[] nameSource, int nameFrom, int nameTo, byte[] valueSource, int valueFrom, int valueTo)
    implements Comparable<Label> {
  static final int FIELD_TAG = 0x0a;
  static final int NAME_TAG = 0x0a;
  static final int VALUE_TAG = 0x12;

  Label(byte[] name, byte[] value) {
    this(name, 0, name.length, value, 0, value.length);
  }

  @Override
  public int compareTo(Label other) {
    return Arrays.compareUnsigned(
        nameSource, nameFrom, nameTo, other.nameSource, other.nameFrom, other.nameTo);
  }

  boolean hasNameOf(Label other) {
    return Arrays.equals(
        nameSource, nameFrom, nameTo, other.nameSource, other.nameFrom, other.nameTo);
  }

  int nameLength() {
    return nameTo - nameFrom;
  }

  int valueLength() {
    return valueTo - valueFrom;
  }

  boolean hasValueOf(Label other) {
    return Arrays.equals(
        valueSource, valueFrom, valueTo, other.valueSource, other.valueFrom, other.valueTo);
  }

  /** The index of the forced label of that name, or -1. */
  int forcedIndex(ForcedLabels forced) {
    return forced.indexOf(nameSource, nameFrom, nameTo);
  }

  boolean isEmpty() {
    return valueFrom == valueTo;
  }

  boolean isMetricName() {
    return Bytes.isMetricName(nameSource, nameFrom, nameTo - nameFrom);
  }

  boolean isUtf8() {
    return Bytes.isUtf8(nameSource, nameFrom, nameTo)
        && Bytes.isUtf8(valueSource, valueFrom, valueTo);
  }

  Label renamed(byte[] name) {
    return new Label(name, 0, name.length, valueSource, valueFrom, valueTo);
  }

  String name() {
    return new String(nameSource, nameFrom, nameTo - nameFrom, UTF_8);
  }

  String value() {
    return new String(valueSource, valueFrom, valueTo - valueFrom, UTF_8);
  }

  /** Bytes of the whole field: tag, length and message. */
  int fieldSize() {
    int message = messageSize();
    return 1 + Output.sizeOfVarint(message) + message;
  }

  void writeField(Output out) {
    out.writeByte(FIELD_TAG);
    out.writeVarint(messageSize());
    out.writeByte(NAME_TAG);
    out.writeVarint(nameTo - nameFrom);
    out.write(nameSource, nameFrom, nameTo);
    out.writeByte(VALUE_TAG);
    out.writeVarint(valueTo - valueFrom);
    out.write(valueSource, valueFrom, valueTo);
  }

  byte[] toField() {
    var out = new Output(fieldSize());
    writeField(out);
    return out.array();
  }

  private int messageSize() {
    int name = nameTo - nameFrom;
    int value = valueTo - valueFrom;
    return 2 + Output.sizeOfVarint(name) + name + Output.sizeOfVarint(value) + value;
  }
}
