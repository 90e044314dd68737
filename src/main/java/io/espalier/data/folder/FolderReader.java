package io.espalier.data.folder;

import io.espalier.data.ImageSet;
import io.espalier.data.Picture;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.file.Heap;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decodes the images of a listing on all cores. */
final class FolderReader {

  private static final int CHUNK = 128;
  private static final int PROBES = 31;
  private static final int NAMED_PROBLEMS = 5;

  private final FolderListing listing;
  private final Progress progress;

  FolderReader(FolderListing listing, Progress progress) {
    this.listing = listing;
    this.progress = progress;
  }

  /**
   * The format that all images are brought to.
   *
   * @param resize whether images of another size are brought to this one, or refused
   */
  private record Form(PictureForm picture, boolean resize) {}

  /** The result of reading some images: the problems found, and whether any image was in colour. */
  private record Findings(List<String> problems, boolean colour) {}

  /**
   * Reads all images: in grey if all are, else in colour.
   *
   * @param size side in pixels to which they are brought; 0 if all have one size
   * @throws InputError if some are broken or of another size; the message names them
   */
  ImageSet read(int size) {
    Form form = probe(size);
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes(form));
    Findings findings = fill(form, pixels);
    if (form.picture().channels() == 1 && findings.colour()) {
      PictureForm grey = form.picture();
      form = new Form(new PictureForm(3, grey.height(), grey.width()), form.resize());
      pixels = ByteBuffer.allocateDirect(bytes(form));
      findings = fill(form, pixels);
    }
    return checked(form, pixels, findings);
  }

  /**
   * Reads all images in the size and channels of others.
   *
   * @param resize whether images of another size are brought to this one, or refused
   */
  ImageSet readAs(ImageSet other, boolean resize) {
    Form form = form(other, resize);
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes(form));
    return checked(form, pixels, fill(form, pixels));
  }

  /**
   * Reads all images as {@link #readAs} does, and keeps none.
   *
   * @throws InputError if some are broken or of another size; the message names them
   */
  void check(ImageSet other, boolean resize) {
    Form form = form(other, resize);
    refuseProblems(form, fill(form, null));
  }

  private static Form form(ImageSet other, boolean resize) {
    return new Form(new PictureForm(other.channels(), other.height(), other.width()), resize);
  }

  private int bytes(Form form) {
    PictureForm picture = form.picture();
    long bytes = (long) picture.bytes() * listing.files().size();
    if (bytes > Integer.MAX_VALUE) {
      throw new InputError(
          "%,d images of %s are more than one set can hold; %s, or use fewer training images"
              .formatted(
                  listing.files().size(),
                  ImageSet.picture(picture.width(), picture.height()),
                  form.resize() ? "choose a smaller image size" : "have them resized"));
    }
    Heap.require(
        "%,d images of %s in %s"
            .formatted(
                listing.files().size(),
                listing.folder(),
                ImageSet.picture(picture.width(), picture.height())),
        (double) bytes);
    return (int) bytes;
  }

  private ImageSet checked(Form form, ByteBuffer pixels, Findings findings) {
    refuseProblems(form, findings);
    IntBuffer labels = IntBuffer.wrap(listing.labelArray());
    PictureForm picture = form.picture();
    return new ImageSet(picture.channels(), picture.height(), picture.width(), pixels, labels);
  }

  private void refuseProblems(Form form, Findings findings) {
    if (!findings.problems().isEmpty()) {
      throw new InputError(message(findings.problems(), form));
    }
  }

  private String message(List<String> problems, Form form) {
    int named = Math.min(NAMED_PROBLEMS, problems.size());
    String more = problems.size() > named ? " and %d more".formatted(problems.size() - named) : "";
    String remedy =
        form.resize()
            ? "JPEG or PNG files are expected: repair or remove these"
            : "JPEG or PNG files of %s are expected, like most of these: repair or remove the others, or have all resized to one image size"
                .formatted(ImageSet.picture(form.picture().width(), form.picture().height()));
    return "%d of %d images in %s cannot be used (%s%s); %s"
        .formatted(
            problems.size(),
            listing.files().size(),
            listing.folder(),
            String.join("; ", problems.subList(0, named)),
            more,
            remedy);
  }

  /**
   * Looks at some images across the listing: their most common size, and whether one is in colour.
   */
  private Form probe(int size) {
    Map<List<Integer>, Integer> sizes = new HashMap<>();
    boolean colour = false;
    int step = Math.max(1, listing.files().size() / PROBES);
    for (int i = 0; i < listing.files().size(); i += step) {
      try {
        Picture picture = Picture.read(listing.files().get(i));
        sizes.merge(List.of(picture.height(), picture.width()), 1, Integer::sum);
        colour |= picture.channels() == 3;
      } catch (IOException e) {
        // Reported when all images are read.
      }
    }
    List<Integer> usual =
        sizes.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(List.of(1, 1));
    int channels = colour ? 3 : 1;
    return size > 0
        ? new Form(new PictureForm(channels, size, size), true)
        : new Form(new PictureForm(channels, usual.get(0), usual.get(1)), false);
  }

  /**
   * Reads all images.
   *
   * @param pixels the destination; null to discard them
   */
  private Findings fill(Form form, ByteBuffer pixels) {
    int cores = Runtime.getRuntime().availableProcessors();
    MemoryShare memory = new MemoryShare(cores);
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    int count = listing.files().size();
    try (Progress.Task task =
        progress.begin(
            (pixels == null ? "check " : "read ") + listing.folder(), "images", count, 0)) {
      List<Future<Findings>> chunks = new ArrayList<>();
      for (int first = 0; first < count; first += CHUNK) {
        int from = first;
        int to = Math.min(count, first + CHUNK);
        chunks.add(
            threads.submit(
                () ->
                    memory.run(
                        "a picture among those of " + listing.folder(),
                        () -> decode(from, to, form, pixels))));
      }
      List<String> problems = new ArrayList<>();
      boolean colour = false;
      for (int c = 0; c < chunks.size(); c++) {
        Findings findings = chunks.get(c).get();
        problems.addAll(findings.problems());
        colour |= findings.colour();
        task.advance(Math.min(CHUNK, count - c * CHUNK), "");
      }
      return new Findings(problems, colour);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + listing.folder(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputError error) {
        throw error;
      }
      throw new IllegalStateException("could not read " + listing.folder(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Findings decode(int from, int to, Form form, ByteBuffer pixels) {
    List<String> problems = new ArrayList<>();
    boolean colour = false;
    for (int i = from; i < to; i++) {
      Path file = listing.files().get(i);
      try {
        Picture picture = Picture.read(file);
        colour |= picture.channels() == 3;
        if (!form.resize() && !form.picture().hasSizeOf(picture)) {
          problems.add(name(file) + " has " + ImageSet.picture(picture.width(), picture.height()));
        } else if (pixels != null) {
          pixels.put(i * form.picture().bytes(), form.picture().of(picture));
        }
      } catch (IOException e) {
        problems.add(name(file) + " " + PictureForm.reason(e));
      }
    }
    return new Findings(problems, colour);
  }

  private String name(Path file) {
    return listing.folder().relativize(file).toString();
  }
}
