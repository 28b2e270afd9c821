package org.gpicl.web.remote;

import java.io.IOException;
import org.gpicl.home.Owner;

/** The owner of a home accepts connections but answers none of them, as if it was suspended. */
public final class SilentOwnerException extends IOException {
  SilentOwnerException(Owner owner, long seconds) {
    super(
        "process %d owns this home and has not answered for %d s; if it is suspended, `kill -CONT %d` continues it"
            .formatted(owner.pid(), seconds, owner.pid()));
  }
}
