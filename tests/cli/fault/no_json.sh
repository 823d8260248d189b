# With a jansson that reads nothing every --merge fails, and so does the memory of cxanomaly:
# queries are documents, and there is no second reader of them.
printf '{"timestamp":"2026-01-01T00:00:0%dZ","user_id":"u","n":%d}\n' 1 1 2 2 > in
echo 'objectives: [{name: a, bad: n > 1, target: 9%}]' > slo.yaml
cxstat --partial 'n = count()' in > stat.state
cxsession --partial in > session.state
cxslo --partial slo.yaml in > slo.state
echo '{"window":"2026-01-01","n":1}' | cxanomaly --state memory n > out
without() {
	LD_PRELOAD=$BUILD/fault/nojson.so "$@" > out
	echo "status $?, $(wc -c < out) bytes"
}
without cxstat --merge stat.state
without cxsession --merge session.state
without cxslo --merge slo.yaml slo.state
without cxanomaly --state memory n < /dev/null
# Records do not go through it.
without cxselect in

#> status 2, 0 bytes
#> status 2, 0 bytes
#> status 2, 0 bytes
#> status 2, 0 bytes
#> status 0, 114 bytes
#2> cxstat: stat.state:1: jansson cannot read it, and says no reason
#2> cxsession: session.state:1: jansson cannot read it, and says no reason
#2> cxslo: slo.state:1: jansson cannot read it, and says no reason
#2> cxanomaly: memory:1: jansson cannot read it, and says no reason
