/** Files that appear whole, trees of files, texts of the program, digests. */
package org.gpicl.home.files;
