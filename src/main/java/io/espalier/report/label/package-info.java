/** What people write down about runs. */
package io.espalier.report.label;
