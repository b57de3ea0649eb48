/** Changes inputs at random and looks at what becomes of them; for the rooms that read bytes. */
package io.treeline.exporter.fuzz;
