# SPDX-License-Identifier: GPL-3.0-or-later
#
# series.awk -v n=MINUTES - ten series of a point a minute, as cxstat writes them, seeded
BEGIN {
	x = 42
	split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
	year = 2001
	month = day = 1
	for (i = 0; i < n; i++) {
		at = sprintf("%04d-%02d-%02dT%02d:%02d:00Z", year, month, day, int(i / 60) % 24, i % 60)
		for (k = 0; k < 10; k++) {
			x = (x * 16807) % 2147483647
			printf "{\"kind\":\"stat\",\"window\":\"%s\",\"route\":\"/r%d\",\"n\":%d,\"p95\":%d.%d}\n",
			    at, k, x % 1000, 100 + x % 53, x % 10
		}
		if (i % 1440 == 1439 && ++day > days[month]) {
			day = 1
			if (++month > 12) {
				month = 1
				year++
			}
		}
	}
}
