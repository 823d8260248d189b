# Several filters go on in one real log, each from a place of its own, at the same time, while
# it is rotated in one way after the other: none loses a line, none counts one twice.
log=$DATA/logs/elastic_apache_combined.log
cat > spec <<'END'
objectives: [{name: fast, bad: status >= 500, target: 99%, by: method}]
END
mkdir days out
# Each filter as "NAME COMMAND"; @ is where options and the log stand.
cat > filters <<'END'
stat cxstat -f combined -w 1h -b method @ 'n = count(), p95(bytes)'
slo cxslo -f combined @ spec
session cxsession -f combined -u client_ip --stat 'n = count(), mean(events)' @
user cxuser -f combined -u client_ip @
retain cxretain -f combined -u client_ip --period day @
END
# with OPTIONS FILE - the commands of all filters, one a line
with() {
	while read -r name command; do
		echo "${command%%@*}$(echo "$1" | sed "s/NAME/$name/")${command#*@} $2 > $name.$3 2> $name.err"
	done < filters
}
run() {
	with '--resume NAME.place -j 2' web.log got > now
	echo 'cxparse -f combined --fields timestamp,client_ip,bytes --resume parse.place -o out/ web.log 2> parse.err' >> now
	echo "cxstat -f combined -w 1h -b method --resume day.place --rotate-state days 'n = count(), p95(bytes)' web.log > open 2> day.err" >> now
	while read -r command; do sh -c "$command" & done < now
	wait
}
: > web.log
run
n=0
for way in grow create grow copy create compress date grow create; do
	sed -n "$((n * 1100 + 1)),$((n * 1100 + 700))p" "$log" >> web.log
	case $way in
	create) for k in 3 2 1; do if [ -f web.log.$k ]; then mv web.log.$k web.log.$((k + 1)); fi; done; mv web.log web.log.1; : > web.log ;;
	copy) cp web.log web.log.0; if [ -f web.log.1 ]; then mv web.log.1 web.log.8; fi; mv web.log.0 web.log.1; : > web.log ;;
	compress) gzip web.log.1 && mv web.log.1.gz web.log.9.gz; mv web.log web.log.1; : > web.log ;;
	date) mv web.log web.log-20150520; : > web.log ;;
	esac
	sed -n "$((n * 1100 + 701)),$((n * 1100 + 1100))p" "$log" >> web.log
	n=$((n + 1))
	run
done
head -n $((n * 1100)) "$log" > whole
wc -l < whole
with '' whole want > now
while read -r command; do sh -c "$command"; done < now
for name in stat slo session user retain; do
	if cmp $name.got $name.want; then echo "$name: $(grep -c . $name.want) lines, the same"; fi
done
cxparse -f combined --fields timestamp,client_ip,bytes whole 2> parse.err | sort > want
cat out/* | sort | cmp - want && ls out | wc -l
cxstat --merge days/*.state day.place 2> day.err | cmp - stat.want && ls days

#> 9900
#> stat: 116 lines, the same
#> slo: 5 lines, the same
#> session: 1 lines, the same
#> user: 1741 lines, the same
#> retain: 10 lines, the same
#> 9
#> 2015-05-17.state
#> 2015-05-18.state
#> 2015-05-19.state
