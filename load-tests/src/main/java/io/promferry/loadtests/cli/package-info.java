/** The harness' command line: what it takes, what it says, and how it ends. */
@NullMarked
package io.promferry.loadtests.cli;

import org.jspecify.annotations.NullMarked;
