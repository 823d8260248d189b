/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * address - texts of addresses and networks, right ones and others
 */
#include "../t.h"

#include "base/address.h"

#define V4(a, b, c, d) ((uint64_t)(a) << 56 | (uint64_t)(b) << 48 | (uint64_t)(c) << 40 | \
	(uint64_t)(d) << 32)

static void
check_address(const char *text, int family, uint64_t hi, uint64_t lo)
{
	struct address a;
	bool ok = address_read(sv_of(text), &a);

	if (family < 0)
		T_OK(!ok, "no address: '%s'", text);
	else
		T_OK(ok && a.family == family && a.hi == hi && a.lo == lo, "%s", text);
}

static void
check_network(const char *text, int bits, const char *inside, const char *outside)
{
	struct network n;
	struct address a, b;
	const char *why = NULL;
	bool ok = address_network(sv_of(text), &n, &why);

	if (bits < 0) {
		T_OK(!ok && why != NULL, "no network: '%s', %s", text, why);
		return;
	}
	T_OK(ok && n.bits == bits, "%s has %d bits", text, ok ? n.bits : -1);
	T_OK(ok && address_read(sv_of(inside), &a) && address_within(&a, &n), "%s is in it", inside);
	T_OK(ok && address_read(sv_of(outside), &b) && !address_within(&b, &n), "%s is not",
	    outside);
}

int
main(void)
{
	static const char *const none[] = {
		"", "-", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ",
		" 1.2.3.4", "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:123456", "1.2.3.4/8", "[1.2.3.4]",
		"[::1", "[::1]x", "[::1]:", ":::", "::1::", "12345::", "unix:", "[]", "%eth0",
		"1:2:3:4:5:6:7:8:9", "::ffff:1.2.3.4.5", "0x1.2.3.4", "1..2.3"
	};
	static const char *const no_network[] = {
		"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/08x", "::/129",
		"10.0.0.1/8", "2001:db8::1/32", "::ffff:10.0.0.1/104", "10.0.0.0:80/8", "[::]/0",
		"10.0.0.0/8/8", "fe80::%eth0/64", "10.0.0.0/-1"
	};
	struct address a;

	check_address("1.2.3.4", ADDRESS_V4, V4(1, 2, 3, 4), 0);
	check_address("255.255.255.255", ADDRESS_V4, V4(255, 255, 255, 255), 0);
	check_address("0.0.0.0:0", ADDRESS_V4, 0, 0);
	check_address("192.0.2.7:65535", ADDRESS_V4, V4(192, 0, 2, 7), 0);
	check_address("::", ADDRESS_V6, 0, 0);
	check_address("::1", ADDRESS_V6, 0, 1);
	check_address("2001:DB8::7", ADDRESS_V6, UINT64_C(0x20010db8) << 32, 7);
	check_address("[2001:db8::7]", ADDRESS_V6, UINT64_C(0x20010db8) << 32, 7);
	check_address("[2001:db8::7]:443", ADDRESS_V6, UINT64_C(0x20010db8) << 32, 7);
	check_address("fe80::1%eth0", ADDRESS_V6, UINT64_C(0xfe80) << 48, 1);
	check_address("[fe80::1%eth0]:80", ADDRESS_V6, UINT64_C(0xfe80) << 48, 1);
	check_address("::ffff:192.0.2.7", ADDRESS_V4, V4(192, 0, 2, 7), 0);
	check_address("[::FFFF:c000:207]:1", ADDRESS_V4, V4(192, 0, 2, 7), 0);
	check_address("::192.0.2.7", ADDRESS_V6, 0, UINT64_C(0xc0000207));
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		check_address(none[i], -1, 0, 0);
	T_OK(!address_read(SV("::1\0"), &a) && !address_read(SV("1.2.3.4\0"), &a), "a NUL is no end");

	check_network("10.0.0.0/8", 8, "10.255.0.1", "11.0.0.0");
	check_network("0.0.0.0/0", 0, "203.0.113.9", "::1");
	check_network("::/0", 0, "2001:db8::1", "::ffff:1.2.3.4");
	check_network("192.0.2.7", 32, "::ffff:192.0.2.7", "192.0.2.6");
	check_network("2001:db8::7", 128, "2001:db8::7", "2001:db8::8");
	check_network("2001:db8::/32", 32, "2001:db8:ffff::1", "2001:db9::");
	check_network("2001:db8::/65", 65, "2001:db8::7fff:0:0:1", "2001:db8::8000:0:0:1");
	check_network("::ffff:192.0.2.0/120", 24, "192.0.2.200", "192.0.3.0");
	check_network("::ffff:0:0/96", 0, "1.2.3.4", "::1");
	check_network("10.0.0.0/08", 8, "10.1.1.1", "9.1.1.1");
	for (size_t i = 0; i < sizeof(no_network) / sizeof(no_network[0]); i++)
		check_network(no_network[i], -1, NULL, NULL);
	return t_done();
}
