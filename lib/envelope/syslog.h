/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * syslog - the words of RFC 5424 for severities and facilities, as syslog(3) has them
 */
#ifndef CX_ENVELOPE_SYSLOG_H
#define CX_ENVELOPE_SYSLOG_H

enum { SYSLOG_LEVELS = 8, SYSLOG_FACILITIES = 24 };

/** syslog_level - "emerg" for 0 to "debug" for 7; below SYSLOG_LEVELS */
const char *syslog_level(unsigned severity);

/** syslog_facility - "kern" for 0 to "local7" for 23; below SYSLOG_FACILITIES */
const char *syslog_facility(unsigned facility);

#endif
