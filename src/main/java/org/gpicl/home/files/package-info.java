/** Files that appear whole, trees of files, digests. */
package org.gpicl.home.files;
