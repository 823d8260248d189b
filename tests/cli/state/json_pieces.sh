# SPDX-License-Identifier: GPL-3.0-or-later
# An array is the same source in whatever pieces it comes: its states are, and repeats are told.
cat >array <<'EOF'
[{"a":1,"timestamp":"2026-01-01T00:00:00Z"},{"a":2,"timestamp":"2026-01-01T00:01:00Z"},
{"a":3,
 "timestamp":"2026-01-01T00:02:00Z"}]
EOF
cxstat -f json --partial -w 1h 'count()' <array >whole.state
{
	head -c 50 array
	sleep 0.2
	tail -c +51 array | head -c 20
	sleep 0.2
	tail -c +71 array
} | cxstat -f json --partial -w 1h 'count()' >pieces.state
cmp whole.state pieces.state && echo same
cxstat --merge whole.state pieces.state
echo "status $?"

#> same
#> status 2
#2> cxstat: pieces.state:4: the states from pieces.state:1 on are of the same records as those from whole.state:1 on ('stdin'): --once leaves repeats out, --allow-repeat counts them
