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
