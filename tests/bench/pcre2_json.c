/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pcre2_json - combined log lines with the request time to NDJSON, as one writes it
 * by hand: one regular expression, compiled by PCRE2's JIT, and strings escaped
 *
 * Reads standard input.  Knows the zone +0000 only.  Lines that do not match are left
 * out.  A peer of cxparse in scripts/bench, and fair: no more than what gen_data's
 * lines need is done.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = 17, LINE = 65536 };

static const char pattern[] =
	"^(\\S+) \\S+ (\\S+) \\[(\\d\\d)/(\\w{3})/(\\d{4}):([\\d:]{8}) \\+0000\\] "
	"\"(\\S+) ([^? \"]+)(?:\\?(\\S*))? ([^\"]*)\" (\\d+) (\\d+) \"([^\"]*)\" \"([^\"]*)\" "
	"(\\d+)\\.(\\d{3})$";

struct slice {
	const char *p;
	size_t      n;
};

static struct slice
group(const char *line, const PCRE2_SIZE *at, int i)
{
	struct slice s = { line, 0 };

	if (at[2 * i] != PCRE2_UNSET) {
		s.p = line + at[2 * i];
		s.n = at[2 * i + 1] - at[2 * i];
	}
	return s;
}

static char *
put(char *to, const char *text, size_t n)
{
	memcpy(to, text, n);
	return to + n;
}

static char *
put_text(char *to, const char *key, struct slice s)
{
	size_t i;

	if (s.n == 0 || (s.n == 1 && s.p[0] == '-'))
		return to;
	to = put(to, key, strlen(key));
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == '\\') {
			*to++ = '\\';
			*to++ = s.p[i];
		} else if ((unsigned char)s.p[i] < 0x20)
			to += snprintf(to, 7, "\\u%04x", (unsigned char)s.p[i]);
		else
			*to++ = s.p[i];
	*to++ = '"';
	return to;
}

static char *
put_number(char *to, const char *key, struct slice s)
{
	to = put(to, key, strlen(key));
	return put(to, s.p, s.n);
}

static char *
convert(const char *line, const PCRE2_SIZE *at, char *to)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct slice s[GROUPS];
	const char *month;
	char text[32];
	long ms;
	int i;

	for (i = 1; i < GROUPS; i++)
		s[i] = group(line, at, i);
	for (month = names; *month != '\0' && memcmp(month, s[4].p, 3) != 0; month += 3)
		;
	to += snprintf(to, 64, "{\"timestamp\":\"%.4s-%02d-%.2sT%.8sZ\"", s[5].p,
	    (int)(month - names) / 3 + 1, s[3].p, s[6].p);
	to = put_text(to, ",\"client_ip\":\"", s[1]);
	to = put_text(to, ",\"user_id\":\"", s[2]);
	to = put_text(to, ",\"method\":\"", s[7]);
	to = put_text(to, ",\"path\":\"", s[8]);
	to = put_text(to, ",\"query\":\"", s[9]);
	to = put_text(to, ",\"protocol\":\"", s[10]);
	to = put_number(to, ",\"status\":", s[11]);
	to = put_number(to, ",\"bytes\":", s[12]);
	to = put_text(to, ",\"referrer\":\"", s[13]);
	to = put_text(to, ",\"user_agent\":\"", s[14]);
	ms = strtol(s[15].p, NULL, 10) * 1000 + strtol(s[16].p, NULL, 10);
	i = snprintf(text, sizeof(text), "%ld", ms);
	to = put_number(to, ",\"duration_ms\":", (struct slice){ text, (size_t)i });
	return put(to, "}\n", 2);
}

int
main(void)
{
	static char line[LINE], out[1 << 20];
	char *to = out;
	int code;
	PCRE2_SIZE where;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, 0, &code, &where,
	    NULL);
	pcre2_match_data *found = re == NULL ? NULL : pcre2_match_data_create_from_pattern(re, NULL);

	if (found == NULL || pcre2_jit_compile(re, PCRE2_JIT_COMPLETE) != 0) {
		fputs("pcre2_json: the pattern does not compile\n", stderr);
		return 2;
	}
	while (fgets(line, sizeof(line), stdin) != NULL) {
		size_t n = strcspn(line, "\n");

		if (pcre2_jit_match(re, (PCRE2_SPTR)line, n, 0, 0, found, NULL) < GROUPS)
			continue;
		/* At worst each byte becomes six. */
		if (to > out + sizeof(out) - 7 * sizeof(line)) {
			fwrite(out, 1, (size_t)(to - out), stdout);
			to = out;
		}
		to = convert(line, pcre2_get_ovector_pointer(found), to);
	}
	fwrite(out, 1, (size_t)(to - out), stdout);
	pcre2_match_data_free(found);
	pcre2_code_free(re);
	return fflush(stdout) != 0 || ferror(stdin) ? 2 : 0;
}
