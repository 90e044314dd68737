package io.espalier.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A data set in DJL's hub; downloaded once, checked against its hash and kept in DJL's cache. */
public final class HubDownload {

  private final Repository repository;
  private final Application application;
  private final String artifact;
  private final String name;
  private final List<String> files;
  private final String instead;
  private final Progress progress;

  /**
   * A download that has not begun.
   *
   * @param repository DJL's hub, or another repository of the same structure
   * @param application the hub's category for it
   * @param artifact the hub's name for the data set
   * @param name our name for it
   * @param files the names of its files in a folder of the user
   * @param instead what users can do without it, as the end of a sentence after a comma; may be
   *     empty
   */
  public HubDownload(
      Repository repository,
      Application application,
      String artifact,
      String name,
      List<String> files,
      String instead,
      Progress progress) {
    this.repository = repository;
    this.application = application;
    this.artifact = artifact;
    this.name = name;
    this.files = files;
    this.instead = instead;
    this.progress = progress;
  }

  /**
   * Opens one file of the data set, downloading it first if necessary.
   *
   * @throws InputError if the hub cannot be reached; the message says which files to put where
   */
  public InputStream open(String item) {
    return open(item, null);
  }

  /**
   * As above, for a file within an item, which is an archive in the hub.
   *
   * @param path the path in the archive; null for the item itself
   * @throws InputError if the hub cannot be reached; the message says which files to put where
   */
  public InputStream open(String item, String path) {
    try {
      MRL locator = repository.dataset(application, BasicDatasets.GROUP_ID, artifact, "1.0");
      Artifact found = locator.getDefaultArtifact();
      if (found == null || !found.getFiles().containsKey(item)) {
        throw new IOException("the hub has no " + item);
      }
      // A local repository is read in place.
      if (repository.isRemote() && !locator.isPrepared(found)) {
        progress.say("downloading %s from DJL's hub, once".formatted(name));
        locator.prepare(found);
      }
      return repository.openStream(found.getFiles().get(item), path);
    } catch (IOException e) {
      List<Path> folders = DatasetFolders.wellKnown(name);
      throw new InputError(
          "%s is neither in %s nor in %s, and DJL's hub cannot be reached (%s); put %s into one of these folders, or name another folder%s"
              .formatted(
                  name,
                  folders.get(0),
                  folders.get(1),
                  reason(e),
                  String.join(", ", files),
                  instead),
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }
}
