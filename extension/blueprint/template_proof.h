/*-------------------------------------------------------------------------
 *
 * template_proof.h
 *	  Whether a migration leaves the extension what it needs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TEMPLATE_PROOF_H
#define OUTLAY_TEMPLATE_PROOF_H

extern void template_check_kept(const char *name, Oid schema);
extern void template_check_statements(const char *name, const char *schema, Oid owner);

#endif							/* OUTLAY_TEMPLATE_PROOF_H */
