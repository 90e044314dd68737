package io.espalier.supernet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file. It is read token by token, so that reading stops at the first
 * error, however much follows.
 *
 * @param metadata free text by name
 * @param places the positions of the tensors, in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, List<Place> places) {

  private static final int MOST_DIMENSIONS = 16;

  /** Names are not interned, since a hostile file could make them collide. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  /** The position of a tensor, in bytes after the header. */
  record Place(String name, Safetensors.Type type, List<Integer> shape, long from, long to) {}

  /** A malformed header; the message says what is wrong. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The header of these bytes. */
  static SafetensorsHeader of(byte[] bytes) throws Malformed {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "its header is no JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        require(names.add(name), "its header has two entries '%s'", name);
        json.nextToken();
        if (name.equals(Safetensors.METADATA)) {
          readMetadata(json, metadata);
        } else {
          places.put(name, place(json, name));
        }
      }
      require(json.nextToken() == null, "its header continues after its end");
    } catch (IOException e) {
      throw new Malformed("its header is no JSON");
    }
    List<Place> ordered = new ArrayList<>(places.values());
    ordered.sort(Comparator.comparingLong(Place::from).thenComparingLong(Place::to));
    long end = 0;
    for (Place place : ordered) {
      require(
          place.from == end,
          "tensor %s starts at %d instead of %d: tensors overlap or leave gaps",
          place.name,
          place.from,
          end);
      end = place.to;
    }
    return new SafetensorsHeader(metadata, List.copyOf(ordered));
  }

  /** The number of bytes of the tensors. */
  long dataBytes() {
    return places.isEmpty() ? 0 : places.get(places.size() - 1).to;
  }

  private static void readMetadata(JsonParser json, Map<String, String> metadata)
      throws IOException, Malformed {
    require(json.currentToken() == JsonToken.START_OBJECT, "its metadata is no JSON object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      require(json.nextToken() == JsonToken.VALUE_STRING, "its metadata '%s' is no text", name);
      require(
          metadata.put(name, json.getText()) == null, "its metadata has two entries '%s'", name);
    }
  }

  private static Place place(JsonParser json, String name) throws IOException, Malformed {
    require(json.currentToken() == JsonToken.START_OBJECT, "tensor %s is no JSON object", name);
    Safetensors.Type type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = type(name, json.getText());
        case "shape" -> shape = numbers(json, name, key);
        case "data_offsets" -> offsets = numbers(json, name, key);
        default -> throw new Malformed("tensor %s has an unknown '%s'".formatted(name, key));
      }
    }
    require(type != null, "tensor %s has no dtype", name);
    require(shape != null, "tensor %s has no shape", name);
    require(offsets != null && offsets.size() == 2, "tensor %s has no data_offsets", name);
    return place(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static Place place(
      String name, Safetensors.Type type, List<Long> shape, long from, long to) throws Malformed {
    List<Integer> sizes = new ArrayList<>();
    for (long size : shape) {
      require(size >= 0 && size <= Integer.MAX_VALUE, "tensor %s has a bad shape", name);
      sizes.add((int) size);
    }
    long bytes;
    try {
      bytes = new Safetensors.Entry(name, type, sizes, () -> null).bytes();
    } catch (ArithmeticException e) {
      throw new Malformed("tensor %s is too large".formatted(name));
    }
    require(
        from >= 0 && to - from == bytes && bytes <= Integer.MAX_VALUE,
        "tensor %s of shape %s has the offsets %d to %d",
        name,
        sizes,
        from,
        to);
    return new Place(name, type, List.copyOf(sizes), from, to);
  }

  private static List<Long> numbers(JsonParser json, String name, String key)
      throws IOException, Malformed {
    require(json.currentToken() == JsonToken.START_ARRAY, "tensor %s has no %s", name, key);
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && numbers.size() < MOST_DIMENSIONS,
          "tensor %s has a bad %s",
          name,
          key);
      numbers.add(json.getLongValue());
    }
    return numbers;
  }

  private static Safetensors.Type type(String name, String dtype) throws Malformed {
    for (Safetensors.Type type : Safetensors.Type.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw new Malformed("tensor %s has the type '%s'; F32 and I64 are read".formatted(name, dtype));
  }

  // The annotation that the check asks for would require another library.
  @SuppressWarnings("AnnotateFormatMethod")
  private static void require(boolean holds, String otherwise, Object... details) throws Malformed {
    if (!holds) {
      throw new Malformed(otherwise.formatted(details));
    }
  }
}
