package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What the commands have around them.
 *
 * @param results where results go that no option gives a place, in a directory for each run
 * @param progress of a command that writes to {@code out}
 */
public record Surroundings(Path results, Progress progress, PrintWriter out, PrintWriter err) {}
