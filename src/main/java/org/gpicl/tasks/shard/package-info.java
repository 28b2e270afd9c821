/** Files of generated items: layout, writing, reading, checksums. */
package org.gpicl.tasks.shard;
