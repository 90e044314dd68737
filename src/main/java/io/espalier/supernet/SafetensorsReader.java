package io.espalier.supernet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.error.InputError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a safetensors file and trusts nothing in it. */
final class SafetensorsReader {

  /** The reference implementation's bound on the header. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path file;

  private SafetensorsReader(Path file) {
    this.file = file;
  }

  static Safetensors read(Path file) {
    SafetensorsReader reader = new SafetensorsReader(file);
    if (!Files.isRegularFile(file)) {
      throw new InputError(
          "there is no file %s; name a .safetensors file that exists".formatted(file));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return reader.read(channel);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Safetensors read(FileChannel channel) throws IOException {
    require(channel.size() >= Long.BYTES, "it has only %d bytes".formatted(channel.size()));
    long length = readFully(channel, Long.BYTES).getLong();
    require(
        length >= 2 && length <= MAX_HEADER_BYTES,
        "it announces a header of %d bytes; it is no safetensors file".formatted(length));
    long start = Long.BYTES + length;
    require(start <= channel.size(), "it ends within its header; it is cut off");
    JsonNode header = parse(readFully(channel, (int) length));
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(Safetensors.METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        places.add(place(field.getKey(), field.getValue()));
      }
    }
    places.sort(Comparator.comparingLong(Place::from).thenComparingLong(Place::to));
    long end = 0;
    for (Place place : places) {
      require(
          place.from == end,
          "tensor %s starts at %d instead of %d: tensors overlap or leave gaps"
              .formatted(place.name, place.from, end));
      end = place.to;
    }
    require(
        start + end == channel.size(),
        "its tensors need %d bytes but it has %d; it is cut off or damaged"
            .formatted(start + end, channel.size()));
    Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    for (Place place : places) {
      ByteBuffer data = readFully(channel, Math.toIntExact(place.to - place.from));
      tensors.put(
          place.name,
          new Safetensors.Entry(
              place.name,
              place.type,
              place.shape,
              () -> data.duplicate().order(ByteOrder.LITTLE_ENDIAN)));
    }
    return new Safetensors(metadata, tensors);
  }

  private JsonNode parse(ByteBuffer bytes) {
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    ObjectMapper json =
        new ObjectMapper().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
    try {
      JsonNode header = json.readTree(text);
      require(header != null && header.isObject(), "its header is no JSON object");
      return header;
    } catch (IOException e) {
      throw new InputError(problem("its header is no JSON"), e);
    }
  }

  private void readMetadata(JsonNode node, Map<String, String> metadata) {
    require(node.isObject(), "its metadata is no JSON object");
    node.properties()
        .forEach(
            field -> {
              require(
                  field.getValue().isTextual(),
                  "its metadata '%s' is no text".formatted(field.getKey()));
              metadata.put(field.getKey(), field.getValue().textValue());
            });
  }

  private Place place(String name, JsonNode node) {
    JsonNode offsets = node.path("data_offsets");
    require(
        offsets.size() == 2
            && offsets.get(0).isIntegralNumber()
            && offsets.get(1).isIntegralNumber(),
        "tensor %s has no data_offsets".formatted(name));
    long from = offsets.get(0).longValue();
    long to = offsets.get(1).longValue();
    Safetensors.Type type = type(name, node.path("dtype").asText());
    require(node.path("shape").isArray(), "tensor %s has no shape".formatted(name));
    List<Integer> shape = new ArrayList<>();
    for (JsonNode size : node.path("shape")) {
      require(
          size.canConvertToInt() && size.intValue() >= 0,
          "tensor %s has a bad shape".formatted(name));
      shape.add(size.intValue());
    }
    long bytes;
    try {
      bytes = new Safetensors.Entry(name, type, shape, () -> ByteBuffer.allocate(0)).bytes();
    } catch (ArithmeticException e) {
      throw new InputError(problem("tensor %s is too large".formatted(name)), e);
    }
    require(
        from >= 0 && to - from == bytes && bytes <= Integer.MAX_VALUE,
        "tensor %s of shape %s has the offsets %d to %d".formatted(name, shape, from, to));
    return new Place(name, type, shape, from, to);
  }

  private Safetensors.Type type(String name, String dtype) {
    for (Safetensors.Type type : Safetensors.Type.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw new InputError(
        problem("tensor %s has the type '%s'; F32 and I64 are read".formatted(name, dtype)));
  }

  private static ByteBuffer readFully(FileChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file ended while it was read");
      }
    }
    return buffer.flip();
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InputError(problem(otherwise));
    }
  }

  private String problem(String what) {
    return "cannot use %s: %s; give a whole safetensors file".formatted(file, what);
  }

  /** Where the header says a tensor lies, in bytes behind the header. */
  private record Place(
      String name, Safetensors.Type type, List<Integer> shape, long from, long to) {}
}
