# What it was so long ago beside each number of a result, and the mean of the last points.
point() { printf '{"window":"%s","k":"%s","n":%s}\n' "$@"; }
{
	for d in 01 02 03 04 05 06 07 08 09; do point 2026-02-${d}T00:00:00Z a 1$d; point 2026-02-${d}T00:00:00Z b 2$d; done
} > in
cxselect --key k --compare 1w in | tail -n 2
cxselect --key k --moving 3,8 in | tail -n 1
cxselect -e 'k == "a"' --compare 1d --moving 2 --head 2 in
# A hole is no point; a change from 0 has no share, one from below 0 is by what it was away from 0.
{ point 2026-02-01 a 0; point 2026-02-02 a 5; point 2026-02-04 a -2; point 2026-02-05 a -1; point 2026-02-06 a null; point 2026-02-07 a 3; } |
    cxselect --key k --compare 1d --moving 2 | jq -c '[.n_1d, .n_1d_change, .n_mean2]'
# Intervals and counts go with what they are of, and the change has one where both have one.
rate() { printf '{"window":"%s","e":%s,"e_lo":%s,"e_hi":%s,"e_n":%s,"e_method":"wilson"}\n' "$@"; }
{ rate 2026-02-01 0.02 0.0148 0.0271 2000; rate 2026-02-02 0.03 0.0234 0.0384 2000; rate 2026-02-03 0 0 0.0019 2000; rate 2026-02-04 0.02 0.0148 0.0271 2000; } > rates
cxselect --compare 1d rates | sed -n '2,$p'
cxselect --compare 1d rates | cxview
{ point 2026-02-01 a 8; point 2026-02-02 a 8; point 2026-02-03 a 10; } | cxselect --compare 1d | sed 's/n_1d_change/price_change/' | cxview
{ point 2026-02-01 a 8; point 2026-02-02 a 8; point 2026-02-03 a 10; } | cxselect --compare 1mo,1d | cxview --fields window,n_1d_change
# Days are those of the wall clock, in --tz or as it is written; hours are hours.
for d in 2026-03-22T00:00:00+01:00 2026-03-28T23:00:00+01:00 2026-03-29T00:00:00+01:00 2026-03-29T03:00:00+02:00 2026-03-30T00:00:00+02:00; do point $d a ${d#*-*-}; done |
    sed 's/"n":\(..\)T\(..\)[^}]*/"n":\1\2/' > spring
cxselect --compare 1d,1w,4h spring | jq -c '[.window, .n, .n_1d, .n_1w, .n_4h]'
cxselect --tz America/New_York --compare 1d,1w spring | jq -c '[.n, .n_1d, .n_1w]'
jq -c '.window |= (.[0:19] + "Z")' spring | cxselect --compare 1d | jq -c '[.n, .n_1d]'
# The hour that comes twice, a day and a week later.
for t in 2026-10-25T02:00:00+02:00 2026-10-25T02:00:00+01:00 2026-10-26T02:00:00+01:00 2026-11-01T02:00:00+01:00; do point $t a 1; done |
    awk '{ sub(/"n":1/, "\"n\":" NR); print }' | cxselect --compare 1d,1w,1h | jq -c '[.n, .n_1d, .n_1w, .n_1h]'
# Months and years: the same day, if there is one.
for d in 2024-02-29 2025-02-28 2026-01-29 2026-01-31 2026-02-28 2026-03-28 2026-03-29 2026-03-31; do point $d a ${d#*-}; done |
    sed 's/"n":0*\(.*\)-\(..\)}/"n":\1\2}/' | cxselect --compare 1mo,1y,2y | jq -c '[.n, .n_1mo, .n_1y, .n_2y]'
# A value that is null now and then; one that comes later; keys that are numbers; the time of -t.
printf '%s\n' '{"at":1,"s":200,"n":1,"p":5}' '{"at":1,"s":404,"n":2}' '{"at":2,"s":200,"n":null,"q":7}' '{"at":2,"s":404,"n":3,"p":6}' |
    cxselect -t at --key s --compare 1s --moving 2
# Totals pass; other records with no time, out of order, with a name that is taken, are set aside.
{ point 2026-02-02 a 1; echo '{"total":true,"n":9}'; echo '{"n":9}'; point 2026-02-01 a 1; point soon a 1
    echo '{"window":"2026-02-03","n":1,"n_1d_change":4}'; echo '{"window":"2026-02-03","n":1,"n":2}'; } |
    cxselect --compare 1d --max-bad 100%
# What is written is the same however the input is cut, and whatever -j says.
awk 'BEGIN { for (i = 0; i < 9000; i++) printf "{\"window\":%d,\"k\":%d,\"x\":%.3f,\"y\":%d}\n", 1767225600 + int(i / 9) * 3600, i % 9, sin(i) * 1e6, i * i % 97 }' > many
cxselect --key k --compare 1d,1w --moving 24 many > a
dd if=many bs=77 2> /dev/null | cxselect -j 3 --key k --compare 1d,1w --moving 24 | cmp - a && echo 'the same bytes'
# What cannot be.
for o in '--compare 1' '--compare 1w,' '--compare 0d' '--compare 1w,1w' '--moving 1' '--moving x' '--moving 7,7' \
    '--compare 1w --fields n' '--moving 7 --unique n' '--compare 1w --key +' '--key k' '--max-keys 3'; do
	cxselect $o in 2>&1 > /dev/null | head -n 1
done
cxselect --compare 1d --key k --max-keys 1 in > /dev/null

#> {"window":"2026-02-09T00:00:00Z","k":"a","n":109,"n_1w":102,"n_1w_change":0.06862745098039216}
#> {"window":"2026-02-09T00:00:00Z","k":"b","n":209,"n_1w":202,"n_1w_change":0.034653465346534656}
#> {"window":"2026-02-09T00:00:00Z","k":"b","n":209,"n_mean3":208,"n_mean8":205.5}
#> {"window":"2026-02-01T00:00:00Z","k":"a","n":101,"n_1d":null,"n_1d_change":null,"n_mean2":null}
#> {"window":"2026-02-02T00:00:00Z","k":"a","n":102,"n_1d":101,"n_1d_change":0.009900990099009901,"n_mean2":101.5}
#> [null,null,null]
#> [0,null,2.5]
#> [null,null,1.5]
#> [-2,0.5,-1.5]
#> [-1,null,null]
#> [null,null,null]
#> {"window":"2026-02-02","e":0.03,"e_lo":0.0234,"e_hi":0.0384,"e_n":2000,"e_method":"wilson","e_1d":0.02,"e_1d_lo":0.0148,"e_1d_hi":0.0271,"e_1d_n":2000,"e_1d_change":0.4999999999999999,"e_1d_change_lo":0.012143184107578309,"e_1d_change_hi":1.2121946588587948}
#> {"window":"2026-02-03","e":0,"e_lo":0,"e_hi":0.0019,"e_n":2000,"e_method":"wilson","e_1d":0.03,"e_1d_lo":0.0234,"e_1d_hi":0.0384,"e_1d_n":2000,"e_1d_change":-1,"e_1d_change_lo":-1,"e_1d_change_hi":-0.9350760208583756}
#> {"window":"2026-02-04","e":0.02,"e_lo":0.0148,"e_hi":0.0271,"e_n":2000,"e_method":"wilson","e_1d":0,"e_1d_lo":0,"e_1d_hi":0.0019,"e_1d_n":2000,"e_1d_change":null,"e_1d_change_lo":null,"e_1d_change_hi":null}
#> window                            e     n                     e_1d                e_1d_change
#> 2026-02-01  0.0200 [0.0148, 0.0271]  2000       -                         -
#> 2026-02-02  0.0300 [0.0234, 0.0384]  2000  0.0200 [0.0148, 0.0271]   +50.0%  [+1.2%, +121.2%]
#> 2026-02-03  0.0000 [0.0000, 0.0019]  2000  0.0300 [0.0234, 0.0384]  -100.0% [-100.0%, -93.5%]
#> 2026-02-04  0.0200 [0.0148, 0.0271]  2000  0.0000 [0.0000, 0.0019]        -
#> e: wilson
#> window      k   n  n_1d  price_change
#> 2026-02-01  a   8     -             -
#> 2026-02-02  a   8     8          0.00
#> 2026-02-03  a  10     8          0.25
#> window      n_1d_change
#> 2026-02-01            -
#> 2026-02-02         0.0%
#> 2026-02-03       +25.0%
#> ["2026-03-22T00:00:00+01:00",2200,null,null,null]
#> ["2026-03-28T23:00:00+01:00",2823,null,null,null]
#> ["2026-03-29T00:00:00+01:00",2900,null,2200,null]
#> ["2026-03-29T03:00:00+02:00",2903,null,null,null]
#> ["2026-03-30T00:00:00+02:00",3000,2900,null,null]
#> [2200,null,null]
#> [2823,null,null]
#> [2900,null,2200]
#> [2903,null,null]
#> [3000,2823,null]
#> [2200,null]
#> [2823,null]
#> [2900,null]
#> [2903,null]
#> [3000,2900]
#> [1,null,null,null]
#> [2,null,null,1]
#> [3,1,null,null]
#> [4,null,1,null]
#> [229,null,null,null]
#> [228,null,null,null]
#> [129,null,null,null]
#> [131,null,null,null]
#> [228,null,228,null]
#> [328,228,null,null]
#> [329,null,null,null]
#> [331,null,null,null]
#> {"at":1,"s":200,"n":1,"p":5,"n_1s":null,"n_1s_change":null,"n_mean2":null,"p_1s":null,"p_1s_change":null,"p_mean2":null}
#> {"at":1,"s":404,"n":2,"n_1s":null,"n_1s_change":null,"n_mean2":null}
#> {"at":2,"s":200,"n":null,"q":7,"n_1s":1,"n_1s_change":null,"n_mean2":null,"q_1s":null,"q_1s_change":null,"q_mean2":null}
#> {"at":2,"s":404,"n":3,"p":6,"n_1s":2,"n_1s_change":0.5,"n_mean2":2.5,"p_1s":null,"p_1s_change":null,"p_mean2":null}
#> {"window":"2026-02-02","k":"a","n":1,"n_1d":null,"n_1d_change":null}
#> {"total":true,"n":9}
#> the same bytes
#> cxselect: --compare: expected a time such as 1w or 1mo, got '1'
#> cxselect: --compare: expected a time such as 1w or 1mo, got ''
#> cxselect: --compare: expected a time such as 1w or 1mo, got '0d'
#> cxselect: --compare: '1w' twice
#> cxselect: --moving: expected a number of points from 2 to 1000000, got '1'
#> cxselect: --moving: expected a number of points from 2 to 1000000, got 'x'
#> cxselect: --moving: '7' twice
#> cxselect: --compare does not go with --fields
#> cxselect: --moving does not go with --unique
#> cxselect: --key, column 1: expected a value, found '+'
#> cxselect: --key needs --sample, --shard, --compare or --moving
#> cxselect: --max-keys needs --unique, --compare or --moving
#2> cxselect: the times in 'at' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
#2> cxselect: stdin:3: no time: neither a field 'window' nor that of --time
#2> cxselect: stdin:4: a point that is not later than the one before it in its series: sort the input by time, and say by --key what tells series apart
#2> cxselect: stdin:5: expected a time in 'window'
#2> cxselect: stdin:6: the record has a field 'n_1d_change' already
#2> cxselect: stdin:7: two members are called 'n'
#2> cxselect: 5 of 7 records rejected (71.4%)
#2> cxselect: more than 1 series: --max-keys may allow more
#? 2
