# Every option of cxab changes what comes out.
. "$TOP/tests/cli/option.inc"
i=0
while [ $i -lt 24 ]; do
	v=$([ $((i % 2)) = 0 ] && echo control || echo t)
	echo "{\"timestamp\":\"2026-01-0$((i / 8 + 1))T10:00:$((i + 10))Z\",\"at\":\"2026-02-01 10:00:$((i + 10))\",\"experiment\":\"e$((i / 20))\",\"variant\":\"$v\",\"g\":$((i % 3)),\"user_id\":\"u$i\",\"x\":$((i * i % 7)),\"y\":$((i % 5)),\"pre\":$((i % 4))}"
	i=$((i + 1))
done > in
sed 's/,"x"/,"event_name":"exposure","x"/' in > ev
i=0
while [ $i -lt 24 ]; do
	echo "{\"timestamp\":\"2026-01-0$((i / 8 + 1 + i % 3))T12:00:00Z\",\"event_name\":\"buy\",\"user_id\":\"u$i\",\"value\":$((i % 7))}"
	i=$((i + 1))
done >> ev
sed -n '1s/control/t/p; 2s/01T10:00:11Z/02T11:30:00Z/p' ev > more; cat more >> ev
printf '%s\n' '{"kind":"identity","id":"u0","user":"u2"}' > map
echo bad > bad
cxab --partial 'm = mean(x)' in > state
cxab -u user_id --partial 'm = sum(value)' ev > ustate
cat > short <<'END'
jq -r 'if .kind == "ab" then "\(.experiment) \(.metric) \(.role) \(.better) \(.variant) \(.g) \(.n) \(.n_control) \(.effect) \(.effect_lo) \(.p_adjusted) \(.status)"
    elif .kind == "ab_verdict" then "\(.experiment) \(.decision) \(.units)" elif .kind == "ab_arm" then "\(.variant) \(.n) \(.mean) \(.capped)"
    elif .kind == "ab_health" then "\(.check) \(.status) \(.n) \(.limit)" else .check end' | sed 's/\([0-9]\.[0-9][0-9][0-9][0-9]\)[0-9]*/\1/g' | grep -e "${1:-^e0}"
END
rows='cxab --monitor fixed'
joined="cxab -u user_id --monitor fixed"
M="'m = mean(x), r = ratio(y, x)' in | sh short"
J="'m = sum(value)' ev | sh short"

