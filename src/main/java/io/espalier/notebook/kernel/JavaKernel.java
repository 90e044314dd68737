package io.espalier.notebook.kernel;

import io.espalier.error.InputError;
import io.espalier.file.BoundedFile;
import io.espalier.notebook.CellFailure;
import io.espalier.notebook.JavaSession;
import io.espalier.notebook.Notebook;
import io.espalier.notebook.Shown;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** Runs Jupyter's cells in a {@link JavaSession}. */
public final class JavaKernel extends BaseKernel {

  private static final String VERSION = System.getProperty("java.version");
  private static final long LARGEST_BYTES = 1_000_000;

  private final JavaSession session = new JavaSession();

  private JavaKernel() {
    super(
        "Java, with Espalier",
        VERSION,
        new LanguageInfo.Builder(Notebook.KERNEL)
            .version(VERSION)
            .mimetype("text/x-java-source")
            .fileExtension(".java")
            .pygments("java")
            .codemirror("text/x-java")
            .build(),
        List.of(),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        null,
        new MagicsRegistry(),
        false,
        new StringStyler.Builder().build());
  }

  /**
   * Runs cells until Jupyter ends it.
   *
   * @param connection the file in which Jupyter says how it can be reached
   * @throws InputError if it cannot be read, or Jupyter cannot be reached
   */
  public static void serve(Path connection) {
    String text = new String(BoundedFile.bytes(connection, LARGEST_BYTES), StandardCharsets.UTF_8);
    try {
      JupyterConnection jupyter = new JupyterConnection(KernelConnectionProperties.parse(text));
      new JavaKernel().becomeHandlerForConnection(jupyter);
      jupyter.connect();
      jupyter.waitUntilClose();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InputError(
          "%s is no connection file of Jupyter, which starts this command itself: %s"
              .formatted(connection, e),
          e);
    }
  }

  @Override
  public Object evalRaw(String source) {
    try {
      return session.run(source, io.out).map(JavaKernel::data).orElse(null);
    } catch (CellFailure e) {
      throw new IllegalStateException(e);
    }
  }

  private static DisplayData data(Shown shown) {
    DisplayData data = new DisplayData();
    shown.forms().forEach(data::putData);
    return data;
  }

  @Override
  public List<String> formatError(Throwable thrown) {
    return thrown.getCause() instanceof CellFailure failure
        ? failure.getMessage().lines().toList()
        : super.formatError(thrown);
  }

  @Override
  public DisplayData inspect(String source, int at, boolean details) {
    String known = session.signatures(source, at);
    return known.isEmpty() ? null : new DisplayData(known);
  }

  @Override
  public ReplacementOptions complete(String source, int at) {
    JavaSession.Completion completion = session.complete(source, at);
    return new ReplacementOptions(completion.texts(), completion.from(), at);
  }

  @Override
  public String isComplete(String source) {
    return switch (session.completeness(source)) {
      case COMPLETE, CONSIDERED_INCOMPLETE, EMPTY -> IS_COMPLETE_YES;
      case COMPLETE_WITH_SEMI -> IS_COMPLETE_YES;
      case DEFINITELY_INCOMPLETE -> "    ";
      case UNKNOWN -> IS_COMPLETE_BAD;
    };
  }

  @Override
  public void interrupt() {
    session.stop();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    session.close();
  }
}
