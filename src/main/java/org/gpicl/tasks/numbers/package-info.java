/** Counter-based random numbers, and half precision. docs/random-numbers.md defines them. */
package org.gpicl.tasks.numbers;