change '--variant g' "$rows @ $M"
change '-u g' "cxab --monitor fixed @ 'm = sum(value), r = sum(y)' ev | sh short"
change '--user g' "cxab --monitor fixed @ 'm = sum(value), r = sum(y)' ev | sh short"
change '--ids map' "$joined @ $J"
change "--exposure 'event_name == \"exposure\" && g > 0'" "$joined @ $J"
change '--within 5h' "$joined @ $J"
change '--delay 30h' "$joined @ $J"
change '--attribution all' "$joined --within 1h @ $J"
change '--strict-window' "$joined --within 3d @ $J"
change '--late 1h' "$joined --to 2026-01-03 @ $J"
change '--multi first' "$joined @ $J"
change "--before 'g == 0' --after 'g == 1'" "$rows @ $M"
change "--after 'g == 2'" "$rows --before 'g == 0' @ $M"
change '-b g' "$rows @ $M"
change '--by g' "$rows @ $M"
change '--min-n 4' "$rows -b g @ $M"
change '--covariate pre' "$rows @ $M"
change '--strata g' "$rows @ $M"
change '--cap p80' "$rows @ $M"
change '--cap-low' "$rows --cap p70 @ $M"
change '--cap-nonzero' "$rows --cap p20 @ $M"
change '--max-values 3' "$rows --cap p50 @ $M"
change '--experiment e1' "$rows @ 'm = mean(x)' in | sh short '^e[01]'"
change '--control t' "$rows @ $M"
change '--weights control=3,t=1' "$rows @ 'm = mean(x)' in | sh short 'srm'"
change '--goal r' "$rows @ $M"
change '--guardrail m:1%' "$rows @ $M"
change '--secondary m' "$rows @ $M"
change '--negative-control m' "cxab --monitor fixed --conf 0.5 @ $M"
change '--better m:down' "cxab --monitor fixed --conf 0.5 @ $M"
change '--monitor fixed' "cxab @ --n-star 5 $M"
change '--horizon 50' "$rows @ $M"
change '--n-star 9' "cxab @ $M"
change '--correct none' "$rows --goal m --goal r @ $M"
change '--rule do_no_harm' "$rows @ $M"
change '--factors f,g' "$rows --variant 'concat(g % 2, \"/\", x % 2)' @ 'm = mean(y)' in | grep -c contrast"
change '--bayes flat' "$rows @ 'm = mean(x)' in | jq -r 'select(.kind == \"ab\") | .prior'"
change '--portfolio' "$rows 'm = mean(x)' in > res; cxab @ m res 2>&1 | cut -c 1-70"
change '--shipped true' "cxab --portfolio @ m res | jq -c '[.shipped, .measured]'"
change '--coverage 0.5' "cxab --portfolio --shipped true @ m res | jq -c '[.shipped, .measured]'"
change '--holdout e1' "cxab --portfolio @ m res | jq -c '[.results, .holdout]'"
printf '%s\n' '{"kind":"ab_plan","experiment":"e0","arms":{"control":1,"t":1},"units":48,"metrics":{"m":{"metric":"mean(y)","type":"mean","baseline":3,"sd":2}}}' > plan
change '--plan plan' "cxab @ 'in' | jq -c 'select(.kind == \"ab\") | [.experiment, .mean, .monitor]'"
mkdir kept
change '--archive kept' "cxab --monitor fixed @ 'm = mean(x)' in | tail -n 1 | jq -r .kind; ls kept"
change '--emit tap' "cxab --monitor fixed @ 'm = mean(x)' in | grep -v '^{'"
change '--looks looks' "cxab --horizon 90 @ 'm = mean(x)' in | jq -c 'select(.kind == \"ab\") | [.look, .hold]'"
change '--conf 0.5' "$rows @ $M"
change '--partial' "$rows @ 'm = mean(x)' in | head -n 1 | cut -c 1-60"
change '--merge' "$rows @ --disjoint state 2>&1 | sh short"
change '--disjoint' "$rows --merge @ state 2>&1 | tail -n 1 | cut -c 1-70"
change '--once' 'cxab --merge @ ustate ustate 2>&1 | wc -l'
change '--allow-repeat' 'cxab --merge @ ustate ustate 2>&1 | wc -l'
change '--sorted' "$joined @ 'm = sum(value)' ev 2>&1 | cut -c 1-60"
change '--max-facts 1' "$joined @ 'm = sum(value)' ev 2>&1 | cut -c 1-60"
spilling "$joined 'm = sum(value)'"
change "-e 'g > 0'" "$rows @ $M"
change "--where 'g > 0'" "$rows @ $M"
change '-f tsv' "printf 'variant\tx\na\t1\nb\t2\na\t3\nb\t5\n' | cxab @ 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-60"
change '--format tsv' "printf 'variant\tx\na\t1\nb\t2\na\t3\nb\t5\n' | cxab @ 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-60"
change "--log-format '%h %s'" "printf '1.1.1.1 200\n1.1.1.1 200\n2.2.2.2 300\n' | cxab -f apache --variant client_ip @ 'm = mean(status)' 2>&1 | tail -n 1 | cut -c 1-70"
change "--regex '(?<variant>.) (?<x>.)'" "printf 'a 1\nb 2\na 3\nb 5\n' | cxab -f regex @ 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70"
change "--grok '(?<variant>.) (?<x>.)'" "printf 'a 1\nb 2\na 3\nb 5\n' | cxab -f grok @ 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70"
change '--continue .' "printf 'a 1\nb 2\na 3\nb 5\n' | cxab -f regex --regex '(?<variant>.) (?<x>.)' @ 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70"
change '--map x=y' "$rows @ $M"
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"variant\":\"a\"}}' | cxab --variant event_name @ 'm = count()' 2>&1 | tail -n 1 | cut -c 1-90"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxab --schema hey @ --variant status --from 2026-01-01 'm = count()' 2>&1 | tail -n 1 | cut -c 1-90"
change '--input-tz America/New_York' "$joined -t at @ 'm = sum(x)' in ev | tail -n 1 | jq .from"
change '--year 2024' "printf '[Jan 2 03:04:05] a\n' | cxab -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --variant client_ip @ 'm = count()' 2>&1 | tail -n 2 | cut -c 1-90"
change '--now 2026-01-03' "$joined --within 1d --strict-window @ $J"
change '-t at' "$rows @ 'm = mean(x)' in | tail -n 1 | jq .from"
change '--time at' "$rows @ 'm = mean(x)' in | tail -n 1 | jq .from"
change '--tz Asia/Tokyo' "$rows -b 'd = hour(timestamp)' @ 'm = mean(x)' in | grep -c '\"d\":10'"
change '--from 2026-01-02' "$joined @ $J"
change '--to 2026-01-02' "$joined @ $J"
change '-o out' "$rows @ 'm = mean(x)' in | wc -l"
change '--output out' "$rows @ 'm = mean(x)' in | wc -l"
change '--rejects out' 'cxab @ "m = count()" bad; cat out'
change '--max-bad 100%' 'cxab @ "m = count()" bad; echo $?'
change '--strict' 'cxab @ "m = count()" bad in >/dev/null 2>&1; echo $?'
change '--strict-fields' 'cxab @ "m = mean(gone)" in >/dev/null; echo $?'
change '--max-line 256' "printf '{\"variant\":\"%0300d\"}\n' 1 | cxab @ 'm = count()' 2>&1 | tail -n 1 | cut -c 1-70"
wide "cxab 'm = count()'" in
change -h 'cxab @ "m = count()" in | head -n 1'
change --help 'cxab @ "m = count()" in | head -n 1'
change --version 'cxab @ "m = count()" in | cut -c 1-18 | head -n 1'
for i in 1 2 3 4 5 6 7 8; do cat in; done > many
steady '-j 1' "$rows @ $M"
steady '-j 8' "$rows @ 'm = mean(x)' many | cksum"
steady '--threads 3' "$rows @ 'm = mean(x)' many | cksum"
steady '--progress' "$rows @ 'm = mean(x)' many | cksum"
going_on "$rows 'm = mean(x)'" in 'cxab --merge --disjoint @ ustate > /dev/null'
tables "cxab 'm = count()'"
untried cxab

