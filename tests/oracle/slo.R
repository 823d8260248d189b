# SPDX-License-Identifier: GPL-3.0-or-later
#
# slo.R - what R says of the tests and bounds in lib/slo/binomial.h, holm.h, baseline.h
#
#     Rscript tests/oracle/slo.R > tests/oracle/slo.tsv
#
# Columns: kind, then numbers.
#     tail   k n p  P(X >= k) P(X <= k)         binom.test, alternative greater and less
#     bound  k n alpha  lower upper             its one-sided intervals
#     part   k n p  P(X >= k) P(X <= k)         counts that are not whole: pbeta
#     piece  k n alpha  lower upper             the same, qbeta
#     ratio  k1 n1 k2 n2 alpha  ratio lower upper   conditional, binom.test
#     holm   p1..p6  adjusted 1..6              p.adjust
#     phi    x1..x12 n1..n12 phi                Pearson's chi^2 of a glm over its df

row <- function(kind, ...)
	cat(paste(c(kind, sprintf("%.17g", c(...))), collapse = "\t"), "\n", sep = "")

cases <- rbind(c(0, 10), c(1, 10), c(3, 10), c(1, 100), c(3, 100), c(3, 500), c(10, 600),
    c(20, 600), c(0, 2995), c(5, 1e4), c(20, 1e4), c(50, 1e5), c(85, 1e5), c(120, 1e5),
    c(0, 1), c(1, 1), c(500, 500), c(499, 500), c(250, 1000), c(123456, 1e6))
for (i in seq_len(nrow(cases)))
	for (p in c(0.001, 0.01, 0.05, 0.25, 0.5)) {
		k <- cases[i, 1]
		n <- cases[i, 2]
		row("tail", k, n, p, binom.test(k, n, p, "greater")$p.value,
		    binom.test(k, n, p, "less")$p.value)
	}
for (i in seq_len(nrow(cases)))
	for (alpha in c(0.1, 0.05, 0.005)) {
		k <- cases[i, 1]
		n <- cases[i, 2]
		row("bound", k, n, alpha,
		    binom.test(k, n, alternative = "greater", conf.level = 1 - alpha)$conf.int[1],
		    binom.test(k, n, alternative = "less", conf.level = 1 - alpha)$conf.int[2])
	}
for (n in c(0.7, 3.3, 59.5, 2995.25, 123456.7))
	for (share in c(0.001, 0.02, 0.3, 0.9)) {
		k <- n * share
		for (p in c(0.0005, 0.02, 0.4))
			row("part", k, n, p, pbeta(p, k, n - k + 1),
			    pbeta(p, k + 1, n - k, lower.tail = FALSE))
		for (alpha in c(0.1, 0.005))
			row("piece", k, n, alpha, qbeta(alpha, k, n - k + 1),
			    qbeta(alpha, k + 1, n - k, lower.tail = FALSE))
	}
pairs <- rbind(c(50, 50000, 9, 5000), c(50, 50000, 20, 5000), c(500, 500000, 60, 50000),
    c(0, 1000, 3, 1000), c(7, 1000, 0, 300))
for (i in seq_len(nrow(pairs))) {
	x <- pairs[i, ]
	of <- function(share) share / (1 - share) * x[2] / x[4]
	k <- x[1] + x[3]
	for (alpha in c(0.1, 0.05, 0.01))
		row("ratio", x, alpha, of(x[3] / k),
		    of(binom.test(x[3], k, alternative = "greater",
		        conf.level = 1 - alpha)$conf.int[1]),
		    of(binom.test(x[3], k, alternative = "less",
		        conf.level = 1 - alpha)$conf.int[2]))
}
set.seed(1)
for (i in 1:20) {
	p <- round(runif(6)^3, 4)
	row("holm", p, p.adjust(p, "holm"))
}
for (i in 1:20) {
	n <- sample(5:2000, 12)
	x <- rbinom(12, n, ifelse(runif(12) < 0.2, 0.2, 0.02))
	fit <- glm(cbind(x, n - x) ~ 1, family = binomial)
	row("phi", x, n, sum(residuals(fit, "pearson")^2) / 11)
}
