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
