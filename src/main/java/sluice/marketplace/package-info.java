/**
 * What only the marketplace system needs: its change that gives jobs their parents.
 *
 * <p>The rules of a parent's fields are SQL and not Java, so that the script which a DBA reads is what runs.
 */
package sluice.marketplace;
