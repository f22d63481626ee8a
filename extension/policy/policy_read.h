/*-------------------------------------------------------------------------
 *
 * policy_read.h
 *	  A policy, read from its document.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_POLICY_READ_H
#define OUTLAY_POLICY_READ_H

#include "utils/jsonb.h"

#include "call/call.h"
#include "policy/policy_form.h"

extern void policy_read(Jsonb *document, Policy *policy, Problems *problems);
extern void policy_check_references(Call *call, const Policy *policy);
extern bool policy_load(Call *call, Policy *policy);

#endif							/* OUTLAY_POLICY_READ_H */
