/** Projects images by the matrices of tasks. */
package org.gpicl.tasks.projection;
