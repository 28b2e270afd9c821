package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code lease}: who runs a sweep, and which workers live. An owner renews its lease
 * while it runs, several times in {@link #EXPIRY}; one that is not renewed for so long has lost its
 * owner.
 */
public final class LeaseTable {
  /** An owner that was watched for so long and did not renew its lease is gone. */
  public static final Duration EXPIRY = Duration.ofSeconds(35);

  /** How the keys of workers' leases begin; no sweep has such a name. */
  private static final String WORKER = "worker ";

  private static final String SELECT = "SELECT sweep, owner, acquired_at, beats FROM lease";

  private final JdbcClient jdbc;
  private final Clock clock;

  public LeaseTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Who holds a sweep.
   *
   * @param beats how often it was renewed; the sign of a live owner, since clocks may jump
   */
  public record Holder(String sweep, String owner, Instant acquiredAt, long beats) {

    /** The owner as shown to users, such as {@code 4711@host}. */
    public String process() {
      return LeaseTable.process(owner);
    }
  }

  /** The process of an owner, such as {@code 4711@host}. */
  public static String process(String owner) {
    int slash = owner.indexOf('/');
    return slash < 0 ? owner : owner.substring(0, slash);
  }

  /** The key of a worker's lease, which stands in the place of a sweep's name. */
  public static String ofWorker(String owner) {
    return WORKER + owner.substring(owner.indexOf('/') + 1);
  }

  /**
   * Takes the lease of a sweep, unless another owner holds it.
   *
   * @return the other owner, or empty if the lease is ours now
   */
  public Optional<Holder> acquire(String sweep, String owner) {
    Optional<Holder> holder = holder(sweep);
    if (holder.isPresent()) {
      return holder.filter(other -> !other.owner().equals(owner));
    }
    OffsetDateTime now = at(clock.instant());
    try {
      jdbc.sql("INSERT INTO lease (sweep, owner, acquired_at, renewed_at) VALUES (?, ?, ?, ?)")
          .params(sweep, owner, now, now)
          .update();
      return Optional.empty();
    } catch (DuplicateKeyException anotherWasQuicker) {
      return holder(sweep);
    }
  }

  /** Renews a lease; false if it is no longer this owner's. */
  public boolean renew(String sweep, String owner) {
    return jdbc.sql(
                "UPDATE lease SET renewed_at = ?, beats = beats + 1 WHERE sweep = ? AND owner = ?")
            .params(at(clock.instant()), sweep, owner)
            .update()
        == 1;
  }

  public void release(String sweep, String owner) {
    jdbc.sql("DELETE FROM lease WHERE sweep = ? AND owner = ?").params(sweep, owner).update();
  }

  /** Frees a lease that its owner has not renewed since it was looked at. */
  public void release(Holder gone) {
    jdbc.sql("DELETE FROM lease WHERE sweep = ? AND owner = ? AND beats = ?")
        .params(gone.sweep(), gone.owner(), gone.beats())
        .update();
  }

  /** Frees every lease: for the one process that owns the whole database. */
  public void releaseAll() {
    jdbc.sql("DELETE FROM lease").update();
  }

  /** The leases of all workers. */
  public List<Holder> workers() {
    return jdbc.sql(SELECT + " WHERE sweep LIKE ?")
        .param(WORKER + "%")
        .query((row, index) -> row(row))
        .list();
  }

  public Optional<Holder> holder(String sweep) {
    return find("sweep", sweep);
  }

  /** The lease that an owner holds, if it holds one. */
  public Optional<Holder> heldBy(String owner) {
    return find("owner", owner);
  }

  private Optional<Holder> find(String column, String value) {
    return jdbc.sql(SELECT + " WHERE " + column + " = ?")
        .param(value)
        .query((row, index) -> row(row))
        .optional();
  }

  private static Holder row(ResultSet row) throws SQLException {
    return new Holder(
        row.getString(1),
        row.getString(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getLong(4));
  }

  /** When each lease was renewed, by its owner's clock. */
  public Map<String, Instant> renewals() {
    Map<String, Instant> renewals = new HashMap<>();
    jdbc.sql("SELECT sweep, renewed_at FROM lease")
        .query(
            row -> {
              renewals.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
            });
    return renewals;
  }

  /** Whether anybody holds a lease. */
  public boolean any() {
    return jdbc.sql("SELECT COUNT(*) FROM lease").query(Long.class).single() > 0;
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
