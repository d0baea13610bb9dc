package io.promferry.loadtests.peer;

import java.nio.file.Path;

/** The files that a Prometheus on that port reads, in its own directory. */
record PrometheusFiles(PeerDirectory directory, int port) {
  private static final String CONFIG = "prometheus.yml";

  /** A directory for a server on a port that is free. */
  static PrometheusFiles in(Path directory) {
    return new PrometheusFiles(new PeerDirectory(directory), FreePorts.next());
  }

  /** Writes all of them; gives the one that names the others. */
  Path write(PrometheusConfig config) {
    for (var number = 0; number < config.remoteWrites().size(); number++) {
      var target = config.remoteWrites().get(number);
      writeSecret(number, target.secret());
      target.files().forEach(directory::replace);
    }
    directory.write(PrometheusConfig.rulesFile(directory.path()), config.rulesYaml());
    return directory.write(directory.path().resolve(CONFIG), config.yaml(port, directory.path()));
  }

  /** Replaces the secret of the n-th remote write. */
  void writeSecret(int number, String secret) {
    directory.replace(PrometheusConfig.secretFile(number), secret);
  }
}
