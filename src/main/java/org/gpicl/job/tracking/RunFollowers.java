package org.gpicl.job.tracking;

import java.util.List;
import org.gpicl.job.run.RunResult;

/** Keeps every tracker of a sweep up to date while it runs. */
public final class RunFollowers implements AutoCloseable {
  private final List<RunFollower> followers;

  RunFollowers(List<RunFollower> followers) {
    this.followers = followers;
  }

  /** Sends how the run ended, and the files, unless a tracker takes too long. */
  public void ends(RunResult result) {
    followers.forEach(follower -> follower.ends(result));
  }

  /** A run that broke without a result was killed, for its trackers. */
  @Override
  public void close() {
    followers.forEach(RunFollower::close);
  }
}
