package io.promferry.loadtests.noise;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForgeriesTest {
  @Test
  void saysTheSameInEveryWayOfWriting() throws InvalidProtocolBufferException {
    var messages = new ArrayList<List<List<String>>>();
    for (var message : Forgeries.rw1()) {
      messages.add(rw1(message));
    }
    for (var message : Forgeries.rw2()) {
      messages.add(rw2(message));
    }

    assertThat(messages).hasSize(7).containsOnly(messages.getFirst());
  }

  @Test
  void namesALoadTenantInEverySeriesAndMakesNoSeriesOfALoad() {
    assertThat(labels())
        .isNotEmpty()
        .allSatisfy(labels -> {
          assertThat(labels).anyMatch(label -> LoadTenants.number(label.getValue()) >= 0
              || label.getValue().startsWith("vpc-load-"));
          assertThat(labels)
              .anyMatch(label ->
                  label.getName().equals("__name__")
                      && label.getValue().startsWith(ForgedSeries.METRIC_PREFIX));
        });
  }

  @Test
  void repeatsNoNameButTheForcedOnesSoThatItsSeriesAreTaken() {
    assertThat(labels())
        .allSatisfy(labels ->
            assertThat(
                    labels.stream()
                        .map(Label::getName)
                        .filter(name -> !name.equals("tenant") && !name.equals("vpc")))
                .doesNotHaveDuplicates());
  }

  @Test
  void putsTheClaimAtTheBeginningAndTheEndAndBetween() {
    var places =
        labels().stream()
            .flatMap(labels ->
                Stream.of(0, labels.size() / 2, labels.size() - 1)
                    .filter(at -> labels.get(at).getName().equals("tenant")
                        || labels.get(at).getName().equals("vpc"))
                    .map(at -> at == 0 ? "first" : at == labels.size() - 1 ? "last" : "middle"))
            .collect(toMap(place -> place, _ -> 1, Integer::sum));

    assertThat(places).containsOnlyKeys("first", "middle", "last");
  }

  @Test
  void keepsTheNamesOfNoiseAndLoadApart() {
    assertThat(Noises.tenants(Noises.all()))
        .allSatisfy(tenant -> {
          assertThat(tenant.name()).startsWith(Noises.TENANT_PREFIX);
          assertThat(LoadTenants.number(tenant.name())).isNegative();
        });
  }

  private static List<List<Label>> labels() {
    return ForgedSeries.of(LoadTenants.entry(0), LoadTenants.entry(1)).stream()
        .map(ForgedSeries::labels)
        .toList();
  }

  private static List<List<String>> rw1(byte[] message) throws InvalidProtocolBufferException {
    return WriteRequest.parseFrom(message).getTimeseriesList().stream()
        .map(series ->
            Stream.concat(
                    series.getLabelsList().stream(),
                    series.getExemplars(0).getLabelsList().stream())
                .flatMap(label -> Stream.of(label.getName(), label.getValue()))
                .toList())
        .toList();
  }

  private static List<List<String>> rw2(byte[] message) throws InvalidProtocolBufferException {
    var request = Request.parseFrom(message);
    return request.getTimeseriesList().stream()
        .map(series ->
            Stream.concat(
                    series.getLabelsRefsList().stream(),
                    series.getExemplars(0).getLabelsRefsList().stream())
                .map(request::getSymbols)
                .toList())
        .toList();
  }
}
