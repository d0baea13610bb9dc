package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minimal | gateway.clusterIP | '' | gateway.clusterIP is required: a free address",
        "minimal | gateway.clusterIP | 10.200.0.9 | must be an address of serviceRange",
        "minimal | gateway.clusterIP | here | gateway/clusterIP",
        "minimal | gateway.clusterIp | 10.96.0.9 | 'clusterIp' not allowed",
        "minimal | gatway.port | 1 | 'gatway' not allowed",
        "minimal | tls.certManager.issuerRef.nam | x | 'nam' not allowed",
        "minimal | gateway.replicas | two | got string, want integer",
        "minimal | gateway.replicas | 0 | gateway/replicas",
        "minimal | config.upstreams | null | config.upstreams is required",
        "minimal | config.tenants.refresh | 5s | config.tenants is set by the chart",
        "minimal | config.admin.listen | a | config.admin is set by the chart",
        "minimal | config.server.listen | a | config.server.listen is set by the chart",
        "minimal | config.server.drain-delay | 1s | config.server.drain-delay is set by the chart",
        "minimal | admin.token | x | 'token' not allowed",
        "minimal | admin.authorization.username | a:b | authorization/username",
        "minimal | tls.existingSecret | '' | explicitly enabled: false",
        "minimal | tls.certManager.enabled | true | exclude each other",
        "minimal | tls.enabled | false | tls.enabled is false",
        "minimal | tls.ca | '' | tls.ca is required with the operator",
        "minimal | tls.ca | secret | tls/ca",
        "cert-manager | tls.certManager.issuerRef.name | '' | issuerRef.name is required",
        "minimal | transit.gateway | 10.200.64.1 | must be an address of transit.range",
        "minimal | transit.range | 10.96.0.0/16 | must be an address of transit.range",
        "minimal | transit.topology | underlay | transit.create must be false",
        "minimal | transit.topology | overlap | transit/topology",
        "topology-a | transit.underlay.address | '' | transit.underlay.address is required",
        "topology-a | transit.underlay.network | '' | transit.underlay.network is required",
        "topology-a | gateway.replicas | 3 | it has 2, and there are 3",
        "full | gateway.autoscaling.minReplicas | 11 | must not be more than",
        "minimal | namespaces.tenants | Tenants | namespaces/tenants",
      })
  void ofWrongValuesSayWhatIsWrong(String ci, String key, String value, String text) {
    var helm = RenderedChart.template(RenderedChart.values(ci)).set(key, value);

    assertThatThrownBy(helm::call).hasMessageContaining(text);
  }
}
