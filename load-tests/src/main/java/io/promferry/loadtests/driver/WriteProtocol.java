package io.promferry.loadtests.driver;

/** The version of remote write in which a tenant writes. */
public enum WriteProtocol {
  RW1,
  RW2
}
