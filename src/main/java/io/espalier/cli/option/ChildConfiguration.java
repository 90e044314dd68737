package io.espalier.cli.option;

import io.espalier.config.Configuration;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.plan.Shape;
import io.espalier.settings.Catalogues;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;

/** The configuration for an exported child: its space and size, and a run folder of its name. */
public final class ChildConfiguration {

  private ChildConfiguration() {}

  /**
   * The defaults, adapted to a child.
   *
   * @param folder the folder of an export
   * @throws io.espalier.error.InputError if it holds none
   */
  public static Configuration of(Path folder, Catalogues catalogues) {
    try (Child child = Child.load(folder, PyTorch.device("cpu"))) {
      ChildDescription about = child.about();
      Configuration configuration =
          Configuration.defaults(catalogues)
              .set("work_dir=runs/retrain-" + about.architecture())
              .set("space.name=" + about.space())
              .set("supernet.channels=" + about.scale().channels())
              .set("supernet.cells=" + about.scale().cells());
      Shape input = about.scale().input();
      // Images are only resized to squares; other children need images of their own size.
      return child.plan().isRecurrent() || input.height() != input.width()
          ? configuration
          : configuration.set("data.image_size=" + input.height());
    }
  }
}
