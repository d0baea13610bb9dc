package io.promferry.gateway.http;

import io.promferry.gateway.http.Serving.ServedTenant;

/** Notes how a write of a known tenant ended: the same status and text that its sender gets. */
final class WriteObserver {
  private WriteObserver() {}

  static void ended(ServedTenant tenant, Reply reply) {
    var outcome = reply.outcome();
    StatusMapper.result(outcome)
        .ifPresent(result -> {
          if (reply.version() != null) {
            tenant.meters().answered(reply.version(), result);
          }
          StatusMapper.answer(reply)
              .ifPresentOrElse(
                  answer ->
                      tenant
                          .journal()
                          .answered(result, outcome.written(), answer.status(), answer.text()),
                  () -> tenant.journal().unanswered(result));
        });
  }
}
