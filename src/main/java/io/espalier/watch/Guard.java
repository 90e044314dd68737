package io.espalier.watch;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may see the page and who may stop a run: of other web pages that the same browser shows,
 * none, and of other machines, those that know the token.
 */
final class Guard {

  /** What a request that changes something must repeat; other pages cannot read it. */
  static final String KEY_HEADER = "X-Espalier-Key";

  private static final String TOKEN = "token";
  private static final int RANDOM_BYTES = 24;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String key = random();
  private final Optional<String> token;
  private Set<String> hosts = Set.of();

  private Guard(Optional<String> token) {
    this.token = token;
  }

  /**
   * A guard.
   *
   * @param onlyHere whether only this machine can reach the server
   */
  static Guard of(boolean onlyHere) {
    return new Guard(onlyHere ? Optional.empty() : Optional.of(random()));
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Sets the names under which a page of this machine alone may be asked for. */
  void listensOn(String address, int port) {
    hosts =
        Set.copyOf(
            List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port, address + ":" + port)
                .stream()
                .distinct()
                .toList());
  }

  String url(String address, int port) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return "http://%s:%d/%s".formatted(host, port, token.map(t -> "?token=" + t).orElse(""));
  }

  String key() {
    return key;
  }

  void install(Javalin server) {
    server.before(this::check);
    server.exception(
        IllegalArgumentException.class,
        (e, context) ->
            context.status(HttpStatus.BAD_REQUEST).result("not a request of this page"));
  }

  private void check(Context context) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
    if (token.isPresent()) {
      checkToken(context, token.get());
    } else {
      checkHost(context);
    }
    String site = context.header("Sec-Fetch-Site");
    boolean isPage = context.path().equals("/") && context.method() == HandlerType.GET;
    if (site != null && !site.equals("same-origin") && !site.equals("none") && !isPage) {
      throw new ForbiddenResponse("this is for the page of espalier watch alone");
    }
    if (context.method() != HandlerType.GET && context.method() != HandlerType.HEAD) {
      checkChange(context);
    }
  }

  /** Another name for this machine, which a foreign page may have made up, is refused. */
  private void checkHost(Context context) {
    String host = context.host();
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw new ForbiddenResponse("this server is called 127.0.0.1 or localhost only");
    }
  }

  private static void checkToken(Context context, String token) {
    String given = context.queryParam(TOKEN);
    if (given != null && equal(given, token) && context.path().equals("/")) {
      Cookie cookie = new Cookie(TOKEN, token);
      cookie.setHttpOnly(true);
      cookie.setSameSite(SameSite.STRICT);
      context.cookie(cookie);
      return;
    }
    String known = context.cookie(TOKEN);
    if (known == null || !equal(known, token)) {
      throw new UnauthorizedResponse("open the address that espalier watch has printed");
    }
  }

  private void checkChange(Context context) {
    String origin = context.header("Origin");
    String given = context.header(KEY_HEADER);
    boolean isOwn = origin == null || origin.equals("http://" + context.host());
    if (!isOwn || given == null || !equal(given, key)) {
      throw new ForbiddenResponse("only the page of espalier watch may do this");
    }
  }

  private static boolean equal(String given, String secret) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }
}
