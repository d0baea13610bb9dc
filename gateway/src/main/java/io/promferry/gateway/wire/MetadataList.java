package io.promferry.gateway.wire;

/** What several metrics' metadata says, kept until the series are written. Not thread-safe. */
final class MetadataList {
  private final IntList types = new IntList();
  private final Strings texts = new Strings();

  int size() {
    return types.size();
  }

  /** Keeps a copy; returns its index. */
  int add(SeriesMetadata metadata) {
    types.add(metadata.type());
    texts.add(metadata.texts(), 0);
    texts.add(metadata.texts(), 1);
    return types.size() - 1;
  }

  int type(int index) {
    return types.get(index);
  }

  /** Where {@link #texts} has the help. */
  static int help(int index) {
    return 2 * index;
  }

  /** Where {@link #texts} has the unit. */
  static int unit(int index) {
    return 2 * index + 1;
  }

  Strings texts() {
    return texts;
  }
}
