/** What processes and cores of this machine have used. */
@NullMarked
package io.promferry.loadtests.measure;

import org.jspecify.annotations.NullMarked;
