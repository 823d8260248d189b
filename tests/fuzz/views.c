/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * views - what cxview writes is what its form allows, whatever the results hold
 *
 *     LETTER COLUMNS '\n' RESULTS
 *
 * The letter picks a row of the table, the columns stand where the row has "%".
 * CSV, TSV and Markdown have as many cells in each row, Prometheus text is judged by
 * its exposition format 0.0.4, JSON shows itself unchanged; nothing moves a cursor.
 */
#include "claims.h"

#include <math.h>

enum { INPUT_MAX = 8192, COLUMNS_MAX = 200, SERIES_MAX = 4096 };

enum form { TABLE, COLORED, CSV, TSV, MD, PROM, JSON };

struct row {
	enum form   form;
	const char *arg[10];
};

static const struct row rows[] = {
	{ TABLE, { "--color", "never", "--plots", "never", NULL } },
	{ TABLE, { "--color", "never", "--plots", "always", "--sort", "%", NULL } },
	{ COLORED, { "--color", "always", "--plots", "always", "--fields", "%", NULL } },
	{ CSV, { "--as", "csv", NULL } },
	{ CSV, { "--as", "csv", "--fields", "%", NULL } },
	{ TSV, { "--as", "tsv", NULL } },
	{ TSV, { "--as", "tsv", "--fields", "%", NULL } },
	{ MD, { "--as", "md", NULL } },
	{ MD, { "--as", "md", "--fields", "%", NULL } },
	{ PROM, { "--as", "prom", NULL } },
	{ PROM, { "--as", "prom", "--label", "%", NULL } },
	{ PROM, { "--as", "prom", "--fields", "%", NULL } },
	{ JSON, { "--as", "json", NULL } },
	{ JSON, { "--as", "json", "--sort", "%", "--top", "5", NULL } },
	{ TABLE, { "--as", "chart", NULL } },
	{ COLORED, { "--as", "chart", "--color", "always", "--sort", "%", NULL } },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* The text without terminal attributes: ESC [ digits ; m. */
static void
uncolored(struct sv s, struct buf *o)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t k = i + 2;

		if (s.p[i] != '\033' || i + 1 >= s.n || s.p[i + 1] != '[') {
			buf_c(o, s.p[i]);
			continue;
		}
		while (k < s.n && strchr("0123456789;", s.p[k]) != NULL && s.p[k] != '\0')
			k++;
		if (k < s.n && s.p[k] == 'm')
			i = k;
		else
			buf_c(o, s.p[i]);
	}
}

static bool
colored_holds(struct sv s)
{
	struct buf b;
	bool ok;

	buf_init(&b, SIZE_MAX);
	uncolored(s, &b);
	ok = claims_clean(buf_view(&b), "\n");
	buf_free(&b);
	return ok;
}

/* RFC 4180 with line feeds: every record has as many fields as the first. */
static bool
csv_holds(struct sv s)
{
	size_t fields = 1, want = 0, i = 0;

	while (i < s.n) {
		if (s.p[i] == '"') {
			for (i++; i < s.n && (s.p[i] != '"' || (i + 1 < s.n && s.p[i + 1] == '"')); i++)
				i += s.p[i] == '"';
			if (i++ >= s.n)
				return false;
		} else {
			while (i < s.n && strchr(",\n\"\r", s.p[i]) == NULL)
				i++;
		}
		if (i >= s.n || (s.p[i] != ',' && s.p[i] != '\n'))
			return false;
		fields += s.p[i] == ',';
		if (s.p[i++] == ',')
			continue;
		if (want == 0)
			want = fields;
		if (fields != want)
			return false;
		fields = 1;
	}
	return claims_clean(s, "\n\t\r");
}

/* As many separators in each line; @escaped: not those behind a backslash. */
static bool
cells_hold(struct sv s, char sep, bool escaped)
{
	size_t want = SIZE_MAX;
	struct sv line;

	while (claims_line(&s, &line)) {
		size_t n = 0;

		for (size_t i = 0; i < line.n; i++) {
			if (escaped && line.p[i] == '\\')
				i++;
			else
				n += line.p[i] == sep;
		}
		if (want == SIZE_MAX)
			want = n;
		if (n != want)
			return false;
	}
	return true;
}

static bool
md_holds(struct sv s)
{
	struct sv rest = s, line;

	while (claims_line(&rest, &line))
		if (line.n < 4 || line.p[0] != '|' || line.p[line.n - 1] != '|')
			return false;
	return claims_clean(s, "\n") && cells_hold(s, '|', true);
}

/* [a-zA-Z_][a-zA-Z0-9_]*, in metrics also ':'; taken off @s. */
static bool
take_name(struct sv *s, struct sv *name, bool metric)
{
	size_t n = 0;

	for (; n < s->n; n++) {
		char c = s->p[n];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		    (c >= '0' && c <= '9' && n > 0) || (metric && c == ':')))
			break;
	}
	*name = (struct sv){ s->p, n };
	*s = (struct sv){ s->p + n, s->n - n };
	return n > 0;
}

static bool
take(struct sv *s, const char *lit)
{
	struct sv want = sv_of(lit);

	if (!sv_starts(*s, want))
		return false;
	*s = (struct sv){ s->p + want.n, s->n - want.n };
	return true;
}

