package io.espalier.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A source whose parts are read when they are first requested, and kept. */
public final class LazyImageSource implements ImageSource {

  private final String name;
  private final List<String> classes;
  private final Readers readers;
  private final String use;
  private ImageSet training;
  private Optional<ImageSet> validation;
  private ImageSet test;
  private String fingerprint;

  /**
   * The readers of the parts. All but the first are given the training part, whose size and
   * channels they must match.
   *
   * @param training the training part
   * @param validation a part that is set aside for comparing architectures; empty if there is none
   * @param test the test part
   * @param testCheck reads the test part, keeps nothing, and says how many images it has
   */
  public record Readers(
      Supplier<ImageSet> training,
      Optional<UnaryOperator<ImageSet>> validation,
      UnaryOperator<ImageSet> test,
      Function<ImageSet, String> testCheck) {}

  /** A source that has read nothing yet; {@code use} describes the use of its files. */
  public LazyImageSource(String name, List<String> classes, Readers readers, String use) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.readers = readers;
    this.use = use;
  }

  /** As above, for a data set with training and test images only. */
  public LazyImageSource(
      String name,
      List<String> classes,
      Supplier<ImageSet> training,
      UnaryOperator<ImageSet> test) {
    this(
        name,
        classes,
        new Readers(
            training,
            Optional.empty(),
            test,
            form -> "%d images".formatted(test.apply(form).count())),
        "its own training and test images");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public synchronized ImageSet training() {
    if (training == null) {
      training = readers.training().get();
    }
    return training;
  }

  @Override
  public synchronized Optional<ImageSet> validation() {
    if (validation == null) {
      ImageSet form = training();
      validation = readers.validation().map(reader -> reader.apply(form));
    }
    return validation;
  }

  @Override
  public String use() {
    return use;
  }

  @Override
  public String checkTest() {
    return readers.testCheck().apply(training());
  }

  @Override
  public synchronized ImageSet test() {
    if (test == null) {
      test = readers.test().apply(training());
    }
    return test;
  }

  @Override
  public synchronized String fingerprint() {
    if (fingerprint == null) {
      Fingerprint digest = Fingerprint.begin().add(String.join("\n", classes));
      add(digest, training());
      validation().ifPresent(images -> add(digest, images));
      fingerprint = digest.hex();
    }
    return fingerprint;
  }

  private static void add(Fingerprint digest, ImageSet images) {
    ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * images.count());
    labels.asIntBuffer().put(0, images.labels(), 0, images.count());
    digest
        .add("%dx%dx%d".formatted(images.channels(), images.height(), images.width()))
        .add(labels);
    images.pixels().addTo(digest);
  }
}
