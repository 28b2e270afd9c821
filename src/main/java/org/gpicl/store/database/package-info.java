/** The database underneath: H2's file, migrations, damage, connections that are lost. */
package org.gpicl.store.database;
