/*-------------------------------------------------------------------------
 *
 * address.c
 *	  Client addresses: text, trusted proxies, connections of each.
 *
 *-------------------------------------------------------------------------
 */
#include "http/address.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"

static bool is_mapped(const Address *address);
static bool parse_forwarded(Address *address, const char *text, size_t len);

/* The address of a peer. */
Address
address_of_socket(const struct sockaddr *sockaddr)
{
	Address		address = {{0}};

	if (sockaddr->sa_family == AF_INET6)
		memcpy(address.bytes, &((const struct sockaddr_in6 *) sockaddr)->sin6_addr, 16);
	else if (sockaddr->sa_family == AF_INET)
	{
		address.bytes[10] = address.bytes[11] = 0xFF;
		memcpy(address.bytes + 12, &((const struct sockaddr_in *) sockaddr)->sin_addr, 4);
	}
	return address;
}

/* Reads an address; false if it is none. */
bool
address_parse(Address *address, const char *text, size_t len)
{
	char		copy[ADDRESS_TEXT_MAX];

	if (len >= sizeof copy)
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	*address = (Address) {{[10] = 0xFF, [11] = 0xFF}};
	return inet_pton(AF_INET, copy, address->bytes + 12) == 1 || inet_pton(AF_INET6, copy, address->bytes) == 1;
}

/* Whether it is IPv4 in its mapped form. */
static bool
is_mapped(const Address *address)
{
	static const unsigned char prefix[12] = {[10] = 0xFF, [11] = 0xFF};

	return memcmp(address->bytes, prefix, sizeof prefix) == 0;
}

/* Writes an address as text. */
void
address_print(const Address *address, char text[ADDRESS_TEXT_MAX])
{
	if (is_mapped(address))
		inet_ntop(AF_INET, address->bytes + 12, text, ADDRESS_TEXT_MAX);
	else
		inet_ntop(AF_INET6, address->bytes, text, ADDRESS_TEXT_MAX);
}

/* Reads addresses and networks separated by commas or spaces. */
bool
address_list_parse(AddressList **list, const char *text)
{
	*list = xmalloc(sizeof(AddressList));
	(*list)->count = 0;
	while (*(text += strspn(text, ", \t")))
	{
		size_t		len = strcspn(text, ", \t");
		const char *slash = memchr(text, '/', len);
		size_t		name = slash ? (size_t) (slash - text) : len;
		Address		address;
		char	   *end = NULL;
		long		bits = slash ? strtol(slash + 1, &end, 10) : 0;
		int			base;

		if (!address_parse(&address, text, name) || (slash && (end != text + len || end == slash + 1)))
			goto bad;
		base = is_mapped(&address) && memchr(text, ':', name) == NULL ? 96 : 0;
		if (bits < 0 || bits > 128 - base)
			goto bad;
		*list = xrealloc(*list, sizeof(AddressList) + sizeof(*list)->entry[0] * (size_t) ((*list)->count + 1));
		(*list)->entry[(*list)->count].address = address;
		(*list)->entry[(*list)->count++].bits = slash ? base + (int) bits : 128;
		text += len;
	}
	return true;
bad:
	free(*list);
	*list = NULL;
	return false;
}

/* Whether an address is in the list. */
bool
address_list_has(const AddressList *list, const Address *address)
{
	for (int i = 0; i < list->count; i++)
	{
		int			bytes = list->entry[i].bits / 8;
		int			rest = list->entry[i].bits % 8;
		const unsigned char *network = list->entry[i].address.bytes;

		if (memcmp(network, address->bytes, (size_t) bytes) == 0 &&
			(rest == 0 || (network[bytes] ^ address->bytes[bytes]) >> (8 - rest) == 0))
			return true;
	}
	return false;
}

/* Reads an address as proxies write it, perhaps with a port, an IPv6 address then in brackets. */
static bool
parse_forwarded(Address *address, const char *text, size_t len)
{
	const char *end = memchr(text, *text == '[' ? ']' : ':', len);

	if (end && *end == ']' && (end + 1 == text + len || end[1] == ':'))
		return address_parse(address, text + 1, (size_t) (end - text - 1));
	/* One colon is before a port, more are an IPv6 address. */
	if (end && end == memrchr(text, ':', len))
		len = (size_t) (end - text);
	return address_parse(address, text, len);
}

/*
 * Who a request comes from. Behind a trusted proxy it is the last address in X-Forwarded-For that is not itself a
 * trusted proxy: everything before it was written by somebody whom we do not trust. What a proxy has written there
 * that is no address ("unknown") is somebody all the same: the unspecified address, ::, and not the proxy's own.
 */
Address
address_forwarded(const AddressList *trusted, Address peer, const char *forwarded_for)
{
	const char *end = forwarded_for ? forwarded_for + strlen(forwarded_for) : NULL;

	while (end && address_list_has(trusted, &peer))
	{
		const char *comma = memrchr(forwarded_for, ',', (size_t) (end - forwarded_for));
		const char *start = comma ? comma + 1 : forwarded_for;

		start += strspn(start, " \t");
		while (end > start && strchr(" \t", end[-1]))
			end--;
		if (end <= start || !parse_forwarded(&peer, start, (size_t) (end - start)))
			return (Address) {{0}};
		end = comma;
	}
	return peer;
}

/* How many bytes of an address say whose it is: an IPv6 /64 counts as one. */
size_t
address_network(const Address *address)
{
	return is_mapped(address) ? 16 : 8;
}

/* Adds change (1, 0 or -1) to an address' open connections; how many there are then. */
int
address_count(const Address *address, int change)
{
	return limit_hold(HELD_CONNECTIONS, hash_bytes(hash_secret(), address->bytes, address_network(address)), change);
}
