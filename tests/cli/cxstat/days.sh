# Days begin at midnight in --tz, whatever the clocks do; windows cover all time, once.
awk 'BEGIN { for (h = 0; h < 24 * 5; h++) printf "{\"timestamp\":%d}\n", 1774569600 + 3600 * h }' > spring
awk 'BEGIN { for (h = 0; h < 24 * 5; h++) printf "{\"timestamp\":%d}\n", 1792713600 + 3600 * h }' > autumn
for z in Europe/Berlin America/New_York Asia/Kathmandu Australia/Lord_Howe; do
	echo "# $z"
	cxstat -w 1d --tz $z 'n = count()' spring | jq -r '[.window, .window_end, .n] | @tsv'
	cxstat -w 1d --tz $z 'n = count()' autumn | jq -r '[.window, .window_end, .n] | @tsv'
done
# Half days, hours and weeks around the change.
for w in 12h 6h 1w; do
	echo "# $w"
	cxstat -w $w --tz Europe/Berlin --from 2026-03-28T12:00 --to 2026-03-30T12:00 'n = count()' spring |
		jq -r '[.window, .window_end, .n] | @tsv'
done
# Samoa, December 2011: there was no 30th.
awk 'BEGIN { for (h = 0; h < 72; h++) printf "{\"timestamp\":%d}\n", 1325145600 + 3600 * h }' |
	cxstat -w 1d --tz Pacific/Apia --fill 'n = count()' | jq -r '[.window, .window_end, .n] | @tsv'