#> $ cxab --monitor fixed --variant g 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up 1 null 7 7 0 -1.7789 1 neutral
#> e0 m goal up 2 null 6 7 0.1666 -1.7644 1 neutral
#> e0 r secondary up 1 null 7 7 0.1428 -0.8660 0.7552 neutral
#> e0 r secondary up 2 null 6 7 -0.0054 -1.3353 0.9923 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed -u g 'm = sum(value), r = sum(y)' ev | sh short
#> cxab: ev:25: no user: 'g' has no value (see --user)
#> cxab: ev:26: no user: 'g' has no value (see --user)
#> cxab: ev:27: no user: 'g' has no value (see --user)
#> cxab: ev:28: no user: 'g' has no value (see --user)
#> cxab: ev:29: no user: 'g' has no value (see --user)
#> cxab: 24 of 50 records rejected (48%), more than --max-bad allows; --rejects FILE keeps them
#> e0 m goal up t null 0 0 null null null neutral
#> e0 r secondary up t null 0 0 null null null neutral
#> e0 stop_futile 0
#> $ cxab --monitor fixed --user g 'm = sum(value), r = sum(y)' ev | sh short
#> cxab: ev:25: no user: 'g' has no value (see --user)
#> cxab: ev:26: no user: 'g' has no value (see --user)
#> cxab: ev:27: no user: 'g' has no value (see --user)
#> cxab: ev:28: no user: 'g' has no value (see --user)
#> cxab: ev:29: no user: 'g' has no value (see --user)
#> cxab: 24 of 50 records rejected (48%), more than --max-bad allows; --rejects FILE keeps them
#> e0 m goal up t null 0 0 null null null neutral
#> e0 r secondary up t null 0 0 null null null neutral
#> e0 stop_futile 0
#> $ cxab -u user_id --monitor fixed --ids map 'm = sum(value)' ev | sh short
#> e0 m goal up t null 10 8 -0.125 -2.1641 0.8977 neutral
#> e0 stop_futile 18
#> $ cxab -u user_id --monitor fixed --exposure 'event_name == "exposure" && g > 0' 'm = sum(value)' ev | sh short
#> e0 m goal up t null 7 6 1.4285 -0.8369 0.1909 neutral
#> e0 stop_futile 13
#> $ cxab -u user_id --monitor fixed --within 5h 'm = sum(value)' ev | sh short
#> e0 m goal up t null 10 9 -1.0666 -3.0923 0.2695 neutral
#> e0 stop_futile 19
#> $ cxab -u user_id --monitor fixed --delay 30h 'm = sum(value)' ev | sh short
#> e0 m goal up t null 10 9 0.8666 -0.6045 0.2223 neutral
#> e0 stop_futile 19
#> $ cxab -u user_id --monitor fixed --within 1h --attribution all 'm = sum(value)' ev | sh short
#> e0 m goal up t null 10 9 0.1 -0.1262 0.3434 neutral
#> e0 stop_futile 19
#> $ cxab -u user_id --monitor fixed --within 3d --strict-window 'm = sum(value)' ev | sh short
#> e0 m goal up t null 8 7 -0.25 -2.6515 0.8251 neutral
#> e0 stop_futile 15
#> $ cxab -u user_id --monitor fixed --to 2026-01-03 --late 1h 'm = sum(value)' ev | sh short
#> e0 m goal up t null 8 7 -1.2678 -3.8351 0.2863 neutral
#> e0 stop_futile 15
#> $ cxab -u user_id --monitor fixed --multi first 'm = sum(value)' ev | sh short
#> e0 m goal up t null 10 10 0.3 -1.6064 0.7447 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --before 'g == 0' --after 'g == 1' 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up after null 7 7 0 -1.7789 1 neutral
#> e0 r secondary up after null 7 7 0.1428 -0.8660 0.7552 neutral
#> $ cxab --monitor fixed --before 'g == 0' --after 'g == 2' 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up after null 6 7 0.1666 -1.7644 0.8521 neutral
#> e0 r secondary up after null 6 7 -0.0054 -1.3353 0.9923 neutral
#> $ cxab --monitor fixed -b g 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 m goal up t 0 3 4 0.5833 -2.6263 0.6557 neutral
#> e0 r secondary up t 0 3 4 0.1428 -0.8933 0.7373 neutral
#> e0 m goal up t 1 4 3 -1.1666 -3.9788 0.3347 neutral
#> e0 r secondary up t 1 4 3 1.0416 -1.2068 0.2863 neutral
#> e0 m goal up t 2 3 3 1 -3.2770 0.5175 neutral
#> e0 r secondary up t 2 3 3 -1.4249 -8.1538 0.4763 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --by g 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 m goal up t 0 3 4 0.5833 -2.6263 0.6557 neutral
#> e0 r secondary up t 0 3 4 0.1428 -0.8933 0.7373 neutral
#> e0 m goal up t 1 4 3 -1.1666 -3.9788 0.3347 neutral
#> e0 r secondary up t 1 4 3 1.0416 -1.2068 0.2863 neutral
#> e0 m goal up t 2 3 3 1 -3.2770 0.5175 neutral
#> e0 r secondary up t 2 3 3 -1.4249 -8.1538 0.4763 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed -b g --min-n 4 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --covariate pre 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.28 -1.1169 0.6785 neutral
#> e0 r secondary up t null 10 10 -0.1332 -1.0557 0.7634 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --strata g 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.0958 -1.4448 0.8945 neutral
#> e0 r secondary up t null 10 10 -0.0517 -1.1076 0.9088 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --cap p80 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0428 -0.8504 0.9122 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --cap p70 --cap-low 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0 -0.4851 1 neutral
#> e0 r secondary up t null 10 10 0 -0.6349 1 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --cap p20 --cap-nonzero 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -0.2521 0.5565 neutral
#> e0 r secondary up t null 10 10 -0.1111 -0.6721 0.6822 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --cap p50 --max-values 3 'm = mean(x), r = ratio(y, x)' in | sh short
#> cxab: more than 3 values of a metric in an arm to cap or rank (see --max-values)
#> $ cxab --monitor fixed --experiment e1 'm = mean(x)' in | sh short '^e[01]'
#> e1 m goal up t null 2 2 1 -24.4124 0.7048 neutral
#> e1 stop_futile 4
#> $ cxab --monitor fixed --control t 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up control null 10 10 -0.1 -1.5168 0.8837 neutral
#> e0 r secondary up control null 10 10 0.0476 -0.8814 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --weights control=3,t=1 'm = mean(x)' in | sh short 'srm'
#> srm unknown 20 0.001
#> srm_anytime pass 20 0.001
#> srm unknown 4 0.001
#> srm_anytime pass 4 0.001
#> $ cxab --monitor fixed --goal r 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m secondary up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r goal up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --guardrail m:1% 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m guardrail up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 review 20
#> $ cxab --monitor fixed --secondary m 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m secondary up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 keep_running 20
#> $ cxab --monitor fixed --conf 0.5 --negative-control m 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m negative_control up t null 10 10 0.1 -0.3640 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.3503 0.9149 neutral
#> e0 keep_running 20
#> $ cxab --monitor fixed --conf 0.5 --better m:down 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal down t null 10 10 0.1 -0.3640 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.3503 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --n-star 5 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --horizon 50 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 unknown
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 unknown
#> e0 keep_running 20
#> $ cxab --n-star 9 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.9711 1 unknown
#> e0 r secondary up t null 10 10 -0.0476 -1.3958 1 unknown
#> e0 keep_running 20
#> $ cxab --monitor fixed --goal m --goal r --correct none 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r goal up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --rule do_no_harm 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.9766 0.9149 neutral
#> e0 ship 20
#> $ cxab --monitor fixed --variant 'concat(g % 2, "/", x % 2)' --factors f,g 'm = mean(y)' in | grep -c contrast
#> 3
#> $ cxab --monitor fixed --bayes flat 'm = mean(x)' in | jq -r 'select(.kind == "ab") | .prior'
#> flat
#> flat
#> $ cxab --monitor fixed 'm = mean(x)' in > res; cxab --portfolio m res 2>&1 | cut -c 1-70
#> {"kind":"ab_portfolio","metric":"m","results":2,"shipped":0,"left_out"
#> $ cxab --portfolio --shipped true m res | jq -c '[.shipped, .measured]'
#> [2,1.1]
#> $ cxab --portfolio --shipped true --coverage 0.5 m res | jq -c '[.shipped, .measured]'
#> [2,0.5375]
#> $ cxab --portfolio --holdout e1 m res | jq -c '[.results, .holdout]'
#> [1,1]
#> $ cxab --plan plan 'in' | jq -c 'select(.kind == "ab") | [.experiment, .mean, .monitor]'
#> ["e0",2,"obf"]
#> $ cxab --monitor fixed --archive kept 'm = mean(x)' in | tail -n 1 | jq -r .kind; ls kept
#> ab_verdict
#> e0.ndjson
#> e1.ndjson
#> $ cxab --monitor fixed --emit tap 'm = mean(x)' in | grep -v '^{'
#> TAP version 13
#> 1..4
#> ok 1 - e0: m t # SKIP inconclusive: neutral: effect 0.1 [-1.317, 1.517], p 0.8837
#> ok 2 - e0: verdict # SKIP inconclusive: stop t: m no difference shown
#> ok 3 - e1: m t # SKIP inconclusive: neutral: effect 1 [-24.41, 26.41], p 0.7048
#> ok 4 - e1: verdict # SKIP inconclusive: stop t: m no difference shown
#> $ cxab --horizon 90 --looks looks 'm = mean(x)' in | jq -c 'select(.kind == "ab") | [.look, .hold]'
#> [1,null]
#> [1,null]
#> $ cxab --monitor fixed --conf 0.5 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 10 10 0.1 -0.3640 0.8837 neutral
#> e0 r secondary up t null 10 10 -0.0476 -0.3503 0.9149 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --partial 'm = mean(x)' in | head -n 1 | cut -c 1-60
#> {"kind":"states","filter":"cxab","version":3,"plan":{"cap_lo
#> $ cxab --monitor fixed --merge --disjoint state 2>&1 | sh short
#> e0 m goal up t null 10 10 0.1 -1.3168 0.8837 neutral
#> e0 stop_futile 20
#> $ cxab --monitor fixed --merge --disjoint state 2>&1 | tail -n 1 | cut -c 1-70
#> {"kind":"ab_verdict","experiment":"e1","decision":"stop_futile","varia
#> $ cxab --merge --once ustate ustate 2>&1 | wc -l
#> 22
#> $ cxab --merge --allow-repeat ustate ustate 2>&1 | wc -l
#> 22
#> $ cxab -u user_id --monitor fixed --sorted 'm = sum(value)' ev 2>&1 | cut -c 1-60
#> cxab: ev:11: "u10" comes after "u9": not sorted, do without 
#> $ cxab -u user_id --monitor fixed --max-facts 1 'm = sum(value)' ev 2>&1 | cut -c 1-60
#> cxab: more than 1 records to keep (see --max-facts)
#> $ cxab -u user_id --monitor fixed 'm = sum(value)' --max-memory 1 spilled | cksum
#> the same
#> $ cxab -u user_id --monitor fixed 'm = sum(value)' --max-memory 1 --tmp nosuch spilled 2>&1
#> cxab: nosuch: a temporary file: No such file or directory
#> $ cxab --monitor fixed -e 'g > 0' 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 7 6 -0.1666 -2.0978 0.8521 neutral
#> e0 r secondary up t null 7 6 -0.1483 -1.6666 0.8297 neutral
#> e0 stop_futile 13
#> $ cxab --monitor fixed --where 'g > 0' 'm = mean(x), r = ratio(y, x)' in | sh short
#> e0 m goal up t null 7 6 -0.1666 -2.0978 0.8521 neutral
#> e0 r secondary up t null 7 6 -0.1483 -1.6666 0.8297 neutral
#> e0 stop_futile 13
#> $ printf 'variant	x
#> a	1
#> b	2
#> a	3
#> b	5
#> ' | cxab -f tsv 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"ab_verdict","decision":"keep_running","variant":"b"
#> $ printf 'variant	x
#> a	1
#> b	2
#> a	3
#> b	5
#> ' | cxab --format tsv 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"ab_verdict","decision":"keep_running","variant":"b"
#> $ printf '1.1.1.1 200
#> 1.1.1.1 200
#> 2.2.2.2 300
#> ' | cxab -f apache --variant client_ip --log-format '%h %s' 'm = mean(status)' 2>&1 | tail -n 1 | cut -c 1-70
#> {"kind":"ab_verdict","decision":"keep_running","variant":"2.2.2.2","va
#> $ printf 'a 1
#> b 2
#> a 3
#> b 5
#> ' | cxab -f regex --regex '(?<variant>.) (?<x>.)' 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70
#> {"kind":"ab_verdict","decision":"keep_running","variant":"b","valid_to
#> $ printf 'a 1
#> b 2
#> a 3
#> b 5
#> ' | cxab -f grok --grok '(?<variant>.) (?<x>.)' 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70
#> {"kind":"ab_verdict","decision":"keep_running","variant":"b","valid_to
#> $ printf 'a 1
#> b 2
#> a 3
#> b 5
#> ' | cxab -f regex --regex '(?<variant>.) (?<x>.)' --continue . 'm = mean(x)' 2>&1 | tail -n 1 | cut -c 1-70
#> {"kind":"ab_arm","metric":"m","role":"goal","variant":"a","n":1,"mean"
#> $ cxab --monitor fixed --map x=y 'm = mean(x), r = ratio(y, x)' in | sh short
#> cxab: no record had a field 'y'
#> e0 m goal up t null 10 10 0 -1.4006 1 neutral
#> e0 r secondary up t null 0 0 null null null neutral
#> e0 stop_futile 20
#> $ echo '{"event":"a","properties":{"time":1788220800,"variant":"a"}}' | cxab --variant event_name --schema mixpanel 'm = count()' 2>&1 | tail -n 1 | cut -c 1-90
#> {"kind":"ab_arm","metric":"m","role":"goal","variant":"a","n":1,"mean":null,"mean_lo":null
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxab --schema hey --run-start 2026-09-01 --variant status --from 2026-01-01 'm = count()' 2>&1 | tail -n 1 | cut -c 1-90
#> {"kind":"ab_arm","metric":"m","role":"goal","variant":"200","n":1,"mean":null,"mean_lo":nu
#> $ cxab -u user_id --monitor fixed -t at --input-tz America/New_York 'm = sum(x)' in ev | tail -n 1 | jq .from
#> cxab: ev:25: no time: the record has no field 'at' (see --time)
#> cxab: ev:26: no time: the record has no field 'at' (see --time)
#> cxab: ev:27: no time: the record has no field 'at' (see --time)
#> cxab: ev:28: no time: the record has no field 'at' (see --time)
#> cxab: ev:29: no time: the record has no field 'at' (see --time)
#> cxab: 24 of 74 records rejected (32.4%), more than --max-bad allows; --rejects FILE keeps them
#> "2026-02-01T15:00:30Z"
#> $ printf '[Jan 2 03:04:05] a
#> ' | cxab -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --variant client_ip --year 2024 'm = count()' 2>&1 | tail -n 2 | cut -c 1-90
#> {"kind":"ab_health","check":"days","status":"warn","value":0,"limit":7,"text":"less than a
#> {"kind":"ab_arm","metric":"m","role":"goal","variant":"a","n":1,"mean":null,"mean_lo":null
#> $ cxab -u user_id --monitor fixed --within 1d --strict-window --now 2026-01-03 'm = sum(value)' ev | sh short
#> e0 m goal up t null 4 3 -1.25 -8.7423 0.6057 neutral
#> e0 stop_futile 7
#> $ cxab --monitor fixed -t at 'm = mean(x)' in | tail -n 1 | jq .from
#> "2026-02-01T10:00:30Z"
#> $ cxab --monitor fixed --time at 'm = mean(x)' in | tail -n 1 | jq .from
#> "2026-02-01T10:00:30Z"
#> $ cxab --monitor fixed -b 'd = hour(timestamp)' --tz Asia/Tokyo 'm = mean(x)' in | grep -c '"d":10'
#> 0
#> $ cxab -u user_id --monitor fixed --from 2026-01-02 'm = sum(value)' ev | sh short
#> e0 m goal up t null 7 6 0.6428 -1.6988 0.5573 neutral
#> e0 stop_futile 13
#> $ cxab -u user_id --monitor fixed --to 2026-01-02 'm = sum(value)' ev | sh short
#> e0 m goal up t null 4 3 -1.75 -5.9407 0.3269 neutral
#> e0 stop_futile 7
#> $ cxab --monitor fixed -o out 'm = mean(x)' in | wc -l
#> 0
#> $ cxab --monitor fixed --output out 'm = mean(x)' in | wc -l
#> 0
#> $ cxab --rejects out "m = count()" bad; cat out
#> cxab: bad:1:1: expected an object, found 'b'
#> cxab: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxab: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxab --max-bad 100% "m = count()" bad; echo $?
#> cxab: bad:1:1: expected an object, found 'b'
#> cxab: 1 of 1 records rejected (100%)
#> cxab: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 3
#> $ cxab --strict "m = count()" bad in >/dev/null 2>&1; echo $?
#> 2
#> $ cxab --strict-fields "m = mean(gone)" in >/dev/null; echo $?
#> cxab: no record had a field 'gone'
#> 4
#> $ printf '{"variant":"%0300d"}
#> ' 1 | cxab --max-line 256 'm = count()' 2>&1 | tail -n 1 | cut -c 1-70
#> cxab: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxab 'm = count()' --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"ab_arm","experiment":"e0","metric":"m","role":"goal
#> $ cxab -h "m = count()" in | head -n 1
#> usage: cxab [-u EXPR] [--control ARM] [--goal METRIC] [OPTION...] METRICS
#> $ cxab --help "m = count()" in | head -n 1
#> usage: cxab [-u EXPR] [--control ARM] [--goal METRIC] [OPTION...] METRICS
#> $ cxab --version "m = count()" in | cut -c 1-18 | head -n 1
#> cxab (cxutils) 0.1
#> $ cxab --monitor fixed -j 1 'm = mean(x), r = ratio(y, x)' in | sh short
#> the same
#> $ cxab --monitor fixed -j 8 'm = mean(x)' many | cksum
#> the same
#> $ cxab --monitor fixed --threads 3 'm = mean(x)' many | cksum
#> the same
#> $ cxab --monitor fixed --progress 'm = mean(x)' many | cksum
#> the same
#> $ rm -f place; cxab --monitor fixed 'm = mean(x)' --resume place in | wc -l; grep -c '"kind":"place"' place
#> 18
#> 1
#> $ rm -f place; cxab --monitor fixed 'm = mean(x)' --resume place --wait in
#> the same
#> $ cxab --monitor fixed 'm = mean(x)' --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxab --monitor fixed 'm = mean(x)' --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxab --monitor fixed 'm = mean(x)' --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxab --monitor fixed 'm = mean(x)' --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxab --merge --disjoint --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxab --merge --disjoint --expect nowhere ustate > /dev/null; echo $?
#> cxab: --expect: there is nothing of nowhere
#> 3
#> $ cxab 'm = count()' -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxab 'm = count()' -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxab 'm = count()' -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxab 'm = count()' -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxab 'm = count()' -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxab 'm = count()' -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
