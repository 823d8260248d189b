# --rotate-state: a day is a file, PLACE holds what is open, and both together are the truth.
# shellcheck disable=SC2016 # $ in eval
say() { printf '$ %s\n' "$1"; eval "$1" 2>&1; s=$?; if [ $s -ne 0 ]; then echo "[$s]"; fi; }
event() { printf '{"timestamp":"2026-03-%sZ","route":"%s"}\n' "$@"; }
q='n = count()'
run() { cxstat -b route -w 1h --resume place --rotate-state days --lateness 30m "$@" "$q" log; }
# truth: states of days and place are those of one run, whatever their order
truth() {
	cxstat -b route -w 1h "$q" log > want
	cxstat --merge days/*.state place | cmp - want && cxstat --merge place days/*.state | cmp - want &&
	cxstat --merge -w 1mo --partial days/*.state place | grep -c '"kind":"state_source"'
	ls days
}
short() { sed 's/"window_end":"[^"]*",//; s/{"kind":"stat",//; s/}//'; }
mkdir days
event 23T10:00:00 a 23T23:50:00 b > log
say 'run | short'
echo '# the day is over, but may get late records'
event 24T00:10:00 a >> log
say 'run | short; ls days'
echo '# now it leaves; what is written has it for the last time'
event 23T23:59:00 a 24T00:30:00 a >> log
say 'run | short; truth'
say 'run | short'
echo '# a late one goes into a file of its run; two days leave at once, one of them empty'
event 23T22:00:00 c 24T12:00:00 c 26T01:00:00 b >> log
say 'run | short; truth'
echo '# a run that was cut short behind the names of its days is done again'
cp place before
event 23T21:00:00 d 26T02:00:00 b 27T09:00:00 d 28T01:00:00 a >> log
run > /dev/null 2>&1
cp -R days dead; mv place after; cp before place
say 'cxstat --merge days/*.state place | cut -c 1-60'
run > /dev/null 2>&1
diff -r days dead && echo 'the same days'
truth
echo '# what cannot be'
say 'cxstat --merge days/*.state before | cut -c 1-60'
say 'cxstat --merge place before | cut -c 1-60'
say 'cxstat --merge days/2026-03-23.state days/2026-03-23.state'
say 'cxstat --merge --once days/*.state days/2026-03-23*.state place place | cmp - want && echo once'
say 'cxstat -b route -w 1h --resume place "$q" log'
say 'run --rotate-every 1w'
say 'run --rotate-every 90m'
say 'run --rotate-every 0'
say 'cxstat -b route -w 1w --resume x --rotate-state days "$q" log'
say 'cxstat --resume x --rotate-state days "$q" log'
say 'cxstat -w 1h --resume x --rotate-state nowhere "$q" log'
say 'cxstat -w 1h --resume x --rotate-state log "$q" log'
say 'cxstat -w 1h --resume x --lateness 1h "$q" log'
say 'cxstat -w 1h --rotate-state days "$q" log'
say 'cxstat -w 1h --resume x --rotate-state days --totals "$q" log'
echo '# other lengths, another zone'
mkdir h w m
for o in '1h --rotate-state h --rotate-every 6h' '1d --rotate-state w --rotate-every 1w' '1d --rotate-state m --rotate-every 1mo'; do
	event 31T23:30:00 a > log2
	printf '{"timestamp":"2026-04-%s","route":"a"}\n' 01T00:10:00Z 01T09:00:00Z 06T01:00:00Z >> log2
	rm -f p2
	# shellcheck disable=SC2086 # options
	cxstat -w $o --tz Asia/Kolkata --resume p2 "$q" log2 | wc -l
done
ls h w m
echo '# --fill between what is open'
rm -rf days place; mkdir days
event 23T10:00:00 a 24T10:00:00 a > log
say 'run --fill | wc -l'
event 23T09:00:00 b 24T12:00:00 b >> log
say 'run --fill | wc -l'
say 'run --fill | short'

#> $ run | short
#> "window":"2026-03-23T10:00:00Z","route":"a","n":1
#> "window":"2026-03-23T23:00:00Z","route":"b","n":1
#> # the day is over, but may get late records
#> $ run | short; ls days
#> "window":"2026-03-23T10:00:00Z","route":"a","n":1
#> "window":"2026-03-23T23:00:00Z","route":"b","n":1
#> "window":"2026-03-24T00:00:00Z","route":"a","n":1
#> # now it leaves; what is written has it for the last time
#> $ run | short; truth
#> "window":"2026-03-23T10:00:00Z","route":"a","n":1
#> "window":"2026-03-23T23:00:00Z","route":"a","n":1
#> "window":"2026-03-23T23:00:00Z","route":"b","n":1
#> "window":"2026-03-24T00:00:00Z","route":"a","n":2
#> 1
#> 2026-03-23.state
#> $ run | short
#> "window":"2026-03-24T00:00:00Z","route":"a","n":2
#> # a late one goes into a file of its run; two days leave at once, one of them empty
#> $ run | short; truth
#> cxstat: 1 late state of periods that had left before: in files of run 4, not in the results
#> "window":"2026-03-24T00:00:00Z","route":"a","n":2
#> "window":"2026-03-24T12:00:00Z","route":"c","n":1
#> "window":"2026-03-26T01:00:00Z","route":"b","n":1
#> 2
#> 2026-03-23.4.state
#> 2026-03-23.state
#> 2026-03-24.state
#> # a run that was cut short behind the names of its days is done again
#> $ cxstat --merge days/*.state place | cut -c 1-60
#> cxstat: place:4: the states from place:2 on and those from days/2026-03-27.state:1 on: one is of a run that did not end, and the other has its records too: do that run again, or leave its states out
#> the same days
#> 3
#> 2026-03-23.4.state
#> 2026-03-23.5.state
#> 2026-03-23.state
#> 2026-03-24.state
#> 2026-03-26.state
#> 2026-03-27.state
#> # what cannot be
#> $ cxstat --merge days/*.state before | cut -c 1-60
#> cxstat: before:4: the states from before:2 on and those from days/2026-03-27.state:1 on: one is of a run that did not end, and the other has its records too: do that run again, or leave its states out
#> $ cxstat --merge place before | cut -c 1-60
#> cxstat: before:4: the states from before:2 on and those from place:2 on are of the same records, written by two runs that went on from one place
#> $ cxstat --merge days/2026-03-23.state days/2026-03-23.state
#> cxstat: days/2026-03-23.state:6: the states from days/2026-03-23.state:1 on and those from days/2026-03-23.state:1 on are of the same records: --once leaves repeats out
#> [2]
#> $ cxstat --merge --once days/*.state days/2026-03-23*.state place place | cmp - want && echo once
#> once
#> $ cxstat -b route -w 1h --resume place "$q" log
#> cxstat: place: periods of 1d have left it: go on with --rotate-state and --rotate-every 1d
#> try 'cxstat --help'
#> [2]
#> $ run --rotate-every 1w
#> cxstat: place: periods of 1d have left it: go on with --rotate-state and --rotate-every 1d
#> try 'cxstat --help'
#> [2]
#> $ run --rotate-every 90m
#> cxstat: --rotate-every: the windows do not nest in 90m
#> try 'cxstat --help'
#> [2]
#> $ run --rotate-every 0
#> cxstat: --rotate-every: expected a window like 5m (units ms s m h d w mo), got '0'
#> [2]
#> $ cxstat -b route -w 1w --resume x --rotate-state days "$q" log
#> cxstat: --rotate-every: the windows do not nest in 1d
#> try 'cxstat --help'
#> [2]
#> $ cxstat --resume x --rotate-state days "$q" log
#> cxstat: --rotate-state needs --window
#> try 'cxstat --help'
#> [2]
#> $ cxstat -w 1h --resume x --rotate-state nowhere "$q" log
#> cxstat: nowhere: No such file or directory
#> [2]
#> $ cxstat -w 1h --resume x --rotate-state log "$q" log
#> cxstat: --rotate-state: expected a folder, got 'log'
#> try 'cxstat --help'
#> [2]
#> $ cxstat -w 1h --resume x --lateness 1h "$q" log
#> cxstat: --lateness: with --resume it is for --rotate-state
#> try 'cxstat --help'
#> [2]
#> $ cxstat -w 1h --rotate-state days "$q" log
#> cxstat: --rotate-state needs --resume
#> try 'cxstat --help'
#> [2]
#> $ cxstat -w 1h --resume x --rotate-state days --totals "$q" log
#> cxstat: --rotate-state does not go with --totals
#> try 'cxstat --help'
#> [2]
#> # other lengths, another zone
#> 3
#> 2
#> 2
#> h:
#> 2026-04-01T000000+0530.state
#> 2026-04-01T120000+0530.state
#>
#> m:
#>
#> w:
#> 2026-03-30.state
#> # --fill between what is open
#> $ run --fill | wc -l
#> 25
#> $ run --fill | wc -l
#> cxstat: 1 late state of periods that had left before: in files of run 2, not in the results
#> 6
#> $ run --fill | short
#> "window":"2026-03-24T10:00:00Z","route":"a","n":1
#> "window":"2026-03-24T10:00:00Z","route":"b","n":0
#> "window":"2026-03-24T11:00:00Z","route":"a","n":0
#> "window":"2026-03-24T11:00:00Z","route":"b","n":0
#> "window":"2026-03-24T12:00:00Z","route":"a","n":0
#> "window":"2026-03-24T12:00:00Z","route":"b","n":1
