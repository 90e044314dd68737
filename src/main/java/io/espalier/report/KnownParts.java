package io.espalier.report;

import io.espalier.file.HashedFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was read from files, for as long as they and the hashes beside them do not change. */
final class KnownParts {

  private final Map<String, Part> parts = new HashMap<>();

  private record Part(List<FileStamp> stamps, Object value) {}

  /**
   * The value of a file, read again only if it was changed.
   *
   * @param what the kind of value
   */
  @SuppressWarnings("unchecked")
  <T> T read(Path file, String what, Function<Path, T> reading) {
    String name = what + ' ' + file;
    List<FileStamp> now =
        Stream.of(file, file.resolveSibling(HashedFile.SUMS)).map(FileStamp::of).toList();
    Part known = parts.get(name);
    if (known == null || !known.stamps().equals(now)) {
      // What fails is not kept: the file may just be being replaced.
      parts.remove(name);
      known = new Part(now, reading.apply(file));
      parts.put(name, known);
    }
    return (T) known.value();
  }
}
