package io.promferry.loadtests.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.loadtests.ledger.TextHash;
import io.promferry.proto.v2.Request;
import java.util.List;

/** The texts of a request of version 2, and what stands for them. */
final class Symbols {
  private final Request request;
  private final long[] hashes;

  Symbols(Request request) {
    this.request = request;
    this.hashes = new long[request.getSymbolsCount()];
    for (int at = 0; at < hashes.length; at++) {
      hashes[at] = TextHash.of(request.getSymbolsBytes(at));
    }
  }

  String text(int reference) {
    return request.getSymbols(reference);
  }

  long hash(int reference) {
    return hashes[reference];
  }

  V2Labels labels(List<Integer> references) throws InvalidProtocolBufferException {
    if (references.size() % 2 != 0) {
      throw new InvalidProtocolBufferException("a label has a name and no value");
    }
    for (int reference : references) {
      if (reference < 0 || reference >= hashes.length) {
        throw new InvalidProtocolBufferException("there is no symbol " + reference);
      }
    }
    return new V2Labels(this, references);
  }
}
