package org.gpicl.job.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.home.files.FileTree;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.database.DatabaseSpace;

/**
 * Frees what can go. Files come first: on a full disk, a database cannot even remove anything
 * before there is room for saying so.
 */
public final class DeleteGarbage {
  private static final int CELLS_AT_ONCE = 50;
  private static final int ORDERS_AT_ONCE = 1000;

  private final Removal removal;
  private final DatabaseSpace space;

  DeleteGarbage(Removal removal, DatabaseSpace space) {
    this.removal = removal;
    this.space = space;
  }

  /**
   * Frees it all.
   *
   * @return false if the database keeps the room of what was removed for what is stored next
   */
  public boolean free(List<Garbage> surplus) throws IOException {
    files(surplus);
    Map<String, String> keys = new HashMap<>();
    List<Long> orders = new ArrayList<>();
    for (Garbage one : surplus) {
      if (one instanceof Garbage.InDatabase cell) {
        keys.put(cell.hash(), cell.key());
      } else if (one instanceof Garbage.OldOrder order) {
        orders.add(order.id());
      }
    }
    for (List<String> hashes : parts(List.copyOf(keys.keySet()), CELLS_AT_ONCE)) {
      removal.cells(hashes, (cells, sweeps) -> unneeded(cells, keys, sweeps));
    }
    parts(orders, ORDERS_AT_ONCE).forEach(removal::orders);
    removal.checkpointFiles();
    return (keys.isEmpty() && orders.isEmpty()) || space.shrink();
  }

  private static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }

  private static List<String> unneeded(
      List<String> cells, Map<String, String> keys, List<SweepTable.Row> sweeps) {
    StoredSweeps stored = new StoredSweeps(sweeps);
    return cells.stream().filter(hash -> !stored.mayHave(hash, keys.get(hash))).toList();
  }

  /** Frees files and folders only. */
  public static void files(List<Garbage> surplus) throws IOException {
    for (Garbage one : surplus) {
      if (one instanceof Garbage.OnDisk file) {
        if (Files.isDirectory(file.path())) {
          new FileTree(file.path()).vanish();
        } else {
          Files.deleteIfExists(file.path());
        }
      }
    }
  }
}
