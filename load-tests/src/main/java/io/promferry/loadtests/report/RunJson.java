package io.promferry.loadtests.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link RunResult} as JSON, and back to an equal one. Keys are always in the same order; a
 * figure that there is not (NaN) is {@code null}.
 */
public final class RunJson {
  /** Of the format: a reader refuses every other. */
  public static final int VERSION = 1;

  private static final Gson FOR_FILES = plain().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Gson FOR_PAGES = plain().create();

  private RunJson() {}

  public static String write(RunResult result) {
    return FOR_FILES.toJson(Document.of(result)) + '\n';
  }

  /** In one line, in which nothing means anything to HTML. */
  public static String forPage(RunResult result) {
    return FOR_PAGES.toJson(Document.of(result));
  }

  public static void write(RunResult result, Path file) throws IOException {
    Files.writeString(file, write(result));
  }

  /**
   * What {@link #write} has put there.
   *
   * @throws UnreadableResultException names the file and what is wrong with it
   */
  public static RunResult read(Path file) throws UnreadableResultException {
    try {
      return read(Files.readString(file));
    } catch (NoSuchFileException _) {
      throw new UnreadableResultException(file + " does not exist");
    } catch (CharacterCodingException _) {
      throw new UnreadableResultException(file + " is not text in UTF-8");
    } catch (UnreadableResultException e) {
      throw new UnreadableResultException(file + " " + e.getMessage());
    } catch (IOException e) {
      throw new UnreadableResultException(file + " cannot be read: " + e);
    }
  }

  static RunResult read(String json) throws UnreadableResultException {
    try {
      if (!(JsonParser.parseString(json) instanceof JsonObject object)) {
        throw new UnreadableResultException("is not a JSON object");
      }
      var version = object.get("version");
      if (version == null || !version.toString().equals(Integer.toString(VERSION))) {
        throw new UnreadableResultException(
            "has version " + version + ", and this harness reads version " + VERSION);
      }
      return FOR_FILES.fromJson(object, Document.class).result();
    } catch (JsonParseException e) {
      throw new UnreadableResultException("is not a result: " + e.getMessage());
    }
  }

  private static GsonBuilder plain() {
    var number = new FiniteNumbers();
    return new GsonBuilder()
        .serializeNulls()
        .setStrictness(Strictness.STRICT)
        .registerTypeAdapter(double.class, number)
        .registerTypeAdapter(Double.class, number)
        .registerTypeAdapterFactory(new SortedMaps())
        .registerTypeAdapterFactory(new WholeRecords());
  }

  /** What a file holds. */
  private record Document(
      int version,
      Machine machine,
      List<ScenarioResult> scenarios,
      List<ComparisonResult> comparisons) {
    static Document of(RunResult result) {
      return new Document(VERSION, result.machine(), result.scenarios(), result.comparisons());
    }

    RunResult result() {
      return new RunResult(machine, scenarios, comparisons);
    }
  }
}
