# SPDX-License-Identifier: GPL-3.0-or-later
#
# interval.R - what R says of the intervals in lib/stats/interval.h
#
#     Rscript tests/oracle/interval.R > tests/oracle/interval.tsv
#
# Columns: kind, count or degrees of freedom, n, q, confidence, lower, upper.

show <- function(kind, k, n, q, conf, lo, hi)
	cat(kind, sprintf("%.17g", c(k, n, q, conf, lo, hi)), sep = "\t", fill = FALSE)

row <- function(...) {
	show(...)
	cat("\n")
}

confs <- c(0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999)

for (conf in confs) {
	alpha <- (1 - conf) / 2
	row("z", 0, 0, 0, conf, 0, qnorm(alpha, lower.tail = FALSE))
	for (df in c(0.3, 1, 2, 3, 4.5, 10, 30, 1000, 1e5, 1e8))
		row("t", df, 0, 0, conf, 0, qt(alpha, df, lower.tail = FALSE))
}

# prop.test without continuity correction is Wilson's interval; the others are as
# in binom.test and poisson.test, whose p-values take too long at these counts.
counts <- function(n)
	unique(pmin(n, pmax(0, c(0, 1, 2, 5, floor(n / 1000), floor(n / 10), floor(n / 3),
	    floor(n / 2), n - 2, n - 1, n))))

for (n in c(1, 2, 3, 10, 29, 100, 1000, 12345, 1e6, 1e9))
	for (k in counts(n))
		for (conf in c(0.8, 0.9, 0.95, 0.999)) {
			w <- suppressWarnings(prop.test(k, n, conf.level = conf, correct = FALSE))
			row("wilson", k, n, 0, conf, w$conf.int[1], w$conf.int[2])
			alpha <- (1 - conf) / 2
			row("exact", k, n, 0, conf,
			    if (k == 0) 0 else qbeta(alpha, k, n - k + 1),
			    if (k == n) 1 else qbeta(alpha, k + 1, n - k, lower.tail = FALSE))
		}

for (k in c(0, 1, 2, 3, 7, 10, 20, 21, 100, 1000, 54321, 1e6, 1e8, 1e9, 1e11, 1e13))
	for (conf in confs) {
		alpha <- (1 - conf) / 2
		lo <- if (k == 0) 0 else qgamma(alpha, k)
		row("poisson", k, 0, 0, conf, lo, qgamma(alpha, k + 1, lower.tail = FALSE))
	}

# The order statistics, from the binomial distribution function alone.
rank.lo <- function(n, q, alpha) {
	r <- qbinom(alpha, n, q)
	while (r > 0 && pbinom(r - 1, n, q) > alpha * (1 + 1e-12)) r <- r - 1
	while (pbinom(r, n, q) <= alpha * (1 + 1e-12)) r <- r + 1
	r
}
rank.hi <- function(n, q, alpha) {
	r <- qbinom(alpha, n, q, lower.tail = FALSE) + 1
	while (pbinom(r - 1, n, q, lower.tail = FALSE) > alpha * (1 + 1e-12)) r <- r + 1
	while (r > 1 && pbinom(r - 2, n, q, lower.tail = FALSE) <= alpha * (1 + 1e-12)) r <- r - 1
	r
}
for (n in c(1, 2, 3, 4, 5, 10, 30, 59, 100, 256, 257, 1000, 2995, 10000, 123457, 1e6, 1e8, 1e9))
	for (q in c(0.01, 0.07, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999))
		for (conf in c(0.5, 0.9, 0.95, 0.99)) {
			alpha <- (1 - conf) / 2
			row("rank", 0, n, q, conf, rank.lo(n, q, alpha), rank.hi(n, q, alpha))
		}

# Shares: Jeffreys' ends (beta quantiles at k + 1/2), and Clopper and Pearson's at 1.4 alpha
# where these lie further out.
for (n in c(1, 2, 3, 5, 10, 17, 29, 50, 100, 1000, 12345, 1e6, 1e9))
	for (k in counts(n))
		for (conf in c(0.5, 0.8, 0.9, 0.95, 0.99, 0.999999)) {
			alpha <- (1 - conf) / 2
			lo <- min(qbeta(alpha, k + 0.5, n - k + 0.5), qbeta(1.4 * alpha, k, n - k + 1))
			hi <- max(qbeta(alpha, k + 0.5, n - k + 0.5, lower.tail = FALSE),
			    qbeta(1.4 * alpha, k + 1, n - k, lower.tail = FALSE))
			row("share", k, n, 0, conf, if (k == 0) 0 else lo, if (k == n) 1 else hi)
		}

# Amounts that come singly (Fay and Feuer), as ageadjust.direct of epitools writes it: columns are
# kind, their sum, the sum of their squares, the most that one may be.
for (w in list(1, c(10, 10), c(1, 2, 3), c(5, 5, 5, 5, 5), c(1, 1, 30), rep(7, 400), 1:1000))
	for (most in c(max(w), 3 * max(w)))
		for (conf in c(0.5, 0.9, 0.95, 0.999)) {
			alpha <- 1 - conf
			y <- sum(w); v <- sum(w^2)
			row("amounts", y, v, most, conf, qgamma(alpha / 2, shape = y^2 / v, scale = v / y),
			    qgamma(1 - alpha / 2, shape = (y + most)^2 / (v + most^2),
			        scale = (v + most^2) / (y + most)))
		}
for (conf in c(0.5, 0.95))
	row("amounts", 0, 0, 10, conf, 0, -10 * log((1 - conf) / 2))

# Means: Student's, its end on the side of the tail by Hall's transformation, at most twice as far
# out.  Columns: kind, n, the skewness g1, 0, confidence, the ends in standard errors.
for (n in c(2, 3, 5, 20, 29, 100, 1000, 1e6))
	for (part in c(-1, -0.5, -0.1, 0, 0.02, 0.3, 0.7, 0.99))
		for (conf in c(0.5, 0.9, 0.95, 0.999)) {
			t <- qt((1 - conf) / 2, n - 1, lower.tail = FALSE)
			g <- part * (n - 2) / sqrt(n - 1)
			skew <- if (n > 2) g * sqrt(n * (n - 1)) / (n - 2) else 0
			# Hall's monotone function of T is normal; by uniroot, not by its inverse.
			hall <- function(T) {
				r <- sqrt(n)
				T + skew * T^2 / (3 * r) + skew^2 * T^3 / (27 * n) + skew / (6 * r)
			}
			end <- function(q) if (skew == 0) q else
				uniroot(function(T) hall(T) - q, c(-1e4, 1e4), tol = 1e-13)$root
			lo <- if (g < 0) -min(max(end(t), t), 2 * t) else -t
			hi <- if (g > 0) min(max(-end(-t), t), 2 * t) else t
			row("mean", n, g, 0, conf, lo, hi)
		}
