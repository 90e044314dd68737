package io.espalier.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What a JPEG or PNG file says beside its pixels, as far as readers of the platform do not heed it.
 */
final class PictureMarkers {

  /** The bytes of {@code Exif} and two zeros. */
  private static final int EXIF_START = 6;

  private static final int ORIENTATION_TAG = 0x0112;

  /** The start of a JPEG file in YCbCr, for those that do not say what they are. */
  private static final byte[] JFIF_START = {
    (byte) 0xff,
    (byte) 0xd8,
    (byte) 0xff,
    (byte) 0xe0,
    0,
    16,
    'J',
    'F',
    'I',
    'F',
    0,
    1,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0
  };

  private final byte[] file;
  private final boolean jpeg;
  private int orientation = 1;
  private int components;
  private boolean numbered;
  private boolean namesItsColours;
  private int adobeTransform = -1;

  private PictureMarkers(byte[] file, boolean jpeg) {
    this.file = file;
    this.jpeg = jpeg;
  }

  /**
   * Looks through a file.
   *
   * @throws IOException if it is neither JPEG nor PNG, or a part of a PNG is damaged
   */
  static PictureMarkers of(byte[] file) throws IOException {
    int first = file.length > 2 ? (file[0] & 0xff) << 8 | (file[1] & 0xff) : 0;
    if (first != 0xffd8 && first != 0x8950) {
      throw new IOException(file.length == 0 ? "is empty" : "is neither JPEG nor PNG");
    }
    PictureMarkers markers = new PictureMarkers(file, first == 0xffd8);
    if (markers.jpeg) {
      markers.readSegments();
    } else {
      markers.readChunks();
    }
    return markers;
  }

  /** The name of the platform's reader. */
  String format() {
    return jpeg ? "jpeg" : "png";
  }

  /** How the picture was taken, as EXIF says: 1 (upright) to 8. */
  int orientation() {
    return orientation;
  }

  /** Whether this is a PNG in grey, which Java's reader may give as a palette. */
  boolean isGrey() {
    return !jpeg && file.length > 25 && (file[25] == 0 || file[25] == 4);
  }

  /** How many values a pixel of a JPEG has; 0 in others. */
  int components() {
    return components;
  }

  /** Whether the first three of four values are YCbCr. */
  boolean hasLuminance() {
    return adobeTransform == 2;
  }

  /**
   * The file for Java's reader, which takes a JPEG that does not name its colours for RGB where all
   * other decoders take it for YCbCr.
   */
  byte[] readable() {
    if (!jpeg || components != 3 || !numbered || namesItsColours) {
      return file;
    }
    return ByteBuffer.allocate(JFIF_START.length + file.length - 2)
        .put(JFIF_START)
        .put(file, 2, file.length - 2)
        .array();
  }

  private void readSegments() {
    ByteBuffer bytes = ByteBuffer.wrap(file).position(2);
    while (bytes.remaining() >= 4) {
      int marker = bytes.getShort() & 0xffff;
      if (marker == 0xffff) {
        // A byte of padding.
        bytes.position(bytes.position() - 1);
        continue;
      }
      int length = bytes.getShort() & 0xffff;
      if (marker <= 0xff00 || marker == 0xffda || length < 2 || length - 2 > bytes.remaining()) {
        return;
      }
      ByteBuffer segment = bytes.slice(bytes.position(), length - 2);
      readSegment(marker & 0xff, segment);
      bytes.position(bytes.position() + length - 2);
    }
  }

  private void readSegment(int marker, ByteBuffer segment) {
    boolean frame = marker == 0xc0 || (marker > 0xc0 && marker <= 0xcf && marker % 4 != 0);
    if (frame && segment.remaining() >= 6) {
      components = segment.get(5);
      numbered = components == 3 && segment.remaining() >= 15;
      for (int c = 0; c < components && numbered; c++) {
        numbered = segment.get(6 + 3 * c) == c + 1;
      }
    } else if (marker == 0xe0 && startsWith(segment, "JFIF")) {
      namesItsColours = true;
    } else if (marker == 0xee && segment.remaining() >= 12 && startsWith(segment, "Adobe")) {
      namesItsColours = true;
      adobeTransform = segment.get(11);
    } else if (marker == 0xe1 && segment.remaining() > EXIF_START && startsWith(segment, "Exif")) {
      readExif(segment.slice(EXIF_START, segment.remaining() - EXIF_START));
    }
  }

  private static boolean startsWith(ByteBuffer segment, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (i >= segment.remaining() || segment.get(i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void readChunks() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).position(Math.min(8, file.length));
    while (bytes.remaining() >= 12) {
      int length = bytes.getInt();
      int start = bytes.position();
      if (length < 0 || length > bytes.remaining() - 8) {
        // Cut off, as the reader will find.
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(file, start, 4 + length);
      boolean whole = (int) sum.getValue() == bytes.getInt(start + 4 + length);
      String type = new String(file, start, 4, StandardCharsets.ISO_8859_1);
      if (!whole && Character.isUpperCase(type.charAt(0))) {
        throw new IOException("is broken (the checksum of its part %s is wrong)".formatted(type));
      }
      if (whole && type.equals("eXIf")) {
        readExif(bytes.slice(start + 4, length));
      }
      bytes.position(start + 8 + length);
    }
  }

  /** The first directory of a TIFF file, which is what EXIF is. */
  private void readExif(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.remaining() - 2) {
      return;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int e = 0; e < entries && directory + 14 + 12 * e <= tiff.remaining(); e++) {
      int entry = directory + 2 + 12 * e;
      if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
        int value = tiff.getShort(entry + 8);
        orientation = value >= 1 && value <= 8 ? value : 1;
      }
    }
  }
}
