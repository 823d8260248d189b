# Times that name no zone are read in --input-tz, also where clocks change; those that do are not.
cat > in <<'J'
{"timestamp":"2026-03-29 01:59:59","is":"before the gap"}
{"timestamp":"2026-03-29 02:30:00","is":"in the gap"}
{"timestamp":"2026-03-29 03:00:00","is":"after the gap"}
{"timestamp":"2026-10-25 01:59:59","is":"before the fold"}
{"timestamp":"2026-10-25 02:30:00","is":"twice"}
{"timestamp":"2026-10-25 03:00:00","is":"after the fold"}
{"timestamp":"2026-03-29 02:30:00+01:00","is":"with an offset"}
{"timestamp":"2026-03-29","is":"a date"}
{"timestamp":"29/Mar/2026:02:30:00 -0500","is":"with an offset"}
{"timestamp":1774749600,"is":"an epoch"}
{"timestamp":"1774749600.25","is":"an epoch in quotes"}
{"timestamp":1774749600123456789,"is":"nanoseconds"}
J
cxparse -f json --input-tz Europe/Berlin in
echo '{"timestamp":"2026-03-29 12:00:00"}' > noon
for z in UTC America/New_York Asia/Kolkata Australia/Lord_Howe +03:30 -0800; do
	cxparse -f json --input-tz $z noon
done
printf '10.0.0.1 2026-07-01T12:00:00 x\n10.0.0.1 2026-07-01T12:00:00Z x\n' |
	cxparse -f regex --regex '^(?<client_ip>\S+) (?<timestamp>\S+)' --input-tz Europe/Berlin
printf 'timestamp,n\n2026-07-01 12:00:00,1\n' | cxparse -f csv --input-tz Europe/Berlin
printf 'time="2026-07-01 12:00:00" n=1\n' | cxparse -f logfmt --input-tz Europe/Berlin
cxparse -f json --input-tz Europe/Nowhere noon
echo "status $?"

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

#> {"timestamp":"2026-03-29T00:59:59Z","is":"before the gap"}
#> {"timestamp":"2026-03-29T01:30:00Z","is":"in the gap"}
#> {"timestamp":"2026-03-29T01:00:00Z","is":"after the gap"}
#> {"timestamp":"2026-10-24T23:59:59Z","is":"before the fold"}
#> {"timestamp":"2026-10-25T00:30:00Z","is":"twice"}
#> {"timestamp":"2026-10-25T02:00:00Z","is":"after the fold"}
#> {"timestamp":"2026-03-29T01:30:00Z","is":"with an offset"}
#> {"timestamp":"2026-03-28T23:00:00Z","is":"a date"}
#> {"timestamp":"2026-03-29T07:30:00Z","is":"with an offset"}
#> {"timestamp":"2026-03-29T02:00:00Z","is":"an epoch"}
#> {"timestamp":"2026-03-29T02:00:00.250Z","is":"an epoch in quotes"}
#> {"timestamp":"2026-03-29T02:00:00.123456Z","is":"nanoseconds"}
#> {"timestamp":"2026-03-29T12:00:00Z"}
#> {"timestamp":"2026-03-29T16:00:00Z"}
#> {"timestamp":"2026-03-29T06:30:00Z"}
#> {"timestamp":"2026-03-29T01:00:00Z"}
#> {"timestamp":"2026-03-29T08:30:00Z"}
#> {"timestamp":"2026-03-29T20:00:00Z"}
#> {"timestamp":"2026-07-01T10:00:00Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2026-07-01T12:00:00Z","client_ip":"10.0.0.1"}
#> {"timestamp":"2026-07-01T10:00:00Z","n":1}
#> {"timestamp":"2026-07-01T10:00:00Z","n":1}
#> status 2
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
#2> cxparse: --input-tz: unknown time zone 'Europe/Nowhere', expected a name like Europe/Berlin, an offset like +03:30, UTC or local
#2> cxparse: in:3:2: %{%b %d %H:%M:%S}t: expected a time, found 'Feb 29 12:00:00'
#2> cxparse: 1 of 3 records rejected (33.3%)
