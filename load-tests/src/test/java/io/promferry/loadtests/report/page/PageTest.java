package io.promferry.loadtests.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.report.SampleRuns;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void escapesEverythingThatIsNotItsOwn() {
    var html = new Page(SampleRuns.hostile()).html();

    assertThat(html).doesNotContain("<script>alert", "<b>", "\"'>");
    assertThat(html).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(2);
  }

  @Test
  void showsNoFigureOfAnInvalidRun() {
    var html = new Page(SampleRuns.full()).html();
    var shown = html.substring(0, html.indexOf("application/json"));

    assertThat(shown).contains("no figure counts: the driver was saturated");
    assertThat(shown).doesNotContain("988 s", "988k", "987654.3", "77,777");
  }

  @Test
  void saysWhyAPeerIsLeftOut() {
    assertThat(new Page(SampleRuns.full()).html())
        .contains("⊘ left out: no binary: peers.sh cannot get Debian&#39;s package of bookworm");
  }

  @Test
  void namesNoOtherPlaceToLoadFrom() {
    var html = new Page(SampleRuns.full()).html();

    assertThat(html).contains("default-src &#39;none&#39;");
    assertThat(Pattern.compile("(src|href|action)=\"(?!#)").matcher(html).results()).isEmpty();
    assertThat(html).doesNotContain("url(", "@import");
  }

  @Test
  void drawsNothingForAnEmptyResult() {
    assertThat(new Page(SampleRuns.empty()).html()).doesNotContain("<figure");
  }

  @Test
  void roundsFiguresToThreeDigits() {
    assertThat(
            List.of(
                Figures.millis(0.01234),
                Figures.millis(4.10),
                Figures.millis(12_345),
                Figures.withUnit(Double.NaN, " ms"),
                Figures.shortCount(512_300)))
        .containsExactly("0.0123 ms", "4.1 ms", "12.3 s", "–", "512k");
  }

  @Test
  void putsARatioTogetherRepetitionByRepetition() {
    var ratio = Spread.ofRatios(List.of(1.0, 6.0, 2.0), List.of(10.0, 20.0, 10.0));

    assertThat(ratio).isEqualTo(new Spread(0.1, 0.2, 0.3));
  }

  @Test
  void keepsTheExtremesOfALongRun() {
    var points = SampleRuns.full().scenarios().getLast().timeline();

    var thinned = Thinned.of(points, point -> point.samplesPerSecond());

    assertThat(thinned).hasSizeLessThanOrEqualTo(600);
    assertThat(thinned.stream().mapToDouble(point -> point.samplesPerSecond()).max())
        .isEqualTo(points.stream().mapToDouble(point -> point.samplesPerSecond()).max());
  }

  @Test
  void hasRoomForEveryValue() {
    for (double most : new double[] {1e-3, 0.3, 1, 7, 99.9, 1427, 5e7}) {
      var scale = LinearScale.upTo(most);
      assertThat(scale.at(most)).isBetween(0.3, 1.0);
      assertThat(scale.ticks()).hasSizeBetween(2, 6);
      assertThat(LogScale.of(most, most * 70).at(most * 70)).isBetween(0.3, 1.0);
    }
  }
}
