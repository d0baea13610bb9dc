package io.promferry.loadtests.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One scenario, once.
 *
 * @param shortForm in which each scenario takes well under a minute
 * @param time instead of the scenario's own
 * @param directory for files and logs of what is started
 * @param command that gives the same run
 */
public record RunRequest(
    String nameOrPath,
    boolean shortForm,
    Optional<Duration> time,
    Path directory,
    String command) {}
