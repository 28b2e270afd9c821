/** What executes training steps: one small interface, several executions that agree. */
package org.gpicl.engine;
