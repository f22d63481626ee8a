/*-------------------------------------------------------------------------
 *
 * address.h
 *	  Client addresses: text, trusted proxies, connections of each.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ADDRESS_H
#define OUTLAYD_ADDRESS_H

#include "base/buffer.h"

#include <netinet/in.h>
#include <sys/socket.h>

#define ADDRESS_TEXT_MAX INET6_ADDRSTRLEN

/* An address of either family as 16 bytes; IPv4 in its mapped form. */
typedef struct Address
{
	unsigned char bytes[16];
} Address;

/* Addresses and networks. */
typedef struct AddressList
{
	int			count;
	struct
	{
		Address		address;
		int			bits;
	} entry[];
} AddressList;

extern Address address_of_socket(const struct sockaddr *sockaddr);
extern bool address_parse(Address *address, const char *text, size_t len);
extern void address_print(const Address *address, char text[ADDRESS_TEXT_MAX]);
extern bool address_list_parse(AddressList **list, const char *text);
extern bool address_list_has(const AddressList *list, const Address *address);
extern Address address_forwarded(const AddressList *trusted, Address peer, const char *forwarded_for);
extern size_t address_network(const Address *address);
extern int address_count(const Address *address, int change);

#endif /* OUTLAYD_ADDRESS_H */
