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
static uint64_t address_of(const Request *request);
static OtherAddress *slot_of(Loop *loop, uint64_t address);

/* What stands for a slug. */
static uint64_t
slug_hash(const char *slug, size_t len)
{
	return hash_bytes(hash_secret(), slug, len);
}

/* What stands for the address that a request came to. */
static uint64_t
address_of(const Request *request)
{
	const char *host = request->host.data ? request->host.data : "";
	const char *domain = request->table->base_domain;
	size_t		label = strcspn(host, ".");

	if (request->slug[0])
		return slug_hash(request->slug, strlen(request->slug));
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
tenant_of(const Request *request)
{
	uint64_t	address = address_of(request);
	const OtherAddress *known = slot_of(request->loop, address);

	return known->address == address ? known->tenant : address;
}

/* Takes note of the slug that an answer names, which it does at another address than the default ones alone. */
void
tenant_learn(const Request *request, const char *slug, size_t len)
{
	uint64_t	address = address_of(request);
	OtherAddress *known = slot_of(request->loop, address);

	if (slug)
		*known = (OtherAddress) {address, slug_hash(slug, len)};
	else if (known->address == address)
		*known = (OtherAddress) {0};
}
