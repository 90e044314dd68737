package io.espalier.export.pytorch;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of a generated program, as {@code load.py} saves it. */
public final class TorchState {

  /** PyTorch's count of the batches that a batch norm has seen; nothing reads it. */
  private static final String COUNTER = ".num_batches_tracked";

  private TorchState() {}

  /**
   * The weights in a file.
   *
   * @param plan the plan of the network whose program was trained
   * @return weights of the plan; the caller closes them
   * @throws InputError if the file is damaged, lacks a tensor, has an extra one or one of another
   *     shape, or holds a number that is not finite; the message names the tensor
   */
  public static Weights read(Path file, Plan plan, Device device) {
    Map<String, Safetensors.Entry> found =
        new LinkedHashMap<>(Safetensors.readForeign(file).tensors());
    found.keySet().removeIf(name -> name.endsWith(COUNTER));
    Map<String, Safetensors.Entry> renamed = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    names(plan)
        .forEach(
            (name, torch) -> {
              Safetensors.Entry entry = found.remove(torch);
              if (entry == null) {
                missing.add(torch);
              } else {
                renamed.put(
                    name, new Safetensors.Entry(name, entry.type(), entry.shape(), entry.data()));
              }
            });
    if (!missing.isEmpty() || !found.isEmpty()) {
      throw new InputError(
          "%s is not the state of this child's program: it lacks %s and has %s besides; give what load.py saved, and the export that the program came from"
              .formatted(file, some(missing), some(new ArrayList<>(found.keySet()))));
    }
    try {
      return Weights.of(plan.operations(), new Safetensors(Map.of(), renamed), device);
    } catch (InputError e) {
      throw new InputError("cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The plan's tensors: from their full names to those in the generated program's state. */
  static Map<String, String> names(Plan plan) {
    return plan.isRecurrent() ? SequenceModel.tensors(plan) : TorchNames.of(plan).tensors();
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    int more = names.size() - 1;
    return names.get(0) + (more == 0 ? "" : " and %d more".formatted(more));
  }
}
