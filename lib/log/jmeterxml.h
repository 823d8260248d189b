/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jmeterxml - JMeter's results in XML, with the names that its tables have
 *
 *     <testResults version="1.2">
 *     <httpSample t="3" ts="1795985942708" s="false" lb="15 redir" rc="404" ...>
 *       <httpSample t="1" lb="15 redir-0" rc="302" ...> ... </httpSample>
 *       <java.net.URL>http://x.example/missing</java.net.URL>
 *     </httpSample>
 *
 * A record a sample, those within another one behind it: timeStamp, elapsed, label and so on;
 * URL is null without an address, and failureMessage that of the first assertion that has
 * one.  What it means is said by --schema jmeter.  Other elements and attributes are passed
 * over.  A document type is refused, and with it entities of its own.
 *
 * Blocks are decoded in order (SOURCE_SERIAL).  Memory: an outermost sample with all that it
 * is made of.  Source: JMeter's manual, "Listeners: XML formats"; XML by libexpat.
 */
#ifndef CX_LOG_JMETERXML_H
#define CX_LOG_JMETERXML_H

#include "record/source.h"

/** jmeterxml_open - see the head of this file */
MUST_USE enum rc jmeterxml_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
