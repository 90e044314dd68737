package io.espalier.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Operations as JSON: the record's name as {@code type}, then its components by name.
 *
 * <p>It is derived from the sealed set of {@link Op} and its records, so a new operation needs no
 * code here. Only these records can be made from a file. A component that came later than its
 * operation is left out if it is what it used to be, so that plans keep their texts.
 */
final class OpJson {

  /** No network has a larger number, and sizes up to here can be computed without overflow. */
  static final int LARGEST_NUMBER = 1 << 15;

  static final String TYPE = "type";

  /** The components that came later, with what they were before. */
  private static final Map<Class<?>, Map<String, Object>> DEFAULTS =
      Map.of(
          Op.BatchNorm.class, Map.of("epsilon", Op.BatchNorm.EPSILON),
          Op.Linear.class, Map.of("bias", true));

  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Op.class.getPermittedSubclasses())
          .collect(
              Collectors.toMap(
                  Class::getSimpleName, type -> type, (a, b) -> a, LinkedHashMap::new));

  private OpJson() {}

  static ObjectNode write(Op op) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(TYPE, op.getClass().getSimpleName());
    for (RecordComponent component : op.getClass().getRecordComponents()) {
      Object value = value(op, component);
      if (value.equals(before(op.getClass(), component))) {
        continue;
      }
      if (value instanceof Integer number) {
        json.put(component.getName(), number);
      } else if (value instanceof Float number) {
        json.put(component.getName(), number);
      } else if (value instanceof Boolean flag) {
        json.put(component.getName(), flag);
      } else {
        json.put(component.getName(), value.toString());
      }
    }
    return json;
  }

  /**
   * Reads an operation.
   *
   * @throws InputError if the type or a field is unknown, missing or out of range
   */
  static Op read(JsonNode json) {
    String type = json.path(TYPE).asText();
    Class<?> op = TYPES.get(type);
    if (op == null) {
      throw InputError.unknown("operation", type, TYPES.keySet());
    }
    RecordComponent[] components = op.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!field.getKey().equals(TYPE) && !names.contains(field.getKey())) {
        throw InputError.unknown("field of " + type, field.getKey(), names);
      }
    }
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int c = 0; c < components.length; c++) {
      types[c] = components[c].getType();
      Object before = before(op, components[c]);
      values[c] =
          before != null && !json.has(components[c].getName())
              ? before
              : value(type, components[c], json.path(components[c].getName()));
    }
    return make(op, types, values);
  }

  private static Object before(Class<?> op, RecordComponent component) {
    return DEFAULTS.getOrDefault(op, Map.of()).get(component.getName());
  }

  private static Object value(String type, RecordComponent component, JsonNode json) {
    Class<?> wanted = component.getType();
    if (wanted == int.class
        && json.isInt()
        && json.intValue() >= 0
        && json.intValue() <= LARGEST_NUMBER) {
      return json.intValue();
    }
    if (wanted == float.class && json.isNumber()) {
      return json.floatValue();
    }
    if (wanted == boolean.class && json.isBoolean()) {
      return json.booleanValue();
    }
    if (wanted == String.class && json.isTextual() && !json.textValue().isBlank()) {
      return json.textValue();
    }
    if (wanted == Shape.class && json.isTextual()) {
      return shape(json.textValue());
    }
    if (wanted.isEnum() && json.isTextual()) {
      for (Object constant : wanted.getEnumConstants()) {
        if (constant.toString().equals(json.textValue())) {
          return constant;
        }
      }
    }
    String allowed =
        wanted.isEnum()
            ? "one of " + Arrays.toString(wanted.getEnumConstants())
            : wanted == int.class
                ? "a whole number from 0 to " + LARGEST_NUMBER
                : wanted == float.class
                    ? "a number"
                    : wanted == boolean.class
                        ? "true or false"
                        : wanted == String.class ? "the path of a node" : "a shape like 3x32x32";
    throw new InputError(
        "field %s of %s is %s; it must be %s"
            .formatted(
                component.getName(),
                type,
                json.isMissingNode() ? "missing" : json.toString(),
                allowed));
  }

  static Shape shape(String text) {
    if (!text.matches("\\d{1,5}x\\d{1,5}x\\d{1,5}")) {
      throw new InputError("'%s' is no shape; one looks like 3x32x32".formatted(text));
    }
    int[] sizes = Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    if (Arrays.stream(sizes).anyMatch(size -> size < 1 || size > LARGEST_NUMBER)) {
      throw new InputError(
          "shape %s is not possible; sizes are 1 to %d".formatted(text, LARGEST_NUMBER));
    }
    return new Shape(sizes[0], sizes[1], sizes[2]);
  }

  private static Object value(Op op, RecordComponent component) {
    try {
      return component.getAccessor().invoke(op);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("operation " + op + " is no public record", e);
    }
  }

  private static Op make(Class<?> op, Class<?>[] types, Object[] values) {
    try {
      return (Op) op.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new InputError(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(op + " is no public record", e);
    }
  }
}
