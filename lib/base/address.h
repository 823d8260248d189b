/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * address - addresses of the internet, and networks of them, as numbers
 *
 *     192.0.2.7   192.0.2.7:8080   2001:db8::7   [2001:db8::7]:443   fe80::1%eth0
 *
 * An IPv4 address in the clothes of IPv6, ::ffff:192.0.2.7, is the IPv4 address: servers that
 * listen on both families write it so.  Bits are counted from the left: those of IPv4 are the
 * first 32.
 */
#ifndef CX_BASE_ADDRESS_H
#define CX_BASE_ADDRESS_H

#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>

enum address_family { ADDRESS_V4, ADDRESS_V6, ADDRESS_FAMILIES };

struct address {
	uint64_t hi, lo;
	uint8_t  family;	/* enum address_family */
};

struct network {
	struct address first;	/* bits behind the prefix are 0 */
	uint8_t        bits;	/* of the prefix */
};

/**
 * address_read - an address as logs write them: perhaps with a port, brackets or a zone
 *
 * Returns: true; false when @s is none.  Numbers of IPv4 are decimal, without leading zeros.
 */
bool address_read(struct sv s, struct address *a);

/**
 * address_bare - an address without its port and brackets
 *
 * Returns: a slice of @s; @s itself when it is no address with one of these.
 */
struct sv address_bare(struct sv s);

/**
 * address_network - a network, 192.0.2.0/24; an address alone is one of itself
 * @why: on false, what is wrong; of static storage
 *
 * Returns: true; false also when there are bits behind the prefix, 192.0.2.7/24.
 */
bool address_network(struct sv s, struct network *n, const char **why);

/** address_within - @a is one of @n's */
bool address_within(const struct address *a, const struct network *n);

#endif
