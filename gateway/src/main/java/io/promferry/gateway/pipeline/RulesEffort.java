package io.promferry.gateway.pipeline;

import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.WorkLimitExceededException;

/** How much one request may still run rules. Not thread-safe. */
final class RulesEffort {
  private long labelBytesLeft;

  /** So many bytes of labels may be gone through, each once by each rule. */
  RulesEffort(long labelBytes) {
    this.labelBytesLeft = labelBytes;
  }

  /** Before these rules are run on these labels. */
  void spend(ResolvedLabels labels, RelabelRules rules) {
    labelBytesLeft -= (long) labels.bytes() * rules.size();
    if (labelBytesLeft < 0) {
      throw new WorkLimitExceededException();
    }
  }
}
