# SPDX-License-Identifier: GPL-3.0-or-later
#
# survival.R - what R's package survival says of the curves and tests in lib/stats/kaplan.h
#
#     Rscript tests/oracle/survival.R > tests/oracle/survival.tsv
#
# Columns: set, confidence, time, at risk, events, censored, S, its error, lower, upper;
# "logrank", set, chi-square, degrees of freedom, p, and of each group what is observed
# and expected; "median", set, group, time, lower, upper.  NA is "NA".

suppressPackageStartupMessages(library(survival))

num <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(...) cat(..., sep = "\t", fill = FALSE)

curve <- function(set, time, event, conf) {
	f <- survfit(Surv(time, event) ~ 1, conf.type = "log-log", conf.int = conf)
	for (i in seq_along(f$time)) {
		row(set, num(conf), num(f$time[i]), f$n.risk[i], f$n.event[i], f$n.censor[i],
		    num(f$surv[i]), num(f$surv[i] * f$std.err[i]), num(f$lower[i]),
		    num(f$upper[i]))
		cat("\n")
	}
}

logrank <- function(set, time, event, group) {
	d <- survdiff(Surv(time, event) ~ group)
	df <- sum(d$exp > 0) - 1
	row("logrank", set, num(d$chisq), df, num(pchisq(d$chisq, df, lower.tail = FALSE)))
	for (k in seq_along(d$obs))
		row("", d$obs[k], num(d$exp[k]))
	cat("\n")
}

medians <- function(set, time, event, group) {
	for (g in sort(unique(group))) {
		f <- survfit(Surv(time[group == g], event[group == g]) ~ 1,
		    conf.type = "log-log")
		q <- quantile(f, 0.5)
		row("median", set, g, num(q$quantile), num(q$lower), num(q$upper))
		cat("\n")
	}
}

# The leukaemia data of Miller, Survival Analysis, 1997, p. 49 (aml in the package).
g <- as.integer(aml$x)
for (conf in c(0.8, 0.95, 0.99))
	for (k in 1:2)
		curve(paste0("aml", k), aml$time[g == k], aml$status[g == k], conf)
logrank("aml", aml$time, aml$status, g)
medians("aml", aml$time, aml$status, g)

# The lung cancer data of Loprinzi et al., 1994, by the doctor's score, and by sex.
lung <- survival::lung[!is.na(survival::lung$ph.ecog), ]
logrank("ecog", lung$time, lung$status - 1, lung$ph.ecog)
logrank("sex", lung$time, lung$status - 1, lung$sex)
medians("sex", lung$time, lung$status - 1, lung$sex)
for (k in 1:2)
	curve(paste0("sex", k), lung$time[lung$sex == k], lung$status[lung$sex == k] - 1, 0.95)
for (i in seq_len(nrow(lung))) {
	row("data", lung$time[i], lung$status[i] - 1, lung$ph.ecog[i], lung$sex[i])
	cat("\n")
}
