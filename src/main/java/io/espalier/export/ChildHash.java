package io.espalier.export;

import io.espalier.plan.Plan;
import io.espalier.plan.PlanJson;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** SHA-256, in hexadecimal, of what makes a child: to notice that files do not belong together. */
public final class ChildHash {

  private ChildHash() {}

  /** Over the plan's text. */
  public static String of(Plan plan) {
    byte[] text = PlanJson.write(plan).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text));
  }

  /** Over names, shapes and numbers of the tensors, in their order. */
  public static String of(Weights weights) {
    return of(weights.entries());
  }

  static String of(Collection<Safetensors.Entry> tensors) {
    MessageDigest digest = sha256();
    for (Safetensors.Entry tensor : tensors) {
      String title = "%s %s %s\n".formatted(tensor.name(), tensor.type(), tensor.shape());
      digest.update(title.getBytes(StandardCharsets.UTF_8));
      digest.update(tensor.data().get());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
