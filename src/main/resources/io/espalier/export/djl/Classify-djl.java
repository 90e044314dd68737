import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import java.nio.file.Path;
import java.util.Locale;

/** Prints the five best classes of each picture, and how probable they are. */
public class Classify {
  public static void main(String[] arguments) throws Exception {
    Criteria<Image, Classifications> criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(Path.of(arguments[0])) // this folder
            .build();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      for (int i = 1; i < arguments.length; i++) {
        Picture picture = Picture.read(Path.of(arguments[i])).in({channels});
        Image image = ImageFactory.getInstance().fromImage(picture.image());
        for (Classifications.Classification best : predictor.predict(image).topK(5)) {
          System.out.printf(
              Locale.ROOT,
              "%s\t%s\t%.6f%n",
              arguments[i],
              best.getClassName(),
              best.getProbability());
        }
      }
    }
  }
}
