package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static final InetAddress A = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress B = InetAddress.ofLiteral("10.0.0.2");
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final List<AddressBook> books = new ArrayList<>();
  private volatile List<InetAddress> answer = List.of(A);

  @AfterEach
  void close() throws TimeoutException {
    books.forEach(AddressBook::close);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void takesOverWhatALaterLookUpSays() throws TimeoutException {
    var book = book("central", OFTEN);
    assertThat(book.next().await(5, TimeUnit.SECONDS)).isEqualTo(A);

    answer = List.of(B);

    await().until(() -> book.next().await(5, TimeUnit.SECONDS).equals(B));
  }

  @Test
  void keepsTheOldAddressesWhenALookUpFails() throws TimeoutException {
    var book = book("central", OFTEN);
    assertThat(book.next().await(5, TimeUnit.SECONDS)).isEqualTo(A);

    answer = List.of();
    int before = lookUps.get();
    await().until(() -> lookUps.get() > before + 2);

    assertThat(book.next().await(5, TimeUnit.SECONDS)).isEqualTo(A);
  }

  @Test
  void looksUpOnceForAllThatWait() throws TimeoutException {
    var allowed = new CountDownLatch(1);
    var book = book("central", NEVER, host -> resolveWhen(allowed, host));

    var waiting = Stream.generate(book::next).limit(10).toList();
    allowed.countDown();

    assertThat(
            Future.all(waiting)
                .<InetAddress>map(_ -> waiting.getLast().result())
                .await(5, TimeUnit.SECONDS))
        .isEqualTo(A);
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void answersWhereItWasAsked() {
    var allowed = new CountDownLatch(1);
    var book = book("central", NEVER, host -> resolveWhen(allowed, host));
    await().until(() -> lookUps.get() == 1);
    var caller = vertx.getOrCreateContext();
    var answered = new CompletableFuture<Context>();

    caller.runOnContext(_ -> {
      book.next().onComplete(_ -> answered.complete(Vertx.currentContext()));
      allowed.countDown();
    });

    assertThat(answered).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(caller);
  }

  @Test
  void needsNoLookUpForAnAddress() throws TimeoutException {
    assertThat(book("10.1.2.3", OFTEN).next().await(5, TimeUnit.SECONDS))
        .isEqualTo(InetAddress.ofLiteral("10.1.2.3"));
    assertThat(book("::1", OFTEN).next().await(5, TimeUnit.SECONDS))
        .isEqualTo(InetAddress.ofLiteral("::1"));
    assertThat(lookUps).hasValue(0);
  }

  private AddressBook book(String host, Duration refresh) {
    return book(host, refresh, this::resolve);
  }

  private AddressBook book(String host, Duration refresh, AddressBook.Resolver resolver) {
    var book = new AddressBook("central", host, resolver, refresh, System::nanoTime, vertx);
    books.add(book);
    return book;
  }

  private List<InetAddress> resolveWhen(CountDownLatch allowed, String host)
      throws UnknownHostException {
    var addresses = resolve(host);
    try {
      allowed.await();
      return addresses;
    } catch (InterruptedException e) {
      throw new UnknownHostException(e.getMessage());
    }
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    lookUps.incrementAndGet();
    if (answer.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return answer;
  }
}
