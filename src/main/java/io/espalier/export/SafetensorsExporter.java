package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code child.safetensors} and {@code plan.json}, which {@link Child#load} reads. */
public final class SafetensorsExporter implements Exporter {

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public String runtime() {
    return "Espalier, cut child";
  }

  @Override
  public void export(Child child, Path folder) {
    ChildFiles.write(child, folder);
  }

  @Override
  public Network open(Path folder, Normalisation normalisation, Device device) {
    Child child = Child.load(folder, device);
    Network network = child.network();
    return new Network() {
      @Override
      public List<float[]> logits(Batch batch) {
        return network.logits(batch);
      }

      @Override
      public void close() {
        child.close();
      }
    };
  }
}
