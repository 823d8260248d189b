# A window whose year has not four digits is read back as it was written.
for t in 9e21 9223372036854775806999 9223372036854775807000 -9223372036854775808000 \
    253402300800000 253402300800 -62135596800 -62167219200 -62167219201; do
	echo "{\"timestamp\":$t}"
done > in
for w in 1ms 7h 1d 1w 1000w 1mo 1000mo; do
	for z in UTC Asia/Kolkata America/New_York; do
		cxstat -w $w --tz $z 'n = count()' in > a 2> said
		cxstat -w $w --tz $z --partial 'n = count()' in > s 2> said
		cxstat --merge s > b
		cmp a b && [ "$(jq -s 'map(.n) | add' a)" = 9 ] || echo "$w $z"
	done
done
cat b

#> {"kind":"stat","window":"-290308-12-21T15:03:05.224192-04:56","window_end":"-290280-01-01T00:00:02-04:56","n":1}
#> {"kind":"stat","window":"-0030-01-01T00:00:02-04:56","window_end":"0053-05-01T00:00:02-04:56","n":3}
#> {"kind":"stat","window":"1970-01-01T00:00:00-05:00","window_end":"2053-05-01T00:00:00-04:00","n":2}
#> {"kind":"stat","window":"+287136-09-01T00:00:00-04:00","window_end":"+287220-01-01T00:00:00-05:00","n":1}
#> {"kind":"stat","window":"+294220-01-01T00:00:00-05:00","window_end":"+294247-01-09T23:00:54.775807-05:00","n":2}
