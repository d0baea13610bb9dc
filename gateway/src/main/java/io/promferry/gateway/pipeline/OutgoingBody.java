package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;
import java.util.Map;

/**
 * A request ready to be sent.
 *
 * @param bytes a snappy block; shared and never written to
 * @param decodedBytes how many bytes it decodes to
 * @param carried what is in it
 * @param dropped what this form has left out of the write, by reason
 * @param isEmpty whether there is nothing in it that a store could take
 */
// An array, because it goes from buffer to socket and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record OutgoingBody(
    byte[] bytes,
    int decodedBytes,
    BodyForm form,
    PartCounts carried,
    Map<DropReason, Integer> dropped,
    boolean isEmpty) {
  public OutgoingBody {
    dropped = Map.copyOf(dropped);
  }
}
