package io.promferry.loadtests.sink;

import static io.promferry.loadtests.ledger.SmallLoad.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.ledger.SmallBody;
import io.promferry.loadtests.ledger.SmallLoad;
import io.promferry.loadtests.report.Books;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class VerifyingSinkTest {
  private static final int TENANT = 1;
  private static final int SERIES = 50;
  private static final int GENERATION = 3;

  @ParameterizedTest
  @EnumSource
  void entersAllOfABodyBeforeItAnswers(WriteProtocol protocol) {
    var load = SmallLoad.of(2, 1, SERIES, protocol);
    var ledger = load.ledger();
    var body = load.bodies().getFirst();
    try (var sink = LoadSink.verifying(0, ledger);
        var client = new SinkClient(sink)) {
      ledger.sending(TENANT, body, FIRST, GENERATION);
      assertThat(client.write(protocol, labelled(body, TENANT)).statusCode()).isEqualTo(204);
      ledger.acknowledged(TENANT, body, FIRST, GENERATION);

      assertThat(ledger.books())
          .isEqualTo(new Books(SERIES, SERIES, SERIES, 0, 0, 0, 0, List.of()));
      assertThat(ledger.exemplars()).isEqualTo(40);
      assertThat(sink.figures().samples()).isEqualTo(SERIES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesABodyUnderTheLabelsOfAnother(WriteProtocol protocol) {
    var load = SmallLoad.of(2, 1, SERIES, protocol);
    var ledger = load.ledger();
    var body = load.bodies().getFirst();
    try (var sink = LoadSink.verifying(0, ledger);
        var client = new SinkClient(sink)) {
      ledger.sending(0, body, FIRST, GENERATION);
      ledger.sending(TENANT, body, FIRST, GENERATION);
      client.write(protocol, labelled(body, 0));
    }

    assertThat(ledger.books().misplaced()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void entersNothingWhileItRefuses(WriteProtocol protocol) {
    var load = SmallLoad.of(2, 1, SERIES, protocol);
    var ledger = load.ledger();
    try (var sink = LoadSink.verifying(0, ledger);
        var client = new SinkClient(sink)) {
      sink.behave(new SinkBehaviour.Refusing(503));
      client.write(protocol, labelled(load.bodies().getFirst(), TENANT));
    }

    assertThat(ledger.books()).isEqualTo(new Books(0, 0, 0, 0, 0, 0, 0, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoBodyAndTellsTheLedger(WriteProtocol protocol) {
    Ledger ledger = SmallLoad.of(2, 1, SERIES, protocol).ledger();
    try (var sink = LoadSink.verifying(0, ledger);
        var client = new SinkClient(sink)) {
      assertThat(client.write(protocol, new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
    }

    assertThat(ledger.books().unknown()).isOne();
  }

  /** The body of {@link #TENANT} under the labels of whichever tenant. */
  private static byte[] labelled(SmallBody body, int tenant) {
    return body.labelled(FIRST, TENANT, GENERATION, LoadTenants.entry(tenant).labels());
  }
}
