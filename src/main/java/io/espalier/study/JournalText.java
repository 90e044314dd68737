package io.espalier.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The lines of a journal. The seconds of an estimate, the only part that differs between two runs
 * with equal headers, come last in their line.
 */
final class JournalText {

  /** The version, raised with every change that an older program could not read. */
  static final int FORMAT = 2;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private JournalText() {}

  /** A malformed line; the message says what is wrong. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  static String write(JournalHeader header) {
    ObjectNode line = JSON.createObjectNode();
    line.put("entry", "study")
        .put("format", FORMAT)
        .put("space", header.space())
        .put("searcher", header.searcher())
        .put("seed", header.seed())
        .put("config", header.config())
        .put("data", header.data())
        .put("weights", header.weights())
        .put("measure", header.measure().key());
    if (!header.objectives().isEmpty()) {
      // Without it, the line is that of earlier versions.
      ArrayNode objectives = line.putArray("objectives");
      header.objectives().forEach(objectives::add);
    }
    return line.toString();
  }

  static String write(Entry entry) {
    if (entry instanceof Entry.Ask ask) {
      ObjectNode line = JSON.createObjectNode().put("entry", "ask").put("count", ask.count());
      ArrayNode proposals = line.putArray("proposals");
      for (Proposal proposal : ask.proposals()) {
        proposals
            .addObject()
            .put("architecture", proposal.architecture().id())
            .put("why", proposal.why());
      }
      return line.toString();
    }
    Entry.Tell tell = (Entry.Tell) entry;
    ObjectNode line =
        JSON.createObjectNode()
            .put("entry", "tell")
            .put("evaluation", tell.evaluation())
            .put("architecture", tell.outcome().architecture().id());
    if (tell.outcome() instanceof Estimate estimate) {
      line.put("score", estimate.score())
          .put("standard_error", estimate.standardError())
          .put("images", estimate.images())
          .put("seconds", estimate.seconds());
    } else {
      line.put("failure", ((Failure) tell.outcome()).reason());
    }
    return line.toString();
  }

  static JournalHeader readHeader(String line) throws Unreadable {
    JsonNode node = parse(line);
    expect("study", node);
    int format = (int) number(node, "format");
    if (format != FORMAT) {
      throw new Unreadable(
          "it is of format %d; this program reads format %d".formatted(format, FORMAT));
    }
    return new JournalHeader(
        text(node, "space"),
        text(node, "searcher"),
        member(node, "seed").asLong(),
        text(node, "config"),
        text(node, "data"),
        text(node, "weights"),
        measure(node),
        StreamSupport.stream(node.path("objectives").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  private static Measure measure(JsonNode node) throws Unreadable {
    String key = text(node, "measure");
    return Stream.of(Measure.values())
        .filter(measure -> measure.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new Unreadable("its measure is '%s'".formatted(key)));
  }

  static Entry readEntry(String line, SearchSpace space) throws Unreadable {
    JsonNode node = parse(line);
    try {
      return switch (text(node, "entry")) {
        case "ask" -> ask(node, space);
        case "tell" -> new Entry.Tell((int) number(node, "evaluation"), outcome(node, space));
        default -> throw new Unreadable("its entry is neither ask nor tell");
      };
    } catch (IllegalArgumentException | InputError e) {
      throw new Unreadable(e.getMessage());
    }
  }

  private static Entry.Ask ask(JsonNode node, SearchSpace space) throws Unreadable {
    List<Proposal> proposals = new ArrayList<>();
    for (JsonNode proposal : member(node, "proposals")) {
      proposals.add(
          new Proposal(space.parse(text(proposal, "architecture")), text(proposal, "why")));
    }
    return new Entry.Ask((int) number(node, "count"), proposals);
  }

  private static Outcome outcome(JsonNode node, SearchSpace space) throws Unreadable {
    Architecture architecture = space.parse(text(node, "architecture"));
    if (node.has("failure")) {
      return new Failure(architecture, text(node, "failure"));
    }
    return new Estimate(
        architecture,
        number(node, "score"),
        number(node, "standard_error"),
        (int) number(node, "images"),
        number(node, "seconds"));
  }

  private static JsonNode parse(String line) throws Unreadable {
    try {
      JsonNode node = JSON.readTree(line);
      if (node == null || !node.isObject()) {
        throw new Unreadable("it is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new Unreadable("it is no JSON: " + e.getOriginalMessage());
    }
  }

  private static void expect(String entry, JsonNode node) throws Unreadable {
    if (!text(node, "entry").equals(entry)) {
      throw new Unreadable("its entry is not '%s'".formatted(entry));
    }
  }

  private static String text(JsonNode node, String name) throws Unreadable {
    return member(node, name).asText();
  }

  private static double number(JsonNode node, String name) throws Unreadable {
    JsonNode member = member(node, name);
    if (!member.isNumber()) {
      throw new Unreadable("its '%s' is no number".formatted(name));
    }
    return member.asDouble();
  }

  private static JsonNode member(JsonNode node, String name) throws Unreadable {
    JsonNode member = node.get(name);
    if (member == null) {
      throw new Unreadable("it has no '%s'".formatted(name));
    }
    return member;
  }
}
