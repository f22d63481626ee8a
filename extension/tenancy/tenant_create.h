/*-------------------------------------------------------------------------
 *
 * tenant_create.h
 *	  Creating a tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_CREATE_H
#define OUTLAY_TENANT_CREATE_H

#include "core/problem.h"
#include "directory/tenant.h"

/* What is known of a new organization; NULL for what is not given. */
typedef struct TenantRequest
{
	const char *name;
	const char *business_email;
	const char *business_phone;
	const char *slug;
	const char *currency;
	const char *categories;		/* the language of those that it begins with; NULL: it begins with none */
	int32		template_version;	/* 0: the newest */
} TenantRequest;

extern void tenant_validate(TenantRequest *request, Problems *problems);
extern void tenant_create(const TenantRequest *request, TenantRow *row);

#endif							/* OUTLAY_TENANT_CREATE_H */
