/** Who is told what is counted: Prometheus, the application's own registries of meters, JMX. The only room that imports Prometheus' client. */
@NullMarked
package dev.tiercel.export;

import org.jspecify.annotations.NullMarked;
