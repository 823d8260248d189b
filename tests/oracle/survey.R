# SPDX-License-Identifier: GPL-3.0-or-later
#
# survey.R - what R says of the intervals of surveys: nps(), csat(), ces()
#
#     Rscript tests/oracle/survey.R > tests/oracle/survey.tsv
#
# Columns: metric, confidence, value, lower, upper, how many answers of each score: of nps from
# 0 to 10, of csat from 1 to 5, of ces from 1 to 7.  csat: prop.test without continuity
# correction; ces: t.test, cut to the scale; nps: the weighted mean of 1, 0, -1 with three
# answers more (3/4, 3/2, 3/4), its variance by cov.wt.
#
# Then, as "cover": how often the interval of nps holds the truth, over all answers that n
# people can give, each with its multinomial probability.
set.seed(20261130)

row <- function(kind, conf, value, lo, hi, counts)
	cat(paste(c(kind, sprintf("%.17g", c(conf, value, lo, hi)), counts), collapse = "\t"), "\n",
	    sep = "")

nps.interval <- function(detractors, passives, promoters, conf) {
	n <- detractors + passives + promoters
	z <- qnorm((1 - conf) / 2, lower.tail = FALSE)
	more <- 3 * (z / qnorm(0.975))^2
	w <- c(detractors, passives, promoters) + more * c(1, 2, 1) / 4
	m <- cov.wt(matrix(c(-1, 0, 1)), wt = w / sum(w), method = "ML")
	half <- z * sqrt(m$cov[1, 1] / (n + more))
	own <- (promoters - detractors) / n
	100 * c(max(-1, min(m$center - half, own)), min(1, max(m$center + half, own)))
}

csat.interval <- function(k, n, alpha)
	c(if (k == 0) 0 else min(qbeta(alpha, k + 0.5, n - k + 0.5), qbeta(1.4 * alpha, k, n - k + 1)),
	    if (k == n) 1 else max(qbeta(alpha, k + 0.5, n - k + 0.5, lower.tail = FALSE),
	        qbeta(1.4 * alpha, k + 1, n - k, lower.tail = FALSE)))

for (n in c(1, 2, 5, 12, 40, 300))
	for (conf in c(0.8, 0.95, 0.99)) {
		scores <- factor(sample(0:10, n, replace = TRUE, prob = rexp(11)), levels = 0:10)
		counts <- as.vector(table(scores))
		d <- sum(counts[1:7]); p <- sum(counts[10:11]); q <- n - d - p
		i <- nps.interval(d, q, p, conf)
		row("nps", conf, 100 * (p - d) / n, i[1], i[2], counts)

		counts <- as.vector(table(factor(sample(1:5, n, replace = TRUE, prob = rexp(5)), levels = 1:5)))
		k <- sum(counts[4:5])
		i <- csat.interval(k, n, (1 - conf) / 2)
		row("csat", conf, k / n, i[1], i[2], counts)

		x <- sample(1:7, n, replace = TRUE, prob = rexp(7))
		if (n > 1 && var(x) > 0) {
			i <- t.test(x, conf.level = conf)$conf.int
			row("ces", conf, mean(x), max(1, i[1]), min(7, i[2]),
			    as.vector(table(factor(x, levels = 1:7))))
		}
	}

cover <- function(n, p, d) {
	sum <- 0
	for (a in 0:n)
		for (b in 0:(n - a)) {
			i <- nps.interval(b, n - a - b, a, 0.95)
			if (i[1] <= 100 * (p - d) && 100 * (p - d) <= i[2])
				sum <- sum + dmultinom(c(a, n - a - b, b), prob = c(p, 1 - p - d, d))
		}
	sum
}
for (n in c(20, 50))
	for (p in c(0.2, 0.5, 0.7))
		for (d in c(0.05, 0.2))
			row("cover", 0.95, cover(n, p, d), p, d, n)
