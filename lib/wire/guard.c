/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * guard - what may stand in a header or a command, and where a connection may go
 *
 * Addresses: RFC 5321 4.1.2 (dot-strings, quoted strings), RFC 6531 (UTF-8), RFC 5322 3.4
 * (names).  Networks: IANA's IPv4 and IPv6 special-purpose address registries.
 */
#include "wire/guard.h"

#include "base/num.h"
#include "base/utf8.h"

static enum rc
refuse(struct err *e, const char *what, const char *why)
{
	return rc_err(e, RC_BAD, "%s: %s", what, why);
}

static bool
is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

static bool
is_alnum(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* C1 controls, in UTF-8 c2 80 .. c2 9f. */
static bool
has_c1(struct sv s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((unsigned char)s.p[i] == 0xc2 && (unsigned char)s.p[i + 1] < 0xa0)
			return true;
	return false;
}

enum rc
guard_header(const char *what, struct sv value, struct err *e)
{
	for (size_t i = 0; i < value.n; i++)
		if (is_control((unsigned char)value.p[i]) && value.p[i] != '\t')
			return rc_err(e, RC_BAD, "%s: control character 0x%02x", what,
			    (unsigned)(unsigned char)value.p[i]);
	if (utf8_valid(value) != value.n)
		return refuse(e, what, "not UTF-8");
	return has_c1(value) ? refuse(e, what, "control character") : RC_OK;
}

enum rc
guard_id(struct sv id, struct err *e)
{
	bool ok = id.n > 0 && id.n <= GUARD_ID_MAX;

	for (size_t i = 0; ok && i < id.n; i++)
		ok = is_alnum((unsigned char)id.p[i]) || id.p[i] == '-' || id.p[i] == '_';
	return ok ? RC_OK : refuse(e, "id", "expected up to 64 letters, digits, '-' and '_'");
}

/* ---- mailboxes ---- */

static bool
is_atom(unsigned char c)
{
	return is_alnum(c) || c >= 0x80 || (c != 0 && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Atoms with single dots between them. */
static bool
dotted(struct sv s)
{
	bool atom = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' ? !atom : !is_atom((unsigned char)s.p[i]))
			return false;
		atom = s.p[i] != '.';
	}
	return atom;
}

/* Behind the quoted string that @s begins with; 0: it does not, or has no end. */
static size_t
quoted(struct sv s)
{
	if (s.n < 2 || s.p[0] != '"')
		return 0;
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '"')
			return i + 1;
		if (s.p[i] == '\\' && ++i == s.n)
			return 0;
	}
	return 0;
}

static bool
is_domain(struct sv s)
{
	size_t label = 0;

	if (s.n == 0 || s.n > 253)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '.' || c == '-') {
			/* No label is empty, or begins or ends with '-'. */
			if (label == 0 || (c == '.' && s.p[i - 1] == '-'))
				return false;
			label = c == '.' ? 0 : label + 1;
		} else if (is_alnum(c) || c >= 0x80) {
			label++;
		} else {
			return false;
		}
		if (label > 63)
			return false;
	}
	return label > 0 && s.p[s.n - 1] != '-';
}

