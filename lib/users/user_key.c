/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/user_key.h"

#include "expr/lex.h"
#include "state/state.h"
#include "users/id_map.h"

#include <string.h>

#define IPUA "@ipua"

/* Where a text or name in quotes at @p ends; @p itself for anything else. */
static const char *
behind_quoted(const char *p)
{
	const char quote = *p;

	if (quote != '"' && quote != '\'' && quote != '`')
		return p;
	for (p++; *p != '\0' && *p != quote; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	return *p != '\0' ? p + 1 : p;
}

const char *
user_key_text(const char *list, struct arena *a)
{
	const char *text;
	struct buf b;

	if (strstr(list, IPUA) == NULL)
		return list;
	buf_init(&b, SIZE_MAX);
	while (*list != '\0') {
		const char *to = behind_quoted(list);

		if (strncmp(list, IPUA, strlen(IPUA)) == 0) {
			buf_sv(&b, SV("ipua(client_ip, user_agent)"));
			list += strlen(IPUA);
			continue;
		}
		to += to == list;
		buf_add(&b, list, (size_t)(to - list));
		list = to;
	}
	text = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return text;
}

/* The expressions of a list, as texts. */
static enum rc
list_texts(struct sv **text, size_t *n, const char *list, struct job *j, struct err *e)
{
	const struct expr *x;
	struct sv *t = NULL;
	struct lex l;
	bool more = true;
	enum rc rc = lex_init(&l, sv_of(list), &j->arena, e);

	for (*n = 0; rc == RC_OK && more; (*n)++) {
		t = arena_grow(&j->arena, t, *n * sizeof(*t), (*n + 1) * sizeof(*t));
		rc = expr_parse(&x, &l, &j->query.env, e);
		if (rc != RC_OK)
			break;
		t[*n] = expr_text(x, &j->arena);
		rc = lex_accept(&l, ",", &more, e);
	}
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = expr_stray(&l, "',' or the end", e);
	*text = t;
	return rc;
}

/* coalesce(if(a != "", a, null), b): an empty text is nobody, the next may be somebody. */
static struct sv
first_of(const struct sv *text, size_t n, struct arena *a)
{
	struct buf b;
	struct sv all;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, SV("coalesce("));
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		if (i + 1 == n) {
			buf_sv(&b, text[i]);
			break;
		}
		buf_sv(&b, SV("if("));
		buf_sv(&b, text[i]);
		buf_sv(&b, SV(" != \"\", "));
		buf_sv(&b, text[i]);
		buf_sv(&b, SV(", null)"));
	}
	buf_sv(&b, SV(")"));
	all = (struct sv){ arena_bytes(a, b.p, b.n), b.n };
	buf_free(&b);
	return all;
}

static enum rc
apply_ids(struct user_key *user, const char *path, struct job *j, struct err *e)
{
	const struct id_map *m;
	enum rc rc = id_map_read(&m, path, j->seed, &j->arena, e);

	if (rc != RC_OK)
		return rc;
	user->ids_name = id_map_name(m);
	user->key.x = expr_mapped(user->key.x, &(struct expr_map){ id_map_user, m }, &j->arena);
	return RC_OK;
}

enum rc
user_key_compile(struct user_key *user, const struct user_key_query *q, struct job *j,
    struct err *e)
{
	const char *asked = q->user != NULL ? q->user : USER_KEY_FIELD;
	const char *list = user_key_text(asked, &j->arena);
	struct sv *text;
	size_t n;
	enum rc rc = list_texts(&text, &n, list, j, e);

	if (rc != RC_OK) {
		rc_in(e, "--user", list);
		return rc;
	}
	user->asked = asked;
	user->ids_name = q->ids_name;
	user->key.name = SV(USER_KEY_NAME);
	rc = expr_compile(&user->key.x, n > 1 ? first_of(text, n, &j->arena) : text[0],
	    &j->query.env, e);
	return rc == RC_OK && q->ids != NULL ? apply_ids(user, q->ids, j, e) : rc;
}

void
user_key_save(struct user_key_query *q, const struct user_key *user, struct job *j)
{
	struct sv text = expr_text(user->key.x, &j->arena);

	*q = (struct user_key_query){ .user = arena_bytes(&j->arena, text.p, text.n),
		.ids_name = user->ids_name };
}

enum rc
user_key_adopt(struct user_key_query *q, const struct state_head *h, struct job *j, struct err *e)
{
	if (h->nkey != 1 || !sv_is(h->key[0].name, USER_KEY_NAME))
		return rc_err(e, RC_SYNTAX, "a query with other keys than " USER_KEY_NAME);
	q->user = state_text(h->key[0].expr, &j->arena);
	return RC_OK;
}

enum rc
user_key_check(const struct user_key *user, const struct val *key, struct err *e)
{
	if (!val_null(key) && (key->kind != VAL_STRING || key->text.n > 0))
		return RC_OK;
	return rc_bad(e, "user", "no user: '%.*s' has no value (see --user%s)",
	    SV_SHOW(sv_of(user->asked)), strcmp(user->asked, USER_KEY_NAME) == 0 ?
	    "; cxuser makes profiles of events" : "");
}
