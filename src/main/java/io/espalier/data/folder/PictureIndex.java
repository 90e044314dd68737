package io.espalier.data.folder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of each picture of a listing since it was read once, by its place there. */
final class PictureIndex {

  static final List<String> COLUMNS =
      List.of(
          "picture", "class", "label", "bytes", "sha256", "height", "width", "channels", "problem");

  private static final int HASH_BYTES = 32;

  /** How a picture was found. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Found(
      long bytes, byte[] hash, int height, int width, int channels, Optional<String> problem) {}

  private final FolderListing listing;

  // One array for each fact rather than an object for each picture: there may be millions.
  private final long[] bytes;
  private final byte[] hashes;
  private final int[] heights;
  private final int[] widths;
  private final byte[] channels;
  private final Map<Integer, String> problems = new HashMap<>();

  /** An index in which nothing is found yet. */
  PictureIndex(FolderListing listing) {
    this.listing = listing;
    int count = listing.files().size();
    this.bytes = new long[count];
    this.hashes = new byte[Math.multiplyExact(count, HASH_BYTES)];
    this.heights = new int[count];
    this.widths = new int[count];
    this.channels = new byte[count];
  }

  void put(int picture, Found found) {
    bytes[picture] = found.bytes();
    System.arraycopy(found.hash(), 0, hashes, picture * HASH_BYTES, HASH_BYTES);
    heights[picture] = found.height();
    widths[picture] = found.width();
    channels[picture] = (byte) found.channels();
    found.problem().ifPresent(problem -> problems.put(picture, problem));
  }

  FolderListing listing() {
    return listing;
  }

  int height(int picture) {
    return heights[picture];
  }

  int width(int picture) {
    return widths[picture];
  }

  int channels(int picture) {
    return channels[picture];
  }

  /** Why a picture cannot be used; empty if it can. */
  Optional<String> problem(int picture) {
    return Optional.ofNullable(problems.get(picture));
  }

  /** Whether these are the bytes of the picture's file as it was found. */
  boolean isOf(int picture, byte[] file, byte[] hash) {
    int from = picture * HASH_BYTES;
    return bytes[picture] == file.length
        && Arrays.equals(hashes, from, from + HASH_BYTES, hash, 0, HASH_BYTES);
  }

  /** The hash of a picture's file. */
  byte[] hash(int picture) {
    return Arrays.copyOfRange(hashes, picture * HASH_BYTES, (picture + 1) * HASH_BYTES);
  }

  /** A row of the table of all pictures. */
  List<String> row(int picture) {
    return List.of(
        escaped(listing.name(picture)),
        listing.classes().get(listing.labels().get(picture)),
        Integer.toString(listing.labels().get(picture)),
        Long.toString(bytes[picture]),
        HexFormat.of().formatHex(hash(picture)),
        Integer.toString(heights[picture]),
        Integer.toString(widths[picture]),
        Integer.toString(channels[picture]),
        problem(picture).orElse(""));
  }

  /** What a row says of its picture. */
  static Found found(List<String> row) {
    return new Found(
        Long.parseLong(row.get(3)),
        HexFormat.of().parseHex(row.get(4)),
        Integer.parseInt(row.get(5)),
        Integer.parseInt(row.get(6)),
        Integer.parseInt(row.get(7)),
        row.get(8).isEmpty() ? Optional.empty() : Optional.of(row.get(8)));
  }

  /** A name on one line, whatever is in it. */
  static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** The name that was escaped. */
  static String unescaped(String text) {
    return text.indexOf('\\') < 0 ? text : text.translateEscapes();
  }
}
