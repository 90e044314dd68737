package io.espalier.watch;

import io.espalier.error.InputError;
import io.espalier.file.LockOwner;
import io.espalier.file.Sha256;
import io.espalier.report.LiveRun;
import io.espalier.report.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs under a folder, looked at again while somebody watches. */
final class WatchedRuns implements AutoCloseable {

  private static final long TICK_MILLIS = 400;

  /** Runs that nobody works on are looked at in every so many ticks. */
  private static final int TICKS_BETWEEN_IDLE = 3;

  private static final long FOLDERS_NANOSECONDS = 2_000_000_000L;
  private static final long TIMES_THE_WORK = 20;
  private static final int ID_DIGITS = 12;

  private final Path root;
  private final Map<String, WatchedRun> runs = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final List<Consumer<List<String>>> watchers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "espalier watch");
            thread.setDaemon(true);
            return thread;
          });

  private long foldersAgainFrom = System.nanoTime();
  private int tick;

  WatchedRuns(Path root) {
    this.root = root;
  }

  /**
   * A run with what is known of its process.
   *
   * @param id its id in addresses
   * @param name its path below the watched folder
   */
  record WatchedRun(String id, String name, LiveRun live) {

    Optional<LockOwner> owner() {
      return LockOwner.of(live.folder());
    }
  }

  /** Reads everything once and keeps looking. */
  void start() {
    refresh();
    ScheduledFuture<?> unused =
        ticks.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Calls back with the ids of the runs that have changed, until {@link #leave}. */
  void watch(Consumer<List<String>> watcher) {
    watchers.add(watcher);
  }

  void leave(Consumer<List<String>> watcher) {
    watchers.remove(watcher);
  }

  /** All runs by their names; what has changed while nobody watched is read first. */
  Collection<WatchedRun> all() {
    if (watchers.isEmpty()) {
      refresh();
    }
    return runs.values().stream()
        .collect(Collectors.toMap(WatchedRun::name, run -> run, (a, b) -> a, TreeMap::new))
        .values();
  }

  /** A run by its id. */
  Optional<WatchedRun> find(String id) {
    Optional<WatchedRun> found = Optional.ofNullable(runs.get(id));
    if (watchers.isEmpty()) {
      found.ifPresent(run -> isRead(run.live()));
    }
    return found;
  }

  private void look() {
    if (watchers.isEmpty()) {
      return;
    }
    tick++;
    tell(look(tick % TICKS_BETWEEN_IDLE == 0));
  }

  private void refresh() {
    tell(look(true));
  }

  private void tell(List<String> changed) {
    if (!changed.isEmpty()) {
      watchers.forEach(watcher -> watcher.accept(changed));
    }
  }

  private synchronized List<String> look(boolean alsoIdle) {
    List<String> before = List.copyOf(runs.keySet());
    findFolders();
    return Stream.concat(
            before.stream().filter(id -> !runs.containsKey(id)),
            runs.values().stream().filter(run -> isChanged(run, alsoIdle)).map(WatchedRun::id))
        .toList();
  }

  private boolean isChanged(WatchedRun run, boolean alsoIdle) {
    String state = run.owner().toString();
    boolean other = !state.equals(states.put(run.id(), state));
    boolean isIdle = state.equals(Optional.empty().toString());
    boolean isDue = other || alsoIdle || !isIdle;
    boolean isNew = isDue && isRead(run.live());
    return isNew || other;
  }

  /** Reads what has changed; one run that cannot be read must not hide the others. */
  private static boolean isRead(LiveRun run) {
    try {
      return run.refresh();
    } catch (RuntimeException e) {
      System.getLogger(WatchedRuns.class.getName())
          .log(System.Logger.Level.WARNING, "cannot read " + run.folder(), e);
      return false;
    }
  }

  private void findFolders() {
    long begin = System.nanoTime();
    if (begin < foldersAgainFrom) {
      return;
    }
    List<Path> folders;
    try {
      folders = RunSummary.folders(root);
    } catch (InputError e) {
      folders = List.of();
    }
    Map<String, Path> byId =
        folders.stream()
            .collect(Collectors.toMap(folder -> id(name(folder)), folder -> folder, (a, b) -> a));
    runs.keySet().retainAll(byId.keySet());
    states.keySet().retainAll(byId.keySet());
    byId.forEach(
        (id, folder) -> {
          LiveRun live = new LiveRun(folder);
          if (!runs.containsKey(id) && isRead(live)) {
            runs.put(id, new WatchedRun(id, name(folder), live));
          }
        });
    long end = System.nanoTime();
    foldersAgainFrom = end + Math.max(FOLDERS_NANOSECONDS, TIMES_THE_WORK * (end - begin));
  }

  private String name(Path folder) {
    String name = root.relativize(folder).toString().replace('\\', '/');
    return name.isEmpty() ? folder.toAbsolutePath().normalize().getFileName().toString() : name;
  }

  private static String id(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /** The watched folder. */
  Path root() {
    return root;
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }
}
