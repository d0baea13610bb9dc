package io.promferry.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.200.0.11, 10.200.0.11, true",
    "10.200.0.11, 10.200.0.12, false",
    "10.200.0.0/30, 10.200.0.3, true",
    "10.200.0.0/30, 10.200.0.4, false",
    "10.200.0.0/30, 10.199.255.255, false",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff:ffff::1, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "2001:db8::1, 2001:db8::1, true",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.0/104, 10.1.2.3, true",
    "::ffff:a00:0/104, 11.0.0.0, false"
  })
  void holdsWhatBeginsWithItsBits(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.com",
        "10.1",
        "010.0.0.1",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "10.0.0.1/24",
        " 10.0.0.1",
        "[::1]",
        "fe80::1%eth0",
        "fe80::1%1",
        "1::2::3",
        "2001:db8::1/32",
        "::1/129",
        "12345::",
        "::ffff:10.0.0.0/95",
        "0x7f.0.0.1",
        "2130706433"
      })
  void refusesWhatIsNotALiteral(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhichBitsAreTooMany() {
    assertThatThrownBy(() -> AddressRange.parse("10.0.0.1/24"))
        .hasMessage("must have no bits set after the first 24, got '10.0.0.1'");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/32, 10.0.0.1",
    "10.0.0.0/8, 10.0.0.0/8",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0/16, 1::/16",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:10.0.0.0/120, 10.0.0.0/24"
  })
  void isWrittenInOneForm(String text, String canonical) {
    assertThat(AddressRange.parse(text)).hasToString(canonical);
  }

  @Test
  void readsBackWhatItWrites() throws UnknownHostException {
    var random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      var bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int at = 0; at < bytes.length; at += 2) {
        bytes[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        bytes[at + 1] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
      }
      var address = InetAddress.getByAddress(bytes);

      assertThat(AddressRange.parse(AddressText.of(address)).first()).isEqualTo(address);
    }
  }
}
