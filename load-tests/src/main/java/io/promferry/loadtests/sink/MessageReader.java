package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Reads a compressed body in either version. */
final class MessageReader {
  private MessageReader() {}

  static Written read(WriteProtocol protocol, byte[] body, Contents contents) throws IOException {
    var message = Snappy.uncompress(body);
    return switch (protocol) {
      case RW1 -> V1Reader.read(WriteRequest.parseFrom(message), contents);
      case RW2 -> V2Reader.read(Request.parseFrom(message), contents);
    };
  }
}