static bool
has_utf8(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

static enum rc
address_parts(const char *what, struct guard_mailbox *m, struct err *e)
{
	struct sv a = m->address;
	size_t at = a.n;

	while (at > 0 && a.p[at - 1] != '@')
		at--;
	if (at < 2)
		return refuse(e, what, "expected name@domain");
	m->local = (struct sv){ a.p, at - 1 };
	m->domain = (struct sv){ a.p + at, a.n - at };
	m->utf8 = has_utf8(a);
	if (a.n > GUARD_ADDRESS_MAX || m->local.n > GUARD_LOCAL_MAX)
		return refuse(e, what, "address is too long");
	if (!dotted(m->local) && quoted(m->local) != m->local.n)
		return refuse(e, what, "what stands before '@' is no name of a mailbox");
	for (size_t i = 0; i < m->local.n; i++)
		if (m->local.p[i] == '<' || m->local.p[i] == '>')
			return refuse(e, what, "'<' or '>' in an address");
	if (!is_domain(m->domain))
		return refuse(e, what, "what stands behind '@' is no domain");
	return RC_OK;
}

enum rc
guard_mailbox(const char *what, struct sv text, struct guard_mailbox *m, struct err *e)
{
	size_t open;
	enum rc rc = guard_header(what, text, e);

	*m = (struct guard_mailbox){ 0 };
	if (rc != RC_OK)
		return rc;
	text = sv_trim(text);
	if (text.n == 0 || text.p[text.n - 1] != '>') {
		m->address = text;
		return address_parts(what, m, e);
	}
	open = quoted(text);
	if (open == 0)
		for (; open < text.n && text.p[open] != '<'; open++)
			if (strchr("\"(),:;>@[\\]", text.p[open]) != NULL)
				return refuse(e, what, "a name with such a character needs quotes");
	m->name = sv_trim((struct sv){ text.p, open });
	while (open < text.n && text.p[open] == ' ')
		open++;
	if (open == text.n || text.p[open] != '<')
		return refuse(e, what, "expected '<' behind the name");
	if (m->name.n >= 2 && m->name.p[0] == '"')
		m->name = (struct sv){ m->name.p + 1, m->name.n - 2 };
	m->address = (struct sv){ text.p + open + 1, text.n - open - 2 };
	return address_parts(what, m, e);
}

/* ---- URLs ---- */

static const struct {
	const char *scheme;
	unsigned    port;
} schemes[] = { { "https", 443 }, { "http", 80 }, { "smtp", 25 }, { "smtps", 465 } };

/* It looks like IPv6 alone: no IPv4 with a port, no zone, no brackets. */
static bool
six(struct sv s)
{
	size_t colons = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' || s.p[i] == '[')
			return false;
		colons += s.p[i] == ':';
	}
	return colons >= 2;
}

/* Host and perhaps port, of host:port or [v6]:port; false when that is not what it is. */
static bool
authority(struct sv s, struct guard_url *u)
{
	struct address a;
	size_t end = 0;
	uint64_t port;

	if (s.n > 0 && s.p[0] == '[') {
		end = sv_find(s, ']');
		if (end == s.n)
			return false;
		u->host = (struct sv){ s.p + 1, end - 1 };
		u->bracketed = true;
		if (!six(u->host) || !address_read(u->host, &a))
			return false;
		end++;
	} else {
		end = sv_find(s, ':');
		u->host = (struct sv){ s.p, end };
		if (!is_domain(u->host))
			return false;
	}
	if (end == s.n)
		return true;
	if (s.p[end] != ':' ||
	    num_u64((struct sv){ s.p + end + 1, s.n - end - 1 }, &port) != RC_OK ||
	    port == 0 || port > 65535)
		return false;
	u->port = (unsigned)port;
	return true;
}

enum rc
guard_url(const char *what, struct sv url, struct guard_url *u, struct err *e)
{
	size_t colon = sv_find(url, ':');
	size_t from = colon + 3;
	size_t to;
	struct address a;

	*u = (struct guard_url){ 0 };
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ' || (unsigned char)url.p[i] >= 0x7f ||
		    strchr("\"<>\\^`{|}", url.p[i]) != NULL)
			return refuse(e, what, "a character that no URL has as it is");
	if (url.n > GUARD_URL_MAX)
		return refuse(e, what, "URL is too long");
	if (url.n < from || !sv_starts((struct sv){ url.p + colon, url.n - colon }, SV("://")))
		return refuse(e, what, "expected scheme://host");
	u->scheme = (struct sv){ url.p, colon };
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (sv_is(u->scheme, schemes[i].scheme))
			u->port = schemes[i].port;
	if (u->port == 0)
		return refuse(e, what, "expected https, http, smtp or smtps");
	for (to = from; to < url.n && strchr("/?#", url.p[to]) == NULL; to++)
		if (url.p[to] == '@')
			return refuse(e, what, "user and password do not stand in a URL");
	if (!authority((struct sv){ url.p + from, to - from }, u))
		return refuse(e, what, "expected a host, and perhaps a port, behind ://");
	u->origin = (struct sv){ url.p, to };
	u->loopback = sv_is(u->host, "localhost") ||
	    (address_read(u->host, &a) && guard_loopback(&a));
	return RC_OK;
}

