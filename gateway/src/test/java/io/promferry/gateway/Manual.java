package io.promferry.gateway;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** All Markdown of the house. */
record Manual(List<Page> pages) {
  static final Path HOUSE = Path.of("..");
  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
  private static final Pattern NAME = Pattern.compile("# (\\S+\\.ya?ml)(?s:\\n.*)?");

  /**
   * One file.
   *
   * @param links where its links and pictures lead, as written
   * @param names what it shows as code within its text
   * @param anchors of its headings, as GitHub makes them
   * @param unfenced the text of code that is only indented, so that nobody can say what it is
   */
  record Page(
      Path file,
      List<Block> blocks,
      List<String> links,
      List<String> names,
      Set<String> anchors,
      List<String> unfenced) {
    static Page read(Path file) throws IOException {
      var page = new Page(file, list(), list(), list(), new LinkedHashSet<>(), list());
      PARSER.parse(Files.readString(file)).accept(new Reader(page));
      return page;
    }

    private static <T> List<T> list() {
      return new ArrayList<>();
    }
  }

  /**
   * A piece of code.
   *
   * @param place its file and line
   * @param language as the fence says; empty if it does not
   */
  record Block(String place, String language, String text) {
    /** The file of which it is an example, as its first line says; empty if it does not. */
    String file() {
      var name = NAME.matcher(text);
      return name.matches() ? name.group(1) : "";
    }

    @Override
    public String toString() {
      return place;
    }
  }

  static Manual read() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        HOUSE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes is) {
            var name = directory.getFileName().toString();
            return name.equals("target") || name.matches("\\.[^.].*")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            if (file.toString().endsWith(".md")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    var pages = new ArrayList<Page>();
    for (var file : files.stream().sorted().toList()) {
      pages.add(Page.read(file));
    }
    return new Manual(List.copyOf(pages));
  }

  List<Block> blocks() {
    return pages.stream().flatMap(page -> page.blocks().stream()).toList();
  }

  /** All examples of that file. */
  List<Block> examples(String file) {
    return blocks().stream().filter(block -> block.file().equals(file)).toList();
  }

  /** Fills a page. */
  private static final class Reader extends AbstractVisitor {
    private final Page page;
    private final HashMap<String, Integer> seen = new HashMap<>();

    Reader(Page page) {
      this.page = page;
    }

    @Override
    public void visit(FencedCodeBlock block) {
      int line = block.getSourceSpans().getFirst().getLineIndex() + 1;
      page.blocks().add(new Block(page.file() + ":" + line, block.getInfo(), block.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      page.unfenced().add(block.getLiteral());
    }

    @Override
    public void visit(Link link) {
      page.links().add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      page.links().add(image.getDestination());
    }

    @Override
    public void visit(Code code) {
      page.names().add(code.getLiteral());
    }

    @Override
    public void visit(Heading heading) {
      var anchor =
          text(heading)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      page.anchors().add(before == 0 ? anchor : anchor + "-" + before);
      visitChildren(heading);
    }

    private static String text(Heading heading) {
      var text = new StringBuilder();
      heading.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
              text.append(part.getLiteral());
            }
          });
      return text.toString();
    }
  }
}
