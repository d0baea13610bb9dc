package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The command line: reads the options, starts the gateway, and ends with its exit code. */
public final class Main {
  private static final int USAGE_OR_CONFIG = 2;
  private static final int FAILED = 1;

  private Main() {}

  /** Exits with 0 after a stop, 2 when the command line or configuration cannot be used, else 1. */
  public static void main(String[] args) throws InterruptedException {
    // TLS 1.2 lets a client ask for one handshake after another over one connection.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    int code =
        switch (CommandLine.parse(args)) {
          case CommandLine.ShowVersion _ ->
              say(System.out, "promferry-gateway " + Version.current(), 0);
          case CommandLine.ShowUsage _ -> say(System.out, CommandLine.USAGE, 0);
          case CommandLine.Invalid invalid ->
              say(System.err, invalid.reason() + "\n" + CommandLine.USAGE, USAGE_OR_CONFIG);
          case CommandLine.CheckConfig check -> checkConfig(check.config());
          case CommandLine.Run run -> run(run.config());
        };
    System.exit(code);
  }

  private static int checkConfig(Path file) {
    try {
      var loaded = LoadedConfig.load(file);
      ListenersFiles.check(loaded.config());
      var tenants =
          loaded.directory().isLoaded()
              ? loaded.tenants().size() + " tenants"
              : "its tenants are in Kubernetes and were not looked at";
      return say(System.out, file + ": good, " + tenants, 0);
    } catch (ConfigException e) {
      return say(System.err, String.join("\n", e.problems()), USAGE_OR_CONFIG);
    }
  }

  private static int run(Path file) throws InterruptedException {
    LoadedConfig loaded;
    try {
      loaded = LoadedConfig.load(file);
    } catch (ConfigException e) {
      return say(System.err, String.join("\n", e.problems()), USAGE_OR_CONFIG);
    }
    LogSetup.use(loaded.config().logFormat());
    var exitCode = new AtomicInteger();
    var stopped = new CountDownLatch(1);
    Gateway.start(file, loaded)
        .onSuccess(gateway -> handleSignals(gateway, stopped))
        .onFailure(cause -> {
          int code = cause instanceof ConfigException ? USAGE_OR_CONFIG : FAILED;
          exitCode.set(say(System.err, "cannot start: " + cause.getMessage(), code));
          stopped.countDown();
        });
    stopped.await();
    return exitCode.get();
  }

  private static void handleSignals(Gateway gateway, CountDownLatch stopped) {
    Signals.on("HUP", gateway::reload);
    var stopping = new AtomicBoolean();
    Runnable stop =
        () -> {
          if (stopping.compareAndSet(false, true)) {
            gateway.stop().onComplete(_ -> stopped.countDown());
          }
        };
    Signals.on("TERM", stop);
    Signals.on("INT", stop);
  }

  private static int say(PrintStream to, String text, int code) {
    to.println(text);
    return code;
  }
}
