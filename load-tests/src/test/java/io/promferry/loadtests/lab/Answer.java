package io.promferry.loadtests.lab;

/** What somebody who has asked the gateway was answered. */
record Answer(int status, String text) {}
