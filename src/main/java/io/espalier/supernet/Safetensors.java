package io.espalier.supernet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The content of a safetensors file: named tensors after a JSON header, as defined by
 * huggingface/safetensors (8 bytes of header length, little endian; the header; the data without
 * gaps). It holds plain numbers only, so reading it cannot run code.
 *
 * @param metadata free text by key, from the header's {@code __metadata__}
 * @param tensors the tensors by name, in the order of their data
 */
public record Safetensors(Map<String, String> metadata, Map<String, Entry> tensors) {

  static final String METADATA = "__metadata__";

  /** The metadata key of the file's hash. */
  static final String HASH = "sha256";

  /**
   * The beginning of the header of a file with a hash. The hash follows; it is computed over the
   * whole file with zeros in its place, so that it covers tensors, names, shapes and metadata.
   */
  static final String HASHED = "{\"%s\":{\"%s\":\"".formatted(METADATA, HASH);

  /** The position of the hash in the file, in bytes. */
  static final int HASH_AT = Long.BYTES + HASHED.length();

  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The supported types of numbers. */
  public enum Type {
    /** 32-bit floating point. */
    F32(Float.BYTES),
    /** 64-bit integer. */
    I64(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * One tensor.
   *
   * @param name its name in the file
   * @param type the type of its numbers
   * @param shape its dimensions, outermost first; empty for a single number
   * @param data supplies its numbers, outermost dimension first, little endian; called once, when
   *     they are written
   */
  public record Entry(String name, Type type, List<Integer> shape, Supplier<ByteBuffer> data) {

    public Entry {
      shape = List.copyOf(shape);
      if (name.equals(METADATA) || shape.stream().anyMatch(size -> size < 0)) {
        throw new IllegalArgumentException("no tensor can be called %s %s".formatted(name, shape));
      }
    }

    /** The number of bytes of the numbers. */
    public long bytes() {
      return shape.stream().mapToLong(Integer::longValue).reduce(type.bytes, Math::multiplyExact);
    }
  }

  /**
   * Writes a file with a hash, completely or not at all; only one tensor is in memory at a time.
   *
   * @throws InputError if the file cannot be written
   */
  public static void write(Path file, Map<String, String> metadata, Collection<Entry> tensors) {
    byte[] header = header(metadata, tensors);
    AtomicFile.write(
        file,
        channel -> {
          MessageDigest digest = Sha256.begin();
          ByteBuffer length =
              ByteBuffer.allocate(Long.BYTES)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(0, header.length);
          writeFully(channel, length, digest);
          writeFully(channel, ByteBuffer.wrap(header), digest);
          for (Entry tensor : tensors) {
            ByteBuffer data = tensor.data().get();
            if (data.remaining() != tensor.bytes()) {
              throw new IllegalStateException(
                  "tensor %s gave %d bytes for shape %s"
                      .formatted(tensor.name(), data.remaining(), tensor.shape()));
            }
            writeFully(channel, data, digest);
          }
          ByteBuffer hash = ByteBuffer.wrap(Sha256.hex(digest.digest()).getBytes(US_ASCII));
          for (long at = HASH_AT; hash.hasRemaining(); ) {
            at += channel.write(hash, at);
          }
        });
  }

  /**
   * Reads a file that {@link #write} wrote, after checking every part of it.
   *
   * @throws InputError if it is missing, cut off, not a safetensors file, changed since it was
   *     written, or holds a number that is not finite; the message says where
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file, true);
  }

  /**
   * Reads a file that may come from another program and have no hash.
   *
   * @throws InputError as {@link #read} does
   */
  public static Safetensors readForeign(Path file) {
    return SafetensorsReader.read(file, false);
  }

  private static byte[] header(Map<String, String> metadata, Collection<Entry> tensors) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode header = json.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    texts.put(HASH, "0".repeat(Sha256.DIGITS));
    metadata.forEach(texts::put);
    long offset = 0;
    for (Entry tensor : tensors) {
      if (header.has(tensor.name())) {
        throw new IllegalArgumentException("two tensors are called " + tensor.name());
      }
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.putArray("data_offsets").add(offset).add(offset + tensor.bytes());
      offset += tensor.bytes();
    }
    byte[] text;
    try {
      text = json.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the header cannot be written as JSON", e);
    }
    // Padding with spaces to a multiple of 8 keeps the data aligned for readers that map the file.
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, MessageDigest digest)
      throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
