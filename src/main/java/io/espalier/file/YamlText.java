package io.espalier.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** YAML text as a tree, with the line of every key. */
public final class YamlText {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The longest configuration of ours has 20 thousand. */
  private static final long LARGEST_FILE_BYTES = 1_000_000;

  /** The character that decoders put in place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private YamlText() {}

  /**
   * A tree and where its keys stand.
   *
   * @param root the tree; empty if the text is
   * @param places the place of each key and list element, by its path ({@code train.epochs}, {@code
   *     stages.0})
   */
  public record Parsed(ObjectNode root, Map<String, Place> places) {

    /** The line of a key; 0 if it is not in the text. */
    public int line(String path) {
      return places.getOrDefault(path, Place.NOWHERE).line();
    }
  }

  /** A place in a text, counted from 1. */
  public record Place(int line, int column) {

    private static final Place NOWHERE = new Place(0, 0);

    @Override
    public String toString() {
      return "line %d, column %d".formatted(line, column);
    }
  }

  /**
   * Reads and parses a file.
   *
   * @throws InputError if it cannot be read, is too large or is no YAML
   */
  public static Parsed read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputError(
          "cannot read the configuration %s".formatted(file), Remedy.NAME_CONFIGURATION);
    }
    String text = new String(BoundedFile.bytes(file, LARGEST_FILE_BYTES), StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new InputError("%s is no UTF-8 text; convert it to UTF-8".formatted(file));
    }
    return parse(text, file.toString());
  }

  /**
   * Reads YAML whose top level is a mapping.
   *
   * @param name what the text is, for messages
   * @throws InputError if it is no YAML, gives a key twice or is no mapping
   */
  public static Parsed parse(String text, String name) {
    try {
      JsonNode root = YAML.readTree(text);
      if (root == null || root.isMissingNode() || root.isNull()) {
        return new Parsed(YAML.createObjectNode(), Map.of());
      }
      if (!(root instanceof ObjectNode mapping)) {
        throw new InputError(
            "%s holds no 'key: value' lines".formatted(name), Remedy.NAME_CONFIGURATION);
      }
      return new Parsed(mapping, places(text, name));
    } catch (MismatchedInputException e) {
      throw new InputError(
          "line %d of %s begins a second document; a configuration is one, so delete the line or the rest"
              .formatted(secondDocument(text), name),
          e);
    } catch (JsonProcessingException e) {
      throw new InputError(
          "line %d of %s is no valid YAML: %s".formatted(line(e), name, problem(e)), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** The line of the marker; the parser's own place is behind it. */
  private static int secondDocument(String text) {
    List<String> lines = text.lines().toList();
    boolean begun = false;
    for (int n = 0; n < lines.size(); n++) {
      boolean marker = lines.get(n).startsWith("---");
      if (marker && begun) {
        return n + 1;
      }
      begun |= !marker && !lines.get(n).isBlank() && !lines.get(n).matches("[#%].*");
    }
    return lines.size();
  }

  /**
   * Where the problem is; the location that the exception itself gives is that of what was being
   * read, which began earlier.
   */
  private static int line(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return marked.getProblemMark().getLine() + 1;
    }
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null) {
      return marked.getProblem().contains("(TAB)")
          ? "a tab indents it; indent with spaces"
          : marked.getProblem();
    }
    return e.getOriginalMessage().lines().findFirst().orElse("it cannot be parsed");
  }

  /** Reads a single value, such as {@code 3}, {@code [0, 330]} or {@code lanas}. */
  public static JsonNode value(String text, String name) {
    try {
      JsonNode value = YAML.readTree(text);
      places(text, "the value of " + name);
      return value == null || value.isMissingNode() ? YAML.getNodeFactory().textNode("") : value;
    } catch (JsonProcessingException e) {
      throw new InputError("the value of %s is no valid YAML: %s".formatted(name, text), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** A tree as YAML, in its own order. */
  public static String write(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A record as a tree, with names in snake case and enums in lower case. */
  public static ObjectNode tree(Record value) {
    return YAML.valueToTree(value);
  }

  /** A checked tree as a record; errors of its constructors come out as they are. */
  public static <T> T read(JsonNode tree, Class<T> type) {
    try {
      return YAML.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      if (e instanceof InvalidFormatException value && value.getTargetType().isEnum()) {
        List<String> known =
            Stream.of(value.getTargetType().getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
        throw InputError.unknown("value of " + path(value), "" + value.getValue(), known);
      }
      if (e.getCause() instanceof InputError error) {
        throw new InputError(section(e) + error.getMessage(), error);
      }
      throw new IllegalStateException(
          type.getSimpleName() + " cannot hold this tree: " + e.getOriginalMessage(), e);
    }
  }

  /** The section whose values a constructor refused, unless its message says that. */
  private static String section(JsonProcessingException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    return path.isEmpty() || e.getCause().getMessage().startsWith(path)
        ? ""
        : "in section " + path + ": ";
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }

  /**
   * The places of keys and list elements; refuses aliases, which the library would read as the
   * texts of their names.
   */
  private static Map<String, Place> places(String text, String name) throws IOException {
    Map<String, Place> places = new HashMap<>();
    try (YAMLParser parser = YAML.getFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new InputError(
              "line %d of %s stands for another value by '*%s'; write the value itself"
                  .formatted(parser.currentTokenLocation().getLineNr(), name, parser.getText()));
        }
        String path = parser.getParsingContext().pathAsPointer().toString();
        if (!path.isEmpty() && !parser.currentToken().isStructEnd()) {
          JsonLocation at = parser.currentTokenLocation();
          places.putIfAbsent(
              path.substring(1).replace('/', '.'), new Place(at.getLineNr(), at.getColumnNr()));
        }
      }
    }
    return places;
  }
}
