# SPDX-License-Identifier: GPL-3.0-or-later
#
# segment.R - what R says of quantiles and k-means, the figures in tests/unit/segment.c
#
#     Rscript tests/oracle/segment.R
#
# scikit-learn 1.9 (KMeans with these centres as init, n_init = 1, and
# silhouette_score) gives the same ones.

i <- 0:59
x <- cbind((i * 37) %% 101, (i * i * 13) %% 97, (i * 59 + 7) %% 83)

show <- function(name, v) cat(name, sprintf("%.15g", v), "\n")

show("mean", colMeans(x))
show("sd", apply(x, 2, sd))
z <- scale(x)
for (k in c(2, 4, 7)) {
	m <- kmeans(z, z[1:k, ], iter.max = 100, algorithm = "Lloyd")
	o <- order(m$centers[, 3])
	show(paste("k", k, "size"), m$size[o])
	show(paste("k", k, "inertia"), m$tot.withinss)
	show(paste("k", k, "centers"), t(m$centers[o, ]))
	d <- as.matrix(dist(z))
	s <- sapply(seq_along(i), function(r) {
		own <- m$cluster == m$cluster[r]
		if (sum(own) == 1)
			return(0)
		a <- sum(d[r, own]) / (sum(own) - 1)
		b <- min(sapply(setdiff(1:k, m$cluster[r]), function(c) mean(d[r, m$cluster == c])))
		(b - a) / max(a, b)
	})
	show(paste("k", k, "silhouette"), mean(s))
}
show("edges", quantile(c(1, 1, 1, 2, 3), 1:4 / 5, type = 7))
show("edges", quantile(x[, 1], 1:9 / 10, type = 7))
