/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scrap - temporary files that must not stay behind, however the program ends
 *
 * Of the process, as signals are.  Sixty-four are known, more than a filter has outputs.
 */
#ifndef CX_IO_SCRAP_H
#define CX_IO_SCRAP_H

/** scrap_add - @path is a file to be removed; with signals blocked since before it was made */
void scrap_add(const char *path);

/** scrap_forget - it is not any more: it was removed, or has its own name */
void scrap_forget(const char *path);

/**
 * scrap_all - remove them: the program ends here
 *
 * For signal handlers and for when memory is out: it is async-signal-safe.
 */
void scrap_all(void);

#endif
