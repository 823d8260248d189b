# --check: rules that are never reached, combinations that none covers.
check() {
	cat > rules.yaml
	cxsegment --rules rules.yaml --check "$@" 2>&1
	echo "status $?"
}
for s in activity pace; do cxsegment --stages $s --check; echo "$s: $?"; done
cxsegment --rfm --check; echo "rfm: $?"
echo '# the sample rules of a well-known package, in its order'
check --rfm < "$TOP/tests/cli/cxsegment/sample.yaml"
echo '# of values too: recency and the others are numbers'
check --rfm --scores 2 <<'END'
rules:
  a: r == 2 && recency > 30
  b: r == 2
  c: r == 1 || f == 1
  d: monetary < 100
  e: true
END
echo '# numbers on, between and beyond; texts; truths; never true'
check <<'END'
limits: {low: 10}
rules:
  a: x > low
  b: x >= 11
  c: x >= 10
  d: 5 > x && x > 7
  e: channel == "email" && !vip
  f: channel == "email"
  g: channel =~ "^push"
  h: vip && channel != "email"
  i: vip && x in [1, 2]
END
echo '# a limit can change that'
check --limit low=20 <<'END'
limits: {low: 10}
rules:
  a: x > low
  b: x >= 11
  c: true
END
echo '# too many to try all: drawn'
check <<'END'
rules:
  a: a > 1 && b > 2 && c > 3 && d > 4 && e > 5 && f > 6 && g > 7
  b: a > 1 && b > 2 && c > 3 && d > 4 && e > 5 && f > 6 && g > 7
END
echo '# what may be known of scores'
check --rfm <<'END'
rules: {a: "r > 3 && age_days < 3"}
END
check --rfm <<'END'
limits: {r: 3}
rules: {a: r > 3}
END
