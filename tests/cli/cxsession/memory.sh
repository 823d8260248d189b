# --sorted keeps one user: in a space where all of them do not fit.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"text\":\"%0200d\"}\n", i, i / 3, i }' > in
small() {
	# The sanitizers' own shadow memory does not fit either.
	[ -n "${SANITIZED-}" ] || ulimit -v 60000
	cxsession -j 1 "$@" < in
}
(small --sorted) | wc -l
(small --sorted --sessions) | wc -l
(small --sorted --partial) | wc -l
if [ -n "${SANITIZED-}" ]; then echo 'too much without'
else (small > out 2>&1) || echo 'too much without'; fi
