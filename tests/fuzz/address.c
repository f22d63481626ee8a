/*-------------------------------------------------------------------------
 *
 * address.c
 *	  Addresses, lists of trusted proxies, X-Forwarded-For.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/address.h"

/* An address, printed and read again, is the same. */
static void
check_address(const Address *address)
{
	char		text[ADDRESS_TEXT_MAX];
	Address		again;

	address_print(address, text);
	HOLDS(address_parse(&again, text, strlen(text)));
	HOLDS(memcmp(address, &again, sizeof again) == 0);
}

/* Lines: a list, a header, the peer. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *text = fuzz_line(&input);
	char	   *forwarded = fuzz_line(&input);
	char	   *name = fuzz_line(&input);
	Address		peer = {{0}};
	AddressList *list;

	if (address_parse(&peer, name, strlen(name)))
		check_address(&peer);
	if (address_list_parse(&list, text))
	{
		Address		client = address_forwarded(list, peer, forwarded);

		check_address(&client);
		/* Nobody but a trusted proxy can say who he is. */
		if (!address_list_has(list, &peer))
			HOLDS(memcmp(&client, &peer, sizeof peer) == 0);
		for (int i = 0; i < list->count; i++)
			HOLDS(list->entry[i].bits >= 0 && list->entry[i].bits <= 128 &&
				  address_list_has(list, &list->entry[i].address));
		free(list);
	}
	else
		HOLDS(list == NULL);
	free(text);
	free(forwarded);
	free(name);
	return 0;
}
