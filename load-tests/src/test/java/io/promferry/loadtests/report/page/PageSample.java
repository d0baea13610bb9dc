package io.promferry.loadtests.report.page;
import io.promferry.loadtests.report.SampleRuns;
import java.nio.file.*;
public class PageSample { public static void main(String[] a) throws Exception { Files.writeString(Path.of(a[0]), new Page(SampleRuns.full()).html()); } }
