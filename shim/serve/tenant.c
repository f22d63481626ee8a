/*-------------------------------------------------------------------------
 *
 * tenant.c
 *	  Which tenant a request is for, as far as a loop knows.
 *
 * A tenant has one turn, one share of the connections and one home among
 * them, at whatever address it is asked for. Its slug is in the path or in its
 * default host name; of other addresses, former slugs and host names of its
 * own, the database tells the slug with the answer, and the loop remembers. An
 * address that is asked for the first time counts as a tenant of its own, and
 * so does one that another has displaced, until its next answer.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/tenant.h"

#include <string.h>

static uint64_t slug_hash(const char *slug, size_t len);
static uint64_t address_of(const Job *job);
static OtherAddress *slot_of(Loop *loop, uint64_t address);

/* What stands for a slug. */
static uint64_t
slug_hash(const char *slug, size_t len)
{
	return hash_bytes(hash_secret(), slug, len);
}

/* What stands for the address that a request came to. */
static uint64_t
address_of(const Job *job)
{
	const char *host = job->host ? job->host : "";
	const char *domain = job->table->base_domain;
	size_t		label = strcspn(host, ".");

	if (job->slug[0])
		return slug_hash(job->slug, strlen(job->slug));
	if (domain && host[label] == '.' && strcmp(host + label + 1, domain) == 0)
		return slug_hash(host, label);
	/* A host name of one word is no slug. */
	return hash_bytes(~hash_secret(), host, strlen(host));
}

/* Where the loop remembers an address, or another one instead. */
static OtherAddress *
slot_of(Loop *loop, uint64_t address)
{
	return &loop->other_addresses[address % OTHER_ADDRESSES];
}

/* A number that stands for the tenant of a request. */
uint64_t
tenant_of(const Job *job)
{
	uint64_t	address = address_of(job);
	const OtherAddress *known = slot_of(job->loop, address);

	return known->address == address ? known->tenant : address;
}

/* Takes note of the slug that an answer names, which it does at another address than the default ones alone. */
void
tenant_learn(const Job *job, const char *slug, size_t len)
{
	uint64_t	address = address_of(job);
	OtherAddress *known = slot_of(job->loop, address);

	if (slug)
		*known = (OtherAddress) {address, slug_hash(slug, len)};
	else if (known->address == address)
		*known = (OtherAddress) {0};
}
