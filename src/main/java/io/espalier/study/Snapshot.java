package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.file.HashedFile;
import io.espalier.file.Sha256;
import io.espalier.provenance.Versions;
import io.espalier.search.Restorable;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The state of a study at a place in its journal, from which it is continued without replaying what
 * comes before. It is derived from the journal, and left out of account if it does not belong to
 * it, was changed, or was written by another version of the program, which might propose otherwise.
 *
 * @param place the place, behind the last outcome of an ask
 * @param notes the {@linkplain Restorable#notes notes} of the searcher
 * @param trials the trials up to there
 */
record Snapshot(Journal.Place place, String notes, PackedTrials trials) {

  /** The first bytes of the file; raised with every change of what follows. */
  private static final String FORMAT = "espalier snapshot 1";

  private static final int BUFFER = 1 << 20;

  /**
   * The place of the snapshot of a study, if there is one that may be of use. It is not checked
   * yet.
   */
  static Optional<Journal.Place> place(Path folder, JournalHeader header) {
    Path file = folder.resolve(Study.SNAPSHOT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return place(in, header);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads the beginning of a snapshot; empty if it is of another study or program. */
  private static Optional<Journal.Place> place(DataInputStream in, JournalHeader header)
      throws IOException {
    return in.readUTF().equals(FORMAT)
            && in.readUTF().equals(Versions.ofThisProgram().toString())
            && in.readUTF().equals(identity(header))
        ? Optional.of(new Journal.Place(in.readInt(), in.readUTF()))
        : Optional.empty();
  }

  private static String identity(JournalHeader header) {
    return Sha256.of(JournalText.write(header));
  }

  /**
   * Reads the snapshot of a study.
   *
   * @return empty if there is none that can be used
   */
  static Optional<Snapshot> read(Path folder, JournalHeader header) {
    Path file = folder.resolve(Study.SNAPSHOT);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(HashedFile.open(file, Long.MAX_VALUE), BUFFER))) {
      Optional<Journal.Place> place = place(in, header);
      return place.isEmpty()
          ? Optional.empty()
          : Optional.of(new Snapshot(place.get(), text(in), PackedTrials.read(in)));
    } catch (InputError | IOException e) {
      // The journal, which says it all, is replayed instead.
      return Optional.empty();
    }
  }

  /** The content of the snapshot's file. */
  HashedFile.Content content(JournalHeader header) {
    return out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeUTF(FORMAT);
      data.writeUTF(Versions.ofThisProgram().toString());
      data.writeUTF(identity(header));
      data.writeInt(place.lines());
      data.writeUTF(place.check());
      byte[] bytes = notes.getBytes(StandardCharsets.UTF_8);
      data.writeInt(bytes.length);
      data.write(bytes);
      trials.write(data);
      data.flush();
    };
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