/* ---- networks ---- */

#define V4(a, b, c, d, bits) \
	{ { (uint64_t)(a) << 56 | (uint64_t)(b) << 48 | (uint64_t)(c) << 40 | (uint64_t)(d) << 32, \
	    0, ADDRESS_V4 }, (bits) }
#define V6(hi, bits) { { UINT64_C(hi), 0, ADDRESS_V6 }, (bits) }

static const struct network special[] = {
	V4(0, 0, 0, 0, 8),		/* this network */
	V4(10, 0, 0, 0, 8),		/* private */
	V4(100, 64, 0, 0, 10),		/* shared, behind carriers' NAT */
	V4(127, 0, 0, 0, 8),		/* loopback */
	V4(169, 254, 0, 0, 16),		/* link-local: metadata of clouds */
	V4(172, 16, 0, 0, 12),		/* private */
	V4(192, 0, 0, 0, 24),		/* protocol assignments */
	V4(192, 0, 2, 0, 24),		/* documentation */
	V4(192, 88, 99, 0, 24),		/* 6to4 relays */
	V4(192, 168, 0, 0, 16),		/* private */
	V4(198, 18, 0, 0, 15),		/* benchmarks */
	V4(198, 51, 100, 0, 24),	/* documentation */
	V4(203, 0, 113, 0, 24),		/* documentation */
	V4(224, 0, 0, 0, 3),		/* multicast, reserved, broadcast */
	V6(0x2001000000000000, 23),	/* protocol assignments: Teredo, ORCHID ... */
	V6(0x20010db800000000, 32),	/* documentation */
	V6(0x3fff000000000000, 20),	/* documentation */
};
static const struct network unicast = V6(0x2000000000000000, 3);
static const struct network nat64 = V6(0x0064ff9b00000000, 96);
static const struct network six_to_four = V6(0x2002000000000000, 16);

static bool
within(const struct address *a, const struct network *net, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (address_within(a, &net[i]))
			return true;
	return false;
}

bool
guard_loopback(const struct address *a)
{
	if (a->family == ADDRESS_V4)
		return a->hi >> 56 == 127;
	return a->hi == 0 && a->lo == 1;
}

bool
guard_public(const struct address *a, const struct guard_nets *nets)
{
	struct address inner = { 0, 0, ADDRESS_V4 };

	if (within(a, nets->net, nets->n))
		return true;
	if (within(a, special, sizeof(special) / sizeof(special[0])))
		return false;
	if (a->family == ADDRESS_V4)
		return true;
	if (address_within(a, &nat64))
		inner.hi = a->lo << 32;
	else if (address_within(a, &six_to_four))
		inner.hi = a->hi << 16 >> 32 << 32;
	else
		return address_within(a, &unicast);
	return guard_public(&inner, nets);
}

enum rc
guard_endpoint(struct sv url, const struct guard_nets *nets, struct guard_url *u, struct err *e)
{
	struct address a;
	enum rc rc = guard_url("endpoint", url, u, e);

	if (rc != RC_OK)
		return rc;
	if (address_read(u->host, &a)) {
		if (!guard_public(&a, nets))
			return refuse(e, "endpoint", "its network may not be reached from here");
		if (within(&a, nets->net, nets->n) &&
		    (sv_is(u->scheme, "https") || sv_is(u->scheme, "http")))
			return RC_OK;
	}
	if (!sv_is(u->scheme, "https"))
		return refuse(e, "endpoint", "expected https");
	return u->port == 443 ? RC_OK : refuse(e, "endpoint", "expected port 443");
}
