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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decodes the images of a listing on all cores. */
final class FolderReader {

  private static final int PROBES = 31;

  private final FolderListing listing;
  private final double brokenShare;
  private final FolderCache cache;
  private final Progress progress;

  /**
   * A reader of all images of a listing.
   *
   * @param brokenShare the largest share of them that may be broken and are then left out
   * @param cache where these are named
   */
  FolderReader(FolderListing listing, double brokenShare, FolderCache cache, Progress progress) {
    this.listing = listing;
    this.brokenShare = brokenShare;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * The format that all images are brought to.
   *
   * @param resize whether images of another size are brought to this one, or refused
   */
  record Form(PictureForm picture, boolean resize) {}

  /** A picture that cannot be used; of another size, if it is whole. */
  private record Problem(int image, String text, boolean isOther) {}

  /** The result of reading some images: the problems found, and whether any image was in colour. */
  private record Findings(List<Problem> problems, boolean colour) {}

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
   * @return the number of those that are broken
   * @throws InputError if too many are broken, or some of another size; the message names them
   */
  int check(ImageSet other, boolean resize) {
    Form form = form(other, resize);
    Findings findings = fill(form, null);
    leaveOut(form, findings);
    return findings.problems().size();
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
    leaveOut(form, findings);
    PictureForm picture = form.picture();
    int[] labels = listing.labelArray();
    ByteBuffer whole = pixels;
    if (!findings.problems().isEmpty()) {
      Set<Integer> broken =
          findings.problems().stream().map(Problem::image).collect(Collectors.toSet());
      int[] good = IntStream.range(0, labels.length).filter(n -> !broken.contains(n)).toArray();
      labels = listing.only(good).labelArray();
      whole = ByteBuffer.allocateDirect(good.length * picture.bytes());
      for (int n = 0; n < good.length; n++) {
        whole.put(n * picture.bytes(), pixels, good[n] * picture.bytes(), picture.bytes());
      }
    }
    return new ImageSet(
        picture.channels(), picture.height(), picture.width(), whole, IntBuffer.wrap(labels));
  }

  private void leaveOut(Form form, Findings findings) {
    BrokenPictures broken = new BrokenPictures(listing, listing.files().size(), brokenShare);
    for (Problem problem : findings.problems()) {
      if (problem.isOther()) {
        broken.addOther(problem.image(), problem.text());
      } else {
        broken.add(problem.image(), problem.text());
      }
    }
    broken.settle(form.picture(), form.resize(), cache, progress);
  }

  /**
   * Looks at some images across the listing: their most common size, and whether one is in colour.
   */
  Form probe(int size) {
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
    List<Problem> problems = new ArrayList<>();
    boolean colour = false;
    String verb = pixels == null ? "check" : "read";
    for (Findings findings :
        DecodingThreads.run(
            listing, verb, progress, (from, to) -> decode(from, to, form, pixels))) {
      problems.addAll(findings.problems());
      colour |= findings.colour();
    }
    return new Findings(problems, colour);
  }

  private Findings decode(int from, int to, Form form, ByteBuffer pixels) {
    List<Problem> problems = new ArrayList<>();
    boolean colour = false;
    for (int i = from; i < to; i++) {
      Path file = listing.files().get(i);
      try {
        Picture picture = Picture.read(file);
        colour |= picture.channels() == 3;
        if (!form.resize() && !form.picture().hasSizeOf(picture)) {
          problems.add(new Problem(i, ImageSet.picture(picture.width(), picture.height()), true));
        } else if (pixels != null) {
          pixels.put(i * form.picture().bytes(), form.picture().of(picture));
        }
      } catch (IOException e) {
        problems.add(new Problem(i, PictureForm.reason(e), false));
      }
    }
    return new Findings(problems, colour);
  }
}
