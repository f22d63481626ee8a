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
#include "tenant.h"

#include <string.h>

/* What stands for the slug, or a host name that has none in it. */
static uint64_t
hash_of(const char *name, size_t len)
{
	return hash_bytes(hash_secret(), name, len);
}

/* What stands for the address that a request came to. */
static uint64_t
address_of(const Request *request)
{
	const char *name = request->slug[0] ? request->slug : request->host.data ? request->host.data
																			 : "";
	const char *domain = request->table->base_domain;
	size_t		len = strlen(name);
	size_t		label = strcspn(name, ".");

	if (domain && label < len && strcmp(name + label + 1, domain) == 0)
		len = label;
	return hash_of(name, len);
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
		*known = (OtherAddress) {address, hash_of(slug, len)};
	else if (known->address == address)
		*known = (OtherAddress) {0};
}
