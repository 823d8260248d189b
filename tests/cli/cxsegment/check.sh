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

#> activity: 0
#> pace: 0
#> rfm: 0
#> # the sample rules of a well-known package, in its order
#> cxsegment: rules.yaml:6:3: rule 'New Customers' is never reached: where it is true, one before it is, such as 'Potential Loyalist'
#> cxsegment: rules.yaml:7:3: rule 'Promising' is never reached: where it is true, one before it is, such as 'Potential Loyalist'
#> cxsegment: rules.yaml:11:3: rule 'Can't Lose Them' is never reached: where it is true, one before it is, such as 'At Risk'
#> cxsegment: rules.yaml: 36 of 125 combinations tried are covered by no rule, such as r = 1, f = 3, m = 1
#> status 1
#> # of values too: recency and the others are numbers
#> cxsegment: rules.yaml:5:3: rule 'd' is never reached: where it is true, one before it is, such as 'c'
#> cxsegment: rules.yaml:6:3: rule 'e' is never reached: where it is true, one before it is, such as 'c'
#> status 1
#> # numbers on, between and beyond; texts; truths; never true
#> cxsegment: rules.yaml:4:3: rule 'b' is never reached: where it is true, one before it is, such as 'a'
#> cxsegment: rules.yaml:6:3: rule 'd' is never true
#> cxsegment: rules.yaml: 55 of 480 combinations tried are covered by no rule, such as x = -1, channel = email~, vip = false
#> status 1
#> # a limit can change that
#> status 0
#> # too many to try all: drawn
#> cxsegment: rules.yaml:3:3: rule 'b' is never reached: where it is true, one before it is, such as 'a'
#> cxsegment: rules.yaml: 703360 of 1048576 combinations drawn are covered by no rule, such as a = 0, b = 3, c = 1, d = 7, e = 0.5, f = 3, g = 3
#> status 1
#> # what may be known of scores
#> cxsegment: rules.yaml:1:12: there is no field 'age_days' here: only the scores r, f, m and recency, frequency, monetary
#>   rules: {a: "r > 3 && age_days < 3"}
#>              ^
#> status 2
#> cxsegment: rules.yaml:1:10: the name 'r' is taken
#>   limits: {r: 3}
#>            ^
#> status 2
