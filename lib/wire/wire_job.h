/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_job - what the ways out have in common: channels made ready, messages in their queues
 *
 *     wire_start ─► todo of a channel, of HTTP ─► a thread ─► wire_job_done ─► done ─► wire_wait
 */
#ifndef CX_WIRE_WIRE_JOB_H
#define CX_WIRE_WIRE_JOB_H

#include "base/arena.h"
#include "secret/p256.h"
#include "wire/guard.h"
#include "wire/webhook.h"
#include "wire/wire.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct wire_http;

struct wire_job {
	struct wire_job           *next;
	const struct wire_message *m;
	void                      *tag;
	struct wire_channel       *ch;
	struct wire_result         r;
	int64_t                    began_us;
};

struct wire_queue {
	struct wire_job *first;
	struct wire_job *last;
};

struct wire {
	pthread_mutex_t      lock;	/* of done and of the channels' todo */
	pthread_mutex_t      spawn;	/* no program inherits the pipes of another */
	struct wire_queue    done;
	int                  fd[2];	/* a byte when something is done */
	size_t               busy;
	struct wire_http    *http;	/* NULL: no channel needs it */
	struct wire_channel *channel;
};

struct wire_channel {		/* set once; but for what is under the wire's lock */
	struct wire_channel *next;
	struct wire         *wire;
	struct arena         mem;
	struct wire_settings s;		/* texts are NUL-terminated */
	struct guard_url     url;	/* of s.url */
	struct guard_nets    nets;
	struct webhook      *sign;
	struct p256         *vapid;
	const char          *user, *password;	/* of SMTP; NULL none */
	char               **argv;	/* of a program */
	unsigned             concurrency;
	unsigned             in_flight;	/* of the caller's thread */
	/* SMTP and programs: a thread each. */
	pthread_t           *thread;
	unsigned             nthread;
	/* Under the lock. */
	pthread_cond_t       work;
	struct wire_queue    todo;
	unsigned             ntodo;
	unsigned             idle;	/* threads that wait */
	bool                 stop;
};

/** wire_job_put - behind the others */
void wire_job_put(struct wire_queue *q, struct wire_job *j);

/** wire_job_take - the first; NULL: empty */
struct wire_job *wire_job_take(struct wire_queue *q);

/** wire_job_done - hand its result to wire_wait; the job is not the caller's any more */
void wire_job_done(struct wire_job *j);

/** wire_job_refuse - the result of a message that a guard does not let out: @e says why */
void wire_job_refuse(struct wire_job *j, enum rc rc, const struct err *e);

/**
 * wire_job_thread - a thread in which no signal arrives; SIGPIPE stays pending there
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc wire_job_thread(pthread_t *t, void *(*fn)(void *), void *arg, struct err *e);

#endif
