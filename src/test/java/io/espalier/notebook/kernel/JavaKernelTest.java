package io.espalier.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The kernel answers as Jupyter's protocol wants it, which is written here once more by hand. */
@Timeout(120)
class JavaKernelTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "secret";
  private static final String DELIMITER = "<IDS|MSG>";

  @TempDir Path folder;

  private final ZContext zeromq = new ZContext();
  private ZMQ.Socket shell;
  private ZMQ.Socket control;
  private ZMQ.Socket published;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      try (ServerSocket free = new ServerSocket(0)) {
        ports.add(free.getLocalPort());
      }
    }
    Path file = folder.resolve("connection.json");
    Files.writeString(
        file,
        """
        {"transport": "tcp", "ip": "127.0.0.1", "key": "%s", "signature_scheme": "hmac-sha256",
         "shell_port": %d, "control_port": %d, "iopub_port": %d, "stdin_port": %d, "hb_port": %d}
        """
            .formatted(KEY, ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4)));
    Thread kernel = new Thread(() -> JavaKernel.serve(file), "kernel");
    kernel.setDaemon(true);
    kernel.start();
    shell = connect(SocketType.DEALER, ports.get(0));
    control = connect(SocketType.DEALER, ports.get(1));
    published = connect(SocketType.SUB, ports.get(2));
    published.subscribe("");
    published.setReceiveTimeOut(500);
    // What is published before the subscription has arrived is lost.
    do {
      send(shell, "kernel_info_request", "{}");
      assertThat(receive(shell).content())
          .contains("\"name\":\"java\"")
          .contains("\"protocol_version\":\"5.");
    } while (published.recv() == null);
    published.setReceiveTimeOut(60_000);
  }

  private ZMQ.Socket connect(SocketType type, int port) {
    ZMQ.Socket socket = zeromq.createSocket(type);
    socket.setReceiveTimeOut(60_000);
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  @AfterEach
  void end() throws GeneralSecurityException {
    send(control, "shutdown_request", "{\"restart\": false}");
    zeromq.close();
  }

  /** Sends a request; returns its id. */
  private String send(ZMQ.Socket socket, String type, String content)
      throws GeneralSecurityException {
    String id = "message " + ++sent;
    String header =
        """
        {"msg_id": "%s", "session": "s", "username": "u", "version": "5.3", "msg_type": "%s", \
        "date": "2026-01-01T00:00:00Z"}"""
            .formatted(id, type);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    for (String part : List.of(header, "{}", "{}", content)) {
      mac.update(part.getBytes(StandardCharsets.UTF_8));
    }
    socket.sendMore(DELIMITER);
    socket.sendMore(HexFormat.of().formatHex(mac.doFinal()));
    socket.sendMore(header);
    socket.sendMore("{}");
    socket.sendMore("{}");
    socket.send(content);
    return id;
  }

  /** A message, with the id of the request that it answers. */
  private record Message(String type, String request, String content) {}

  private static Message receive(ZMQ.Socket socket) {
    List<String> frames = new ArrayList<>();
    do {
      String frame = socket.recvStr();
      assertThat(frame).as("an answer within a minute").isNotNull();
      frames.add(frame);
    } while (socket.hasReceiveMore());
    int at = frames.indexOf(DELIMITER);
    try {
      return new Message(
          JSON.readTree(frames.get(at + 2)).get("msg_type").asText(),
          JSON.readTree(frames.get(at + 3)).path("msg_id").asText(),
          frames.get(at + 5));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a cell; what is published for it, a message a line, without its input and its states. */
  private List<String> run(String source) throws Exception {
    String id = send(shell, "execute_request", JSON.writeValueAsString(new Cell(source)));
    assertThat(receive(shell).type()).isEqualTo("execute_reply");
    List<String> messages = new ArrayList<>();
    while (true) {
      Message message = receive(published);
      if (!message.request().equals(id) || message.type().equals("execute_input")) {
        continue;
      }
      if (!message.type().equals("status")) {
        messages.add(message.type() + " " + message.content());
      } else if (message.content().contains("idle")) {
        return messages;
      }
    }
  }

  /** A request to run a cell. */
  private record Cell(String code, boolean silent, boolean store_history, boolean allow_stdin) {
    Cell(String code) {
      this(code, false, true, false);
    }
  }

  @Test
  void cellsAreRunAndShown() throws Exception {
    assertThat(run("int n = 6;")).isEmpty();
    List<String> shown = run("System.out.println(\"six\");\nn * 7");
    assertThat(shown).hasSize(2);
    assertThat(shown.get(0)).startsWith("stream").contains("six");
    assertThat(shown.get(1)).startsWith("execute_result").contains("\"text/plain\":\"42\"");
    assertThat(run("io.espalier.notebook.Sheet.of(\"a\").with(n)").get(0)).contains("text/html");
    assertThat(run("n = \"x\"").get(0))
        .startsWith("error")
        .contains("String cannot be converted to int")
        .doesNotContain("CellFailure\\n");

    send(shell, "complete_request", "{\"code\": \"Math.ma\", \"cursor_pos\": 7}");
    assertThat(receive(shell).content()).contains("max(");
    send(shell, "is_complete_request", "{\"code\": \"for (;;) {\"}");
    assertThat(receive(shell).content()).contains("incomplete");
  }

  @Test
  void jupyterIsToldHowToStartIt() throws IOException {
    Jupyter.writeKernel(folder, "io.espalier.cli.Main");
    JsonNode kernel = JSON.readTree(folder.resolve("kernels/java/kernel.json").toFile());
    assertThat(kernel.get("language").asText()).isEqualTo("java");
    List<String> command = new ArrayList<>();
    kernel.get("argv").forEach(word -> command.add(word.asText()));
    assertThat(Path.of(command.get(0))).isExecutable();
    assertThat(command)
        .endsWith("io.espalier.cli.Main", "notebook", "kernel", "{connection_file}")
        .contains(System.getProperty("java.class.path"));
  }
}
