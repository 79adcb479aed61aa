/** {@code ./blog bench}: the service measured against PostgreSQL itself. Nothing of it is loaded when serving. */
package blog.tools.bench;
