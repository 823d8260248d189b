# The worked verdicts at 99.9%: counts, interval, verdict, and what it still takes.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - name: availability
    bad: status >= 500
    target: 99.9%
END
for case in '10 0' '10 1' '500 3' '2995 0' '2994 0' '10000 5' '10000 20' '100000 50' \
    '100000 85' '100000 120'; do
	# shellcheck disable=SC2086 # two words
	events $case > in
	status cxslo spec.yaml in > out 2> err
	sed -n 's/.*"verdict":"\([^"]*\)","reason":\([^,]*\),"needed_n":\([^,]*\),.*"rate":\([^,]*\),.*/\1 \2 \3 \4/p' out
	sed 's/^/  /' err
	tail -n 1 out
done

#> inconclusive "sample" 2995 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 10: 0% [0%, 25.9%], allowed 0.1%; not enough events; needs about 2995 events
#> status 3
#> inconclusive "min_bad" 20 0.1
#>   cxslo: inconclusive: shop: availability: bad 1 of 10: 10% [0.386%, 41.6%], allowed 0.1%; beyond the limit, but by too few bad events; needs about 20 events
#> status 3
#> fail null null 0.006
#>   cxslo: fail: shop: availability: bad 3 of 500: 0.6% [0.164%, 1.54%], allowed 0.1%
#> status 1
#> pass "singly" null 0
#> status 0
#> inconclusive "sample" 2995 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 2994: 0% [0%, 0.1%], allowed 0.1%; not enough events; needs about 2995 events
#> status 3
#> inconclusive "sample" 11529 0.0005
#>   cxslo: inconclusive: shop: availability: bad 5 of 10000: 0.05% [0.0197%, 0.105%], allowed 0.1%; not enough events; needs about 11529 events
#> status 3
#> fail null null 0.002
#>   cxslo: fail: shop: availability: bad 20 of 10000: 0.2% [0.133%, 0.29%], allowed 0.1%
#> status 1
#> pass null null 0.0005
#> status 0
#> inconclusive "sample" 122863 0.00085
#>   cxslo: inconclusive: shop: availability: bad 85 of 100000: 0.085% [0.0704%, 0.102%], allowed 0.1%; not enough events; needs about 122863 events
#> status 3
#> fail null null 0.0012
#>   cxslo: fail: shop: availability: bad 120 of 100000: 0.12% [0.103%, 0.14%], allowed 0.1%
#> status 1
