package io.espalier.supernet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a safetensors file without trusting its content. */
final class SafetensorsReader {

  /** Enough for 100,000 tensors; the largest of our supernets has a header of 400 kB. */
  private static final long MAX_HEADER_BYTES = 20_000_000;

  private final Path file;
  private final boolean needsHash;

  private SafetensorsReader(Path file, boolean needsHash) {
    this.file = file;
    this.needsHash = needsHash;
  }

  static Safetensors read(Path file, boolean needsHash) {
    SafetensorsReader reader = new SafetensorsReader(file, needsHash);
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
    long memory = Runtime.getRuntime().maxMemory();
    require(
        channel.size() <= memory,
        "it has %,d bytes, and the program has %,d bytes of memory; give it more, for example ESPALIER_HEAP=8g"
            .formatted(channel.size(), memory));
    ByteBuffer first = readFully(channel, Long.BYTES);
    long length = first.getLong(0);
    require(
        length >= 2 && length <= MAX_HEADER_BYTES,
        "it announces a header of %,d bytes, and at most %,d are read; it is no safetensors file of a network"
            .formatted(length, MAX_HEADER_BYTES));
    long start = Long.BYTES + length;
    require(start <= channel.size(), "it ends within its header; it is cut off");
    byte[] bytes = new byte[(int) length];
    readFully(channel, bytes.length).get(bytes);
    SafetensorsHeader header = parse(bytes);
    require(
        start + header.dataBytes() == channel.size(),
        "its tensors need %d bytes but it has %d; it is cut off or damaged"
            .formatted(start + header.dataBytes(), channel.size()));
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String hash = metadata.remove(Safetensors.HASH);
    boolean hashed = requireHash(hash, bytes);
    MessageDigest digest = Sha256.begin();
    digest.update(first);
    digest.update(bytes);
    Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Place place : header.places()) {
      ByteBuffer data = readFully(channel, (int) (place.to() - place.from()));
      if (hashed) {
        digest.update(data.duplicate());
      }
      tensors.put(
          place.name(),
          new Safetensors.Entry(
              place.name(),
              place.type(),
              place.shape(),
              () -> data.duplicate().order(ByteOrder.LITTLE_ENDIAN)));
    }
    require(
        !hashed || Sha256.hex(digest.digest()).equals(hash),
        "it was changed after it was written: its SHA-256 is not the one in its header");
    tensors.values().forEach(this::requireFinite);
    return new Safetensors(metadata, tensors);
  }

  private SafetensorsHeader parse(byte[] bytes) {
    try {
      return SafetensorsHeader.of(bytes);
    } catch (SafetensorsHeader.Malformed e) {
      throw new InputError(problem(e.getMessage()), e);
    }
  }

  /** Replaces the hash by zeros, as when it was computed; returns whether there is one. */
  private boolean requireHash(String hash, byte[] header) {
    if (hash == null) {
      require(
          !needsHash,
          "its header has no SHA-256, so changes could not be detected; another program or an older Espalier wrote it: create it again");
      return false;
    }
    int at = Safetensors.HASHED.length();
    String beginning = new String(header, 0, Math.min(at, header.length), US_ASCII);
    require(
        beginning.equals(Safetensors.HASHED) && hash.length() == Sha256.DIGITS,
        "its SHA-256 does not stand at the beginning of its header");
    for (int i = 0; i < Sha256.DIGITS; i++) {
      header[at + i] = '0';
    }
    return true;
  }

  private void requireFinite(Safetensors.Entry tensor) {
    if (tensor.type() != Safetensors.Type.F32) {
      return;
    }
    FloatBuffer values = tensor.data().get().asFloatBuffer();
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new InputError(
            "%s holds the number %s in tensor %s; the training diverged, give an earlier state"
                .formatted(file, values.get(i), tensor.name()));
      }
    }
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
}
