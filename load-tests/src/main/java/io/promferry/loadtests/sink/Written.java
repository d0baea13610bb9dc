package io.promferry.loadtests.sink;

/** How much of one request has been kept, as the answer's headers tell it. */
record Written(int samples, int histograms, int exemplars) {}
