package io.espalier.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A source whose parts are read when they are first asked for, and kept. */
final class LazyImageSource implements ImageSource {

  private final String name;
  private final List<String> classes;
  private final Supplier<ImageSet> readTraining;
  private final UnaryOperator<ImageSet> readTest;
  private ImageSet training;
  private ImageSet test;
  private String fingerprint;

  /**
   * A source that has read nothing yet.
   *
   * @param readTraining reads the training part
   * @param readTest reads the test part; is given the training part, whose form it must have
   */
  LazyImageSource(
      String name,
      List<String> classes,
      Supplier<ImageSet> readTraining,
      UnaryOperator<ImageSet> readTest) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.readTraining = readTraining;
    this.readTest = readTest;
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
      training = readTraining.get();
    }
    return training;
  }

  @Override
  public synchronized ImageSet test() {
    if (test == null) {
      test = readTest.apply(training());
    }
    return test;
  }

  @Override
  public synchronized String fingerprint() {
    if (fingerprint == null) {
      ImageSet images = training();
      ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * images.count());
      labels.asIntBuffer().put(0, images.labels(), 0, images.count());
      fingerprint =
          Fingerprint.begin()
              .add(String.join("\n", classes))
              .add("%dx%dx%d".formatted(images.channels(), images.height(), images.width()))
              .add(labels)
              .add(images.pixels().duplicate().clear())
              .hex();
    }
    return fingerprint;
  }
}
