/** Projects images with the matrices of tasks. */
package org.gpicl.tasks.projection;
