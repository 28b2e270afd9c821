/** Backups of the database: making them, checking them, finding the newest sound one. */
package org.gpicl.store.backup;
