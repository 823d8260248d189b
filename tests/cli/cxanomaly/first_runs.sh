# Of two first runs that make one memory, one wins and the other ends with 2.
for s in A B; do
	printf '{"window":"2026-09-01T00:00:00Z","b":"%s","orders":3}\n' $s > $s
done
i=0
while [ $i -lt 20 ]; do
	i=$((i + 1))
	rm -f memory
	cxanomaly --daily -b b --state memory orders A > outA 2> errA &
	first=$!
	cxanomaly --daily -b b --state memory orders B > outB 2> errB &
	second=$!
	wait $first
	a=$?
	wait $second
	b=$?
	case $a$b in
	00) # one after the other: both series are there
		n=$(cxselect -e 'kind == "state"' memory | wc -l) ;;
	02 | 20) grep -q 'memory: another run' errA errB && n=2 ;;
	*) n="status $a and $b" ;;
	esac
	[ "$((n))" = 2 ] || { echo "status $a and $b, $n"; cat errA errB; }
done
ls | sort | tr '\n' ' '
echo

#> A B errA errB memory outA outB 
