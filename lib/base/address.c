/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { V4_BITS = 32, V6_BITS = 128, MAPPED_BITS = 96, PORT_DIGITS = 5 };

/* Decimal digits at @s, at most @max of them; how many. */
static size_t
read_digits(struct sv s, size_t max, unsigned *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < s.n && i < max && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		*value = 10 * *value + (unsigned)(s.p[i] - '0');
	return i;
}

/* The four numbers of IPv4 at the start of @s: bytes read, 0 when they are not there. */
static size_t
read_v4(struct sv s, struct address *a)
{
	uint32_t word = 0;
	size_t at = 0;

	for (int i = 0; i < 4; i++) {
		unsigned part;
		size_t n;

		if (i > 0 && (at == s.n || s.p[at++] != '.'))
			return 0;
		n = read_digits((struct sv){ s.p + at, s.n - at }, 3, &part);
		if (n == 0 || part > 255 || (n > 1 && s.p[at] == '0'))
			return 0;
		word = word << 8 | part;
		at += n;
	}
	*a = (struct address){ .hi = (uint64_t)word << 32, .family = ADDRESS_V4 };
	return at;
}

/* @s is nothing, or a colon and a port. */
static bool
is_port(struct sv s)
{
	unsigned port;

	return s.n == 0 || (s.n > 1 && s.p[0] == ':' &&
	    read_digits((struct sv){ s.p + 1, s.n - 1 }, PORT_DIGITS, &port) == s.n - 1);
}

static bool
is_mapped(const struct address *a)
{
	return a->family == ADDRESS_V6 && a->hi == 0 && a->lo >> 32 == 0xffff;
}

static struct address
unmapped(const struct address *a)
{
	return (struct address){ .hi = a->lo << 32, .family = ADDRESS_V4 };
}

/* All of @s is one IPv6 address, mapped ones included. */
static bool
read_v6(struct sv s, struct address *a)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char byte[16];

	if (s.n >= sizeof(text) || memchr(s.p, '\0', s.n) != NULL)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	if (inet_pton(AF_INET6, text, byte) != 1)
		return false;
	*a = (struct address){ .family = ADDRESS_V6 };
	for (int i = 0; i < 8; i++) {
		a->hi = a->hi << 8 | byte[i];
		a->lo = a->lo << 8 | byte[i + 8];
	}
	return true;
}

bool
address_read(struct sv s, struct address *a)
{
	size_t n = read_v4(s, a), end;

	if (n > 0)
		return is_port((struct sv){ s.p + n, s.n - n });
	if (s.n > 0 && s.p[0] == '[') {
		end = sv_find(s, ']');
		if (end == s.n || !is_port((struct sv){ s.p + end + 1, s.n - end - 1 }))
			return false;
		s = (struct sv){ s.p + 1, end - 1 };
	}
	s.n = sv_find(s, '%');
	if (s.n == 0 || !read_v6(s, a))
		return false;
	if (is_mapped(a))
		*a = unmapped(a);
	return true;
}

struct sv
address_bare(struct sv s)
{
	struct address a;
	size_t n = sv_find(s, ':'), end;
	struct sv in;

	if (n == s.n && (s.n == 0 || s.p[0] != '['))
		return s;
	n = read_v4(s, &a);
	if (n > 0)
		return n < s.n && is_port((struct sv){ s.p + n, s.n - n }) ?
		    (struct sv){ s.p, n } : s;
	end = s.p[0] == '[' ? sv_find(s, ']') : s.n;
	if (end == s.n || !is_port((struct sv){ s.p + end + 1, s.n - end - 1 }))
		return s;
	in = (struct sv){ s.p + 1, end - 1 };
	return read_v6((struct sv){ in.p, sv_find(in, '%') }, &a) ? in : s;
}

/* The first @bits of an address, as masks. */
static void
mask_bits(unsigned bits, uint64_t *hi, uint64_t *lo)
{
	*hi = bits == 0 ? 0 : bits >= 64 ? UINT64_MAX : UINT64_MAX << (64 - bits);
	*lo = bits <= 64 ? 0 : UINT64_MAX << (128 - bits);
}

bool
address_network(struct sv s, struct network *n, const char **why)
{
	size_t slash = sv_find(s, '/');
	struct sv address = { s.p, slash };
	uint64_t hi, lo;
	unsigned bits;

	*why = "expected a network such as 192.0.2.0/24 or 2001:db8::/32";
	if (read_v4(address, &n->first) != slash || slash == 0) {
		if (!read_v6(address, &n->first))
			return false;
	}
	bits = n->first.family == ADDRESS_V4 ? V4_BITS : V6_BITS;
	if (slash < s.n) {
		const unsigned most = bits;
		struct sv rest = { s.p + slash + 1, s.n - slash - 1 };

		if (rest.n == 0 || read_digits(rest, 3, &bits) != rest.n || bits > most)
			return false;
	}
	if (is_mapped(&n->first) && bits >= MAPPED_BITS) {
		n->first = unmapped(&n->first);
		bits -= MAPPED_BITS;
	}
	n->bits = (uint8_t)bits;
	mask_bits(bits, &hi, &lo);
	*why = "there are bits behind the prefix";
	return (n->first.hi & ~hi) == 0 && (n->first.lo & ~lo) == 0;
}

bool
address_within(const struct address *a, const struct network *n)
{
	uint64_t hi, lo;

	mask_bits(n->bits, &hi, &lo);
	return a->family == n->first.family && (a->hi & hi) == n->first.hi &&
	    (a->lo & lo) == n->first.lo;
}
