package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.PictureForm;
import io.espalier.data.text.TextBatch;
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
  public Network open(Child written, Path folder, Device device) {
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

  @Override
  public SequenceNetwork openSequence(Child written, Path folder, Device device) {
    Child child = Child.load(folder, device);
    PlanSequence network = new PlanSequence(child.plan(), child.weights());
    return new SequenceNetwork() {
      @Override
      public void begin() {
        network.begin();
      }

      @Override
      public float[] logits(TextBatch batch) {
        return network.logits(batch);
      }

      @Override
      public void close() {
        network.close();
        child.close();
      }
    };
  }

  @Override
  public PictureNetwork openPictures(Child written, Path folder, Device device) {
    Child child = Child.load(folder, device);
    PictureForm form = child.about().pictureForm();
    return new PictureNetwork() {
      @Override
      public float[] logits(Path picture) {
        Batch batch = form.batch(List.of(picture), child.about().normalisation());
        return child.network().logits(batch).get(0);
      }

      @Override
      public void close() {
        child.close();
      }
    };
  }
}
