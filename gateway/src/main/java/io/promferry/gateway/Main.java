package io.promferry.gateway;

/** The command line: reads the options, starts the gateway, and ends with its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("promferry-gateway");
  }
}
