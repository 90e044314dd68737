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

/**
 * A data set as DJL's hub keeps it; downloaded once, checked against its hash and kept in DJL's
 * cache.
 */
final class HubDownload {

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
   * @param repository DJL's hub, or another repository of its form
   * @param application what the hub keeps it for
   * @param artifact what the hub calls the data set
   * @param name what we call it
   * @param files what its files are called where users put them themselves
   * @param instead what else users can do without it, behind a comma; may be empty
   */
  HubDownload(
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
   * Opens one file of the data set, downloading it first if need be.
   *
   * @throws InputError if the hub cannot be reached; the message says which files to put where
   */
  InputStream open(String item) {
    return open(item, null);
  }

  /**
   * As above, of a file within an item, which the hub keeps as an archive.
   *
   * @param path where in it; null for the item itself
   */
  InputStream open(String item, String path) {
    try {
      MRL locator = repository.dataset(application, BasicDatasets.GROUP_ID, artifact, "1.0");
      Artifact found = locator.getDefaultArtifact();
      if (found == null || !found.getFiles().containsKey(item)) {
        throw new IOException("the hub has no " + item);
      }
      // A repository on this machine is read where it lies.
      if (repository.isRemote() && !locator.isPrepared(found)) {
        progress.say("downloading %s from DJL's hub, once".formatted(name));
        locator.prepare(found);
      }
      return repository.openStream(found.getFiles().get(item), path);
    } catch (IOException e) {
      List<Path> folders = DatasetFolders.wellKnown(name);
      throw new InputError(
          "%s is neither in %s nor in %s, and DJL's hub cannot be reached (%s); put %s into one of these folders, or name another with data.folder%s"
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
