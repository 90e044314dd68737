package io.espalier.export.djl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few pickle opcodes (protocol 2) that a TorchScript archive is made of.
 *
 * <p>The archive's format prescribes a pickle for its list of tensors. This program only writes
 * pickles and never reads them; the child itself is kept in safetensors.
 */
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    out.write(0x80);
    out.write(2);
  }

  /** The finished pickle. */
  byte[] finish() {
    out.write('.');
    return out.toByteArray();
  }

  /** A class or function by its qualified name. */
  PickleWriter global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  PickleWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    littleEndian(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter number(int value) {
    out.write('J');
    littleEndian(value);
    return this;
  }

  PickleWriter flag(boolean value) {
    out.write(value ? 0x88 : 0x89);
    return this;
  }

  PickleWriter emptyTuple() {
    return raw(")");
  }

  /** A tuple of numbers. */
  PickleWriter tuple(List<Integer> values) {
    mark();
    values.forEach(this::number);
    return endTuple();
  }

  /** Begins a tuple, or the fields of an object. */
  PickleWriter mark() {
    return raw("(");
  }

  PickleWriter endTuple() {
    return raw("t");
  }

  /** A reference to data outside of the pickle, described by the preceding tuple. */
  PickleWriter persistentId() {
    return raw("Q");
  }

  /** Calls the preceding global with the preceding tuple. */
  PickleWriter call() {
    return raw("R");
  }

  /** Creates an object of the preceding class; its fields follow, names and values alternating. */
  PickleWriter beginObject() {
    emptyTuple();
    out.write(0x81);
    return raw("}").mark();
  }

  PickleWriter endObject() {
    return raw("ub");
  }

  private PickleWriter raw(String opcodes) {
    out.writeBytes(opcodes.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private void littleEndian(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
