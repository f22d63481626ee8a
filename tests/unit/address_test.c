/*-------------------------------------------------------------------------
 *
 * address_test.c
 *	  Addresses, networks, and who a request comes from.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>

#include "http/address.h"

/* The client of a request that a peer has forwarded, by a list of trusted proxies. */
static const char *
client(const char *trusted, const char *peer, const char *forwarded)
{
	static char text[ADDRESS_TEXT_MAX];
	AddressList *list;
	Address		address;

	CHECK(address_list_parse(&list, trusted));
	CHECK(address_parse(&address, peer, strlen(peer)));
	address = address_forwarded(list, address, forwarded);
	address_print(&address, text);
	free(list);
	return text;
}

/* Only what a trusted proxy has written counts. */
static void
forwarded(void)
{
	EQUAL(client("", "9.9.9.9", "1.1.1.1"), "9.9.9.9");
	EQUAL(client("9.9.9.9", "9.9.9.9", "1.1.1.1"), "1.1.1.1");
	EQUAL(client("9.9.9.9", "9.9.9.9", NULL), "9.9.9.9");
	EQUAL(client("9.9.9.9", "9.9.9.9", "6.6.6.6, 1.1.1.1"), "1.1.1.1");
	EQUAL(client("9.9.9.9, 10.0.0.0/8", "9.9.9.9", "6.6.6.6,1.1.1.1 , 10.2.3.4"), "1.1.1.1");
	EQUAL(client("10.0.0.0/8", "10.1.1.1", "10.2.2.2, 10.3.3.3"), "10.2.2.2");
	EQUAL(client("::1", "::1", "2001:db8::5"), "2001:db8::5");
	EQUAL(client("10.0.0.0/8", "::ffff:10.1.1.1", "1.1.1.1"), "1.1.1.1");
	EQUAL(client("10.0.0.0/8", "10.1.1.1", "1.1.1.1, x, 10.3.3.3, 10.3.3.4:80"), "::");
}

/* Proxies add ports, and brackets where they have to; whatever else they write is nobody's address, not theirs. */
static void
forwarded_forms(void)
{
	static const char *const none[] = {"", " ", ",,,", "1.1.1.1,", "unknown", "_hidden", "1.1.1", "[1.1.1", "[]", "[",
	":", ":80", "[2001:db8::5]x", "1.1.1.1 2.2.2.2"};

	EQUAL(client("9.9.9.9", "9.9.9.9", "1.1.1.1:4711"), "1.1.1.1");
	EQUAL(client("9.9.9.9", "9.9.9.9", "6.6.6.6, [2001:db8::5]:443"), "2001:db8::5");
	EQUAL(client("9.9.9.9", "9.9.9.9", "[2001:db8::5]"), "2001:db8::5");
	EQUAL(client("9.9.9.9", "9.9.9.9", "1.1.1.1:1, 9.9.9.9:2"), "1.1.1.1");
	for (size_t i = 0; i < COUNT(none); i++)
	{
		EQUAL(client("9.9.9.9", "9.9.9.9", none[i]), "::");
		EQUAL(client("9.9.9.9", "8.8.8.8", none[i]), "8.8.8.8");
	}
}

/* Networks by their bits. */
static void
networks(void)
{
	static const char *const bad[] = {"1.2.3", "x", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "1.2.3.4/8x", "::/129",
	"1.2.3.4 y"};
	AddressList *list;
	Address		address;

	CHECK(address_list_parse(&list, "192.168.0.0/22 2001:db8::/33,1.2.3.4"));
	CHECK(list->count == 3);
	CHECK(address_parse(&address, "192.168.3.255", 13) && address_list_has(list, &address));
	CHECK(address_parse(&address, "192.168.4.0", 11) && !address_list_has(list, &address));
	CHECK(address_parse(&address, "2001:db8:7fff::1", 16) && address_list_has(list, &address));
	CHECK(address_parse(&address, "2001:db8:8000::1", 16) && !address_list_has(list, &address));
	CHECK(address_parse(&address, "1.2.3.4", 7) && address_list_has(list, &address));
	free(list);
	CHECK(address_list_parse(&list, "0.0.0.0/0"));
	CHECK(address_parse(&address, "8.8.8.8", 7) && address_list_has(list, &address));
	CHECK(address_parse(&address, "::2", 3) && !address_list_has(list, &address));
	free(list);
	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(!address_list_parse(&list, bad[i]));
}

/* Connections are counted by address, an IPv6 network of 64 bits being one. */
static void
counting(void)
{
	Address		one;
	Address		two;

	address_parse(&one, "2001:db8::1", 11);
	address_parse(&two, "2001:db8::ffff", 14);
	CHECK(address_count(&one, 1) == 1 && address_count(&two, 1) == 2 && address_count(&one, 0) == 2);
	CHECK(address_count(&one, -1) == 1 && address_count(&two, -1) == 0);
}

/* Runs the tests of this file. */
void
address_tests(void)
{
	static const UnitTest tests[] = {
		{"forwarded addresses are believed as far as proxies are trusted", forwarded},
		{"forwarded addresses are read in their forms", forwarded_forms},
		{"networks have their bits", networks},
		{"connections are counted by address", counting},
	};

	unit_run(tests, COUNT(tests));
}
