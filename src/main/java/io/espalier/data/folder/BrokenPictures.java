package io.espalier.data.folder;

import io.espalier.data.ImageSet;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.progress.Progress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The pictures that cannot be used: few are named and left out, many are an error. */
final class BrokenPictures {

  private static final int NAMED = 5;

  private final FolderListing listing;
  private final int looked;
  private final double allowed;
  private final List<List<String>> problems = new ArrayList<>();
  private boolean others;

  /**
   * None yet.
   *
   * @param looked the number of pictures among which they are
   * @param allowed the largest share of these that may be broken
   */
  BrokenPictures(FolderListing listing, int looked, double allowed) {
    this.listing = listing;
    this.looked = looked;
    this.allowed = allowed;
  }

  /** Adds one that cannot be read. */
  void add(int place, String problem) {
    problems.add(List.of(listing.name(place), problem));
  }

  /** Adds one that is whole but has another size; these are never left out. */
  void addOther(int place, String size) {
    problems.add(List.of(listing.name(place), "has " + size));
    others = true;
  }

  /**
   * Names those that are left out, in a file and in a message.
   *
   * @throws InputError if they are too many
   */
  void settle(PictureForm form, boolean resize, FolderCache cache, Progress progress) {
    if (problems.isEmpty()) {
      return;
    }
    if (others || problems.size() > allowed * looked) {
      throw new InputError(message(form, resize)).see(Trouble.BROKEN_PICTURES);
    }
    progress.say(
        "%,d of %,d images in %s cannot be used and are left out; %s names them"
            .formatted(problems.size(), looked, listing.folder(), cache.writeBroken(problems)));
  }

  private String message(PictureForm form, boolean resize) {
    int named = Math.min(NAMED, problems.size());
    String more = problems.size() > named ? " and %d more".formatted(problems.size() - named) : "";
    String remedy =
        resize
            ? "JPEG or PNG files are expected: repair or remove these"
            : "JPEG or PNG files of %s are expected, like most of these: repair or remove the others, or have all resized to one image size"
                .formatted(ImageSet.picture(form.width(), form.height()));
    String share =
        others || allowed == 0
            ? ""
            : "; at most %s %% may be left out"
                .formatted(
                    BigDecimal.valueOf(allowed)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString());
    return "%d of %d images in %s cannot be used (%s%s)%s; %s"
        .formatted(
            problems.size(),
            looked,
            listing.folder(),
            String.join(
                "; ",
                problems.subList(0, named).stream().map(row -> String.join(" ", row)).toList()),
            more,
            share,
            remedy);
  }
}
