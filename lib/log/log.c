/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - see log.h
 */
#include "log/log.h"

#include "log/csvlog.h"
#include "log/jsonlog.h"
#include "log/logfmt.h"
#include "log/lregex.h"
#include "log/textlog.h"

static const struct log_format formats[] = {
	{ "ndjson", "one JSON object a line (the default)", source_json },
	{ "json", "the same from elsewhere: --map, and timestamp in any known form", jsonlog_open },
	{ "common", "Apache common", textlog_common },
	{ "combined", "Apache and nginx combined", textlog_combined },
	{ "vhost_combined", "combined with server:port before it", textlog_vhost },
	{ "nginx", "nginx, as --log-format or else combined", textlog_nginx },
	{ "apache", "Apache, as --log-format or else combined", textlog_apache },
	{ "logfmt", "key=value pairs", logfmt_open },
	{ "csv", "comma-separated values, named by the first row", csvlog_csv },
	{ "tsv", "tab-separated values, named by the first row", csvlog_tsv },
	{ "regex", "a PCRE2 expression, --regex, with named groups", lregex_open },
	{ NULL, NULL, NULL }
};

const struct log_format *
log_formats(void)
{
	return formats;
}

static enum rc
unknown(struct sv name, struct err *e)
{
	struct sv cand[sizeof(formats) / sizeof(formats[0])];
	size_t n = 0;
	int len = (int)(name.n > 64 ? 64 : name.n);

	for (; formats[n].name != NULL; n++)
		cand[n] = sv_of(formats[n].name);
	return rc_near(e, rc_err(e, RC_USAGE, "unknown format '%.*s'", len, name.p), name, cand, n);
}

enum rc
log_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct sv name = cfg->format.n > 0 ? cfg->format : SV("ndjson");
	const struct log_format *f = formats;

	while (f->name != NULL && !sv_is(name, f->name))
		f++;
	if (f->name == NULL)
		return unknown(name, e);
	if (cfg->log_format.n > 0 && !sv_is(name, "nginx") && !sv_is(name, "apache"))
		return rc_err(e, RC_USAGE, "--log-format goes with -f nginx or -f apache, not %s",
		    f->name);
	if (cfg->regex.n > 0 && !sv_is(name, "regex"))
		return rc_err(e, RC_USAGE, "--regex goes with -f regex, not %s", f->name);
	return f->open(s, cfg, p, a, e);
}