/* {name="value",...}: no name twice, no escapes but \\ \" \n. */
static bool
take_labels(struct sv *s)
{
	struct sv seen[64], name;
	size_t n = 0;

	if (!take(s, "{"))
		return true;
	do {
		if (!take_name(s, &name, false) || !take(s, "=\""))
			return false;
		for (size_t i = 0; i < n; i++)
			if (sv_eq(seen[i], name))
				return false;
		if (n < sizeof(seen) / sizeof(seen[0]))
			seen[n++] = name;
		while (s->n > 0 && s->p[0] != '"')
			if (!take(s, "\\\\") && !take(s, "\\\"") && !take(s, "\\n")) {
				if (s->p[0] == '\\')
					return false;
				*s = (struct sv){ s->p + 1, s->n - 1 };
			}
		if (!take(s, "\""))
			return false;
	} while (take(s, ","));
	return take(s, "}");
}

/* A value that Go's ParseFloat reads without an error: not beyond double. */
static bool
value_holds(struct sv s)
{
	char *text = mem_dup(s.p, s.n), *end;
	double v = strtod(text, &end);
	bool ok = s.n > 0 && *end == '\0' && isfinite(v) && text[strspn(text, "+-0123456789.eE")] == '\0';

	mem_free(text);
	return ok;
}

struct prom {
	struct sv name;			/* the metric whose lines these are */
	bool      typed;
	struct sv seen[SERIES_MAX];	/* series, and names of metrics before */
	size_t    n;
};

static bool
fresh(struct prom *p, struct sv what)
{
	for (size_t i = 0; i < p->n; i++)
		if (sv_eq(p->seen[i], what))
			return false;
	if (p->n < SERIES_MAX)
		p->seen[p->n++] = what;
	return true;
}

static bool
prom_line(struct prom *p, struct sv line)
{
	struct sv name, series = line;

	if (take(&line, "# HELP ")) {
		p->typed = false;
		if (!take_name(&line, &p->name, true) || !take(&line, " ") || !fresh(p, p->name))
			return false;
		while (line.n > 0) {
			if (take(&line, "\\\\") || take(&line, "\\n"))
				continue;
			if (line.p[0] == '\\')
				return false;
			line = (struct sv){ line.p + 1, line.n - 1 };
		}
		return true;
	}
	if (take(&line, "# TYPE ")) {
		p->typed = true;
		return take_name(&line, &name, true) && sv_eq(name, p->name) && sv_is(line, " gauge");
	}
	if (!p->typed || !take_name(&line, &name, true) || !sv_eq(name, p->name) ||
	    !take_labels(&line))
		return false;
	series.n -= line.n;
	/* A series without labels is called as its metric is. */
	return (series.n == name.n || fresh(p, series)) && take(&line, " ") && value_holds(line);
}

static bool
prom_holds(struct sv s)
{
	static struct prom p;
	struct sv rest = s, line;

	p.n = 0;
	p.typed = false;
	while (claims_line(&rest, &line))
		if (!prom_line(&p, line)) {
			fprintf(stderr, "not a line of the format: %.*s\n", (int)line.n, line.p);
			return false;
		}
	return claims_clean(s, "\n");
}

static bool
holds(enum form form, struct sv s)
{
	switch (form) {
	case COLORED:
		return colored_holds(s);
	case CSV:
		return csv_holds(s);
	case TSV:
		return claims_clean(s, "\n\t") && cells_hold(s, '\t', false);
	case MD:
		return md_holds(s);
	case PROM:
		return prom_holds(s);
	case TABLE:
		return claims_clean(s, "\n");
	default:
		return true;
	}
}

/* What is shown as JSON, in the order it came, is shown unchanged as JSON. */
static void
shown_again(struct mains *m, const struct mains_run *one)
{
	static const char *const json[] = { "--as", "json", NULL };
	struct mains_run r;

	claims_ndjson(one, true);
	if (one->arg[2] != NULL)
		return;		/* sorted: the columns may stand in another order */
	mains_init_run(&r, cxview_main, json, buf_view(&one->out));
	mains_go(m, &r);
	mains_check(sv_eq(buf_view(&one->out), buf_view(&r.out)), &r, "shown again it is another");
	mains_free_run(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mains m;
	struct sv all = { (const char *)data + 1, size - 1 }, first;
	const struct row *row;
	const char *arg[MAINS_ARGS];
	char text[COLUMNS_MAX + 1] = { 0 };
	struct mains_run r;
	size_t n = 0;

	if (size == 0 || size > INPUT_MAX || !claims_line(&all, &first) || first.n > COLUMNS_MAX)
		return 0;
	memcpy(text, first.p, first.n);
	row = &rows[(unsigned)(uint8_t)(data[0] - 'A') % ROWS];
	for (; row->arg[n] != NULL; n++)
		arg[n] = strcmp(row->arg[n], "%") == 0 ? text : row->arg[n];
	arg[n] = NULL;
	mains_init_run(&r, cxview_main, arg, all);
	mains_go(&m, &r);
	claims_messages(&r);
	if (row->form == JSON && r.status == 0)
		shown_again(&m, &r);
	mains_check(r.out.n == 0 || r.out.p[r.out.n - 1] == '\n', &r, "half a line");
	mains_check(holds(row->form, buf_view(&r.out)), &r, "not what the form allows");
	mains_free_run(&r);
	return 0;
}
