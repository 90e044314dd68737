import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Prints the five best classes of each picture, and how probable they are. */
public class Classify {
  public static void main(String[] arguments) throws Exception {
    String folder = arguments[0]; // this folder
    List<String> classes = Files.readAllLines(Path.of(folder, "classes.txt"));
    try (var environment = OrtEnvironment.getEnvironment();
        var prepare = environment.createSession(folder + "/prepare.onnx");
        var model = environment.createSession(folder + "/model.onnx")) {
      for (int i = 1; i < arguments.length; i++) {
        Picture picture = Picture.read(Path.of(arguments[i])).in({channels});
        long[] shape = {picture.height(), picture.width(), {channels}};
        ByteBuffer bytes = ByteBuffer.allocateDirect(picture.pixels().length);
        bytes.put(picture.pixels()).flip();
        try (var pixels = OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
            var prepared = prepare.run(Map.of("picture", pixels));
            var result = model.run(Map.of("images", (OnnxTensor) prepared.get(0)))) {
          print(arguments[i], classes, ((float[][]) result.get(0).getValue())[0]);
        }
      }
    }
  }

  private static void print(String picture, List<String> classes, float[] logits) {
    double largest = IntStream.range(0, logits.length).mapToDouble(c -> logits[c]).max().orElse(0);
    double[] shares = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(logits[c] - largest);
      sum += shares[c];
    }
    double whole = sum;
    IntStream.range(0, shares.length)
        .boxed()
        .sorted((a, b) -> Double.compare(shares[b], shares[a]))
        .limit(5)
        .forEach(
            c ->
                System.out.printf(
                    Locale.ROOT, "%s\t%s\t%.6f%n", picture, classes.get(c), shares[c] / whole));
  }
}
