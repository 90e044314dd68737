package io.espalier.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An MLflow server, asked by its REST interface as <a
 * href="https://mlflow.org/docs/latest/rest-api.html">documented</a>. Who asks is told by the
 * variables of the environment that MLflow's own programs read.
 */
public final class MlflowServer {

  private static final String USER = "MLFLOW_TRACKING_USERNAME";
  private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
  private static final String NOT_THERE = "RESOURCE_DOES_NOT_EXIST";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_ANSWER = Duration.ofSeconds(60);

  // Follows no redirection: a token is for the server that was named.
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
  private final String address;
  private final Optional<String> authorization;

  private MlflowServer(String address, Optional<String> authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * A server.
   *
   * @param address its address, {@code http://} or {@code https://}
   * @param environment where the name and password, or the token, are looked for
   * @throws InputError if it is no such address, or the token cannot be sent
   */
  public static MlflowServer of(String address, Map<String, String> environment) {
    URI uri;
    try {
      uri = URI.create(address.strip());
    } catch (IllegalArgumentException e) {
      throw noAddress(address);
    }
    if (uri.getUserInfo() != null) {
      throw new InputError(
          "the address of an MLflow server must not hold a name or password; set %s and %s, or %s"
              .formatted(USER, PASSWORD, TOKEN));
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches("https?") || uri.getHost() == null) {
      throw noAddress(address);
    }
    String home = uri.toString().replaceAll("[?#].*$", "").replaceAll("/+$", "");
    return new MlflowServer(home, authorization(environment));
  }

  private static InputError noAddress(String address) {
    return new InputError(
        "'%s' is no address of an MLflow server; allowed are http:// and https://, such as http://127.0.0.1:5000"
            .formatted(address));
  }

  /** As in MLflow, a name with a password goes before a token. */
  private static Optional<String> authorization(Map<String, String> environment) {
    String user = environment.getOrDefault(USER, "");
    String password = environment.getOrDefault(PASSWORD, "");
    String token = environment.getOrDefault(TOKEN, "");
    if (!user.isEmpty() && !password.isEmpty()) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    if (token.isEmpty()) {
      return Optional.empty();
    }
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new InputError(
          "%s holds characters that no token has, such as spaces; set it again".formatted(TOKEN));
    }
    return Optional.of("Bearer " + token);
  }

  /** Its address. */
  public String address() {
    return address;
  }

  /**
   * Asks for something; empty if the server says that there is no such thing.
   *
   * @param path below {@code /api/2.0/mlflow/}
   */
  Optional<JsonNode> find(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer = send(request(path + "?" + query).GET().build());
    boolean isMissing =
        answer.statusCode() == 404 && json(answer).path("error_code").asText().equals(NOT_THERE);
    return isMissing ? Optional.empty() : Optional.of(read(answer));
  }

  /** Gives the server something and returns its answer. */
  JsonNode post(String path, JsonNode body) {
    return read(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/" + path)).timeout(TO_ANSWER);
    authorization.ifPresent(text -> request.header("Authorization", text));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new InputError(
          "cannot reach an MLflow server at %s: %s; start one (mlflow server), or name another address"
              .formatted(address, reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputError("asking the MLflow server at %s was stopped".formatted(address), e);
    }
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    // The JDK's client has no words for these.
    return e instanceof java.net.ConnectException ? "nothing listens there" : "no connection";
  }

  private JsonNode read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new InputError(
          "the MLflow server at %s refuses access (status %d); %s: set %s, or %s and %s"
              .formatted(
                  address,
                  status,
                  authorization.isPresent()
                      ? "what it was given is not accepted"
                      : "it was given no token",
                  TOKEN,
                  USER,
                  PASSWORD));
    }
    JsonNode json = json(answer);
    if (status != 200) {
      throw new InputError(
          "the MLflow server at %s answers with status %d: %s %s; look into its log or name another address"
              .formatted(
                  address,
                  status,
                  json.path("error_code").asText("no reason"),
                  json.path("message").asText("")));
    }
    if (!json.isObject()) {
      throw new InputError(
          "what answers at %s is no MLflow server; name its address".formatted(address));
    }
    return json;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
