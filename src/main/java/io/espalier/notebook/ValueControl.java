package io.espalier.notebook;

import java.lang.reflect.Field;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs snippets in this JVM, as JShell's own control does, and hands out the values of variables
 * themselves, where JShell gives text alone.
 */
final class ValueControl extends LocalExecutionControl {

  private Object value;

  /** Makes JShell use this control. */
  static ExecutionControlProvider provider(ValueControl control) {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "values";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        return control;
      }
    };
  }

  @Override
  public String varValue(String className, String variable)
      throws RunException, EngineTerminationException, InternalException {
    try {
      Field field = findClass(className).getDeclaredField(variable);
      field.setAccessible(true);
      value = field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new InternalException("variable %s of %s: %s".formatted(variable, className, e));
    }
    return super.varValue(className, variable);
  }

  /** The variable that JShell asked for last. */
  Object value() {
    return value;
  }
}
