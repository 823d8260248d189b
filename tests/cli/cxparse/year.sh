# Dates without a year: --year says which, --now says which is the latest that can be meant.
printf '[%s] 10.0.0.%d\n' 'Dec 31 23:59:59' 1 'Jan  2 03:04:05' 2 'Feb 29 12:00:00' 3 > in
p() {
	echo "# $*"
	cxparse -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --max-bad 3 "$@" in
}
p --year 2024
p --year 2025
p --now 2026-01-01
p --now 2024-02-29T12:00:00Z
p --now 2024-02-29T11:59:59Z
p --year 2024 --now 2020-01-01 --input-tz Europe/Berlin

#> # --year 2024
#> {"timestamp":"2024-12-31T23:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.2"}
#> {"timestamp":"2024-02-29T12:00:00Z","client_ip":"10.0.0.3"}
#> # --year 2025
#> {"timestamp":"2025-12-31T23:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2025-01-02T03:04:05Z","client_ip":"10.0.0.2"}
#> # --now 2026-01-01
#> {"timestamp":"2025-12-31T23:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2025-01-02T03:04:05Z","client_ip":"10.0.0.2"}
#> {"timestamp":"2024-02-29T12:00:00Z","client_ip":"10.0.0.3"}
#> # --now 2024-02-29T12:00:00Z
#> {"timestamp":"2023-12-31T23:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.2"}
#> {"timestamp":"2024-02-29T12:00:00Z","client_ip":"10.0.0.3"}
#> # --now 2024-02-29T11:59:59Z
#> {"timestamp":"2023-12-31T23:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.2"}
#> {"timestamp":"2020-02-29T12:00:00Z","client_ip":"10.0.0.3"}
#> # --year 2024 --now 2020-01-01 --input-tz Europe/Berlin
#> {"timestamp":"2024-12-31T22:59:59Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2024-01-02T02:04:05Z","client_ip":"10.0.0.2"}
#> {"timestamp":"2024-02-29T11:00:00Z","client_ip":"10.0.0.3"}
#2> cxparse: in:3:2: %{%b %d %H:%M:%S}t: expected a time, found 'Feb 29 12:00:00'
#2> cxparse: 1 of 3 records rejected (33.3%)
