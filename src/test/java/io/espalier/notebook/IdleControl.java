package io.espalier.notebook;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Takes what JShell has compiled and runs nothing of it. */
final class IdleControl implements ExecutionControl, ExecutionControlProvider {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    return this;
  }

  @Override
  public void load(ClassBytecodes[] compiled) {}

  @Override
  public void redefine(ClassBytecodes[] compiled) {}

  @Override
  public String invoke(String className, String method) {
    return "";
  }

  @Override
  public String varValue(String className, String variable) {
    return "";
  }

  @Override
  public void addToClasspath(String path) {}

  @Override
  public void stop() {}

  @Override
  public Object extensionCommand(String command, Object argument) {
    return null;
  }

  @Override
  public void close() {}
}
