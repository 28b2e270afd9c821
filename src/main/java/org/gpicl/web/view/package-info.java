/** What the page and REST show of sweeps, cells and runs. */
package org.gpicl.web.view;
