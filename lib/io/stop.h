/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stop - signals that ask a filter to finish, or to say how far it is
 *
 * SIGINT, SIGTERM and SIGHUP end the input: what is there is written, then the
 * filter ends with 128+n.  The second one ends it at once, and so does any of
 * SIGPIPE, SIGQUIT, SIGXCPU and SIGXFSZ; no temporary file stays behind (scrap_all).
 * SIGUSR1 asks for progress.  The state is of the process, as signals are.
 */
#ifndef CX_IO_STOP_H
#define CX_IO_STOP_H

#include <stdbool.h>

/** stop_catch - begin to catch them; those that were ignored stay ignored */
void stop_catch(void);

/** stop_signal - the signal that asked to finish; 0 for none */
int stop_signal(void);

/** stop_asked - progress was asked for since the last call */
bool stop_asked(void);

/** stop_reloads - from now on SIGHUP asks to read settings again, unless it is ignored */
void stop_reloads(void);

/** stop_reload - it has asked so since the last call */
bool stop_reload(void);

/**
 * stop_wait - sleep until @fd can be read, a signal comes or @ms are over
 * @ms: -1 for no end
 *
 * Returns: true when a read will not block; false otherwise.  A signal that comes
 *          between two calls is not missed.
 */
bool stop_wait(int fd, int ms);

/**
 * stop_wait_write - sleep until @fd can be written
 *
 * Returns: true; false when the first signal to finish came meanwhile.  One that had come
 *          before does not matter: what it asked to finish is being written.
 */
bool stop_wait_write(int fd);

/** stop_wake - end the sleep another thread is in, or its next one, as a signal would */
void stop_wake(void);

#endif
