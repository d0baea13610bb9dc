package io.promferry.loadtests.peer;

/** One life of a peer's process. */
interface RunningPeer {
  boolean isAlive();

  /** Sends SIGKILL and waits for the end. */
  void kill();

  /** Sends SIGTERM and waits for the end. */
  int terminate();

  void signal(String name);

  /** The process' number on this machine. */
  long pid();
}
