/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * address - any bytes as an address and as a network
 *
 * What the system takes for an address is one here too, with the same bits; a network holds
 * its own first address, and as text without its prefix it is that address.
 */
#include "base/address.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
check_system(const char *text, const struct address *a, bool ok)
{
	unsigned char byte[16];
	uint64_t hi = 0, lo = 0;

	if (inet_pton(AF_INET, text, byte) == 1) {
		for (int i = 0; i < 4; i++)
			hi = hi << 8 | byte[i];
		check(ok && a->family == ADDRESS_V4 && a->hi == hi << 32 && a->lo == 0);
	}
	if (inet_pton(AF_INET6, text, byte) != 1)
		return;
	for (int i = 0; i < 8; i++) {
		hi = hi << 8 | byte[i];
		lo = lo << 8 | byte[i + 8];
	}
	if (hi == 0 && lo >> 32 == 0xffff)
		check(ok && a->family == ADDRESS_V4 && a->hi == lo << 32 && a->lo == 0);
	else
		check(ok && a->family == ADDRESS_V6 && a->hi == hi && a->lo == lo);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sv s = { (const char *)data, n };
	struct address a, b;
	struct network net;
	const char *why = NULL;
	char text[256];
	bool ok = address_read(s, &a);

	if (n < sizeof(text) && memchr(data, '\0', n) == NULL) {
		memcpy(text, data, n);
		text[n] = '\0';
		check_system(text, &a, ok);
	}
	if (address_network(s, &net, &why)) {
		check(address_within(&net.first, &net));
		check(net.bits <= (net.first.family == ADDRESS_V4 ? 32 : 128));
		s.n = sv_find(s, '/');
		check(address_read(s, &b) && (b.family != net.first.family ||
		    (b.hi == net.first.hi && b.lo == net.first.lo)));
	} else {
		check(why != NULL);
	}
	return 0;
}
