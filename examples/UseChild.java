import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Classifies a picture with an exported child, once by DJL and once by ONNX Runtime. Nothing here
 * is Espalier's. The picture is one in RGB of 8 bits; the READMEs of the exports have programs that
 * read all others.
 */
public final class UseChild {

  /** Arguments: the folder of an export, which has djl/ and onnx/, and a picture. */
  public static void main(String[] arguments) throws Exception {
    Path child = Path.of(arguments[0]);
    Path picture = Path.of(arguments[1]);
    System.out.println("DJL: " + byDjl(child.resolve("djl"), picture));
    System.out.println("ONNX Runtime: " + byOnnx(child.resolve("onnx"), picture));
  }

  private static String byDjl(Path folder, Path picture) throws Exception {
    Criteria<Image, Classifications> criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(folder)
            .build();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      Image image = ImageFactory.getInstance().fromFile(picture);
      return predictor.predict(image).best().getClassName();
    }
  }

  private static String byOnnx(Path folder, Path picture) throws Exception {
    BufferedImage image = ImageIO.read(picture.toFile());
    ByteBuffer bytes = ByteBuffer.allocateDirect(3 * image.getWidth() * image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
      }
    }
    long[] shape = {image.getHeight(), image.getWidth(), 3};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var prepare = environment.createSession(folder.resolve("prepare.onnx").toString());
        var model = environment.createSession(folder.resolve("model.onnx").toString());
        var pixels = OnnxTensor.createTensor(environment, bytes.flip(), shape, OnnxJavaType.UINT8);
        var prepared = prepare.run(Map.of("picture", pixels));
        var result = model.run(Map.of("images", (OnnxTensor) prepared.get(0)))) {
      float[] logits = ((float[][]) result.get(0).getValue())[0];
      int best = 0;
      for (int c = 1; c < logits.length; c++) {
        best = logits[c] > logits[best] ? c : best;
      }
      List<String> classes = Files.readAllLines(folder.resolve("classes.txt"));
      return classes.get(best);
    }
  }
}
