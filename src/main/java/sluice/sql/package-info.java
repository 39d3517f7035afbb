/**
 * SQL text and what comes back: quoted identifiers, literals, statements on a JDBC connection, classes of errors.
 *
 * <p>The lowest floor: knows JDBC and PostgreSQL's rules of quoting, nothing of batches, tenants or Liquibase. There is
 * no statement builder on purpose: SQL is written as SQL, so that a DBA can search for the text that he sees.
 */
package sluice.sql;
