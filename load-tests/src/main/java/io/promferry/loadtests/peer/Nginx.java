package io.promferry.loadtests.peer;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A real nginx with one worker that hands requests on without looking into them: what one hop costs
 * at least. It has a master process too.
 */
public final class Nginx extends Peer implements Relay {
  private final URI address;

  private Nginx(PeerCommand command, URI address) {
    super(new ProcessLauncher(), command, address.resolve("/ready"));
    this.address = address;
  }

  /** Hands all on to {@code store}, with the path that it has. */
  public static Nginx relay(Path binary, Path directory, URI store, int core) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    var config = files.write(directory.resolve("nginx.conf"), text(port, directory, store));
    var arguments = List.of("-p", directory.toString(), "-c", config.toString(), "-e", "stderr");
    return new Nginx(
        files.command("nginx", binary, arguments, List.of()).onCore(core), loopback(port));
  }

  /** Bodies stay in memory; connections to the store are kept. */
  static String text(int port, Path directory, URI store) {
    return """
    %s
    daemon off;
    # One process: a worker would outlive its master if that is killed.
    master_process off;
    pid %s/nginx.pid;
    error_log stderr warn;
    events {
      worker_connections 16384;
    }
    http {
      access_log off;
      client_max_body_size 64m;
      client_body_buffer_size 2m;
      client_body_temp_path %2$s/body;
      proxy_temp_path %2$s/proxy;
      fastcgi_temp_path %2$s/fastcgi;
      uwsgi_temp_path %2$s/uwsgi;
      scgi_temp_path %2$s/scgi;
      keepalive_requests 1000000000;
      upstream store {
        server %s;
        keepalive 256;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%d reuseport;
        location = /ready {
          return 200;
        }
        location / {
          proxy_pass http://store;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }
    }
    """
        .formatted(user(), directory, store.getAuthority(), port);
  }

  /** Started by root, nginx would make its worker somebody who may not write here. */
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root root;" : "";
  }

  @Override
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }
}
