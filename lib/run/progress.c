/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/progress.h"

#include "io/stop.h"
#include "run/clock.h"

#include <inttypes.h>
#include <stdio.h>

enum { FIRST_US = 500000, EVERY_US = 200000 };

void
progress_start(struct progress *p)
{
	p->start_us = clock_us();
	p->shown_us = 0;
}

static int
size_text(char *text, size_t n, uint64_t bytes)
{
	static const char *const unit[] = { "B", "kB", "MB", "GB", "TB", "PB" };
	double x = (double)bytes;
	size_t i = 0;

	while (x >= 999.5 && i < 5) {
		x /= 1000;
		i++;
	}
	return snprintf(text, n, "%.*f %s", i > 0 && x < 9.95 ? 1 : 0, x, unit[i]);
}

size_t
progress_text(const struct progress *p, const struct job *j, char *text)
{
	double seconds = (double)(clock_us() - p->start_us) / 1e6;
	uint64_t total, done = in_bytes(j->run.in, &total);
	double speed = seconds > 0 ? (double)done / seconds : 0;
	char *at = text, *end = text + PROGRESS_TEXT_MAX;

	at += size_text(at, (size_t)(end - at), done);
	if (total > 0) {
		at += snprintf(at, (size_t)(end - at), " of ");
		at += size_text(at, (size_t)(end - at), total);
	}
	at += snprintf(at, (size_t)(end - at), ", %" PRIu64 " records, %.0f MB/s",
	    j->run.count.records, speed / 1e6);
	if (total > done && speed > 0) {
		uint64_t left = (uint64_t)((double)(total - done) / speed + 0.5);

		at += snprintf(at, (size_t)(end - at), ", %" PRIu64 ":%02" PRIu64 " left",
		    left / 60, left % 60);
	}
	return (size_t)(at - text);
}

void
progress_tick(struct progress *p, const struct job *j)
{
	char text[PROGRESS_TEXT_MAX];
	int64_t now;

	if (stop_asked()) {
		progress_end(p, j);
		progress_text(p, j, text);
		j->say(j->name, text);
	}
	if (!j->given.progress || j->show == NULL)
		return;
	now = clock_us();
	if (now - p->start_us < FIRST_US || now - p->shown_us < EVERY_US)
		return;
	p->shown_us = now;
	progress_text(p, j, text);
	j->show(j->name, text);
}

void
progress_end(struct progress *p, const struct job *j)
{
	if (p->shown_us != 0)
		j->show(j->name, NULL);
	p->shown_us = 0;
}
