# --resume of each filter that writes records, with what it keeps beside the place.
last() { for f in "${1:-out}"/*; do :; done; cat "$f"; }
fresh() { rm -rf out rej p; mkdir out rej; }
echo '# keys of --unique are remembered: in one file with the place'
fresh; printf '{"k":%s}\n' 1 2 1 > in
cxselect --unique k --resume p -o out/ in; last
printf '{"k":%s}\n' 2 3 >> in; cxselect --unique k --resume p -o out/ in; last
sed 's/{"kind":"\([a-z_]*\)".*/\1/' p | uniq; cxselect --unique k --resume p -o out/ in; ls out
echo '# series of cxanomaly, likewise; a point is judged once'
fresh; for i in 1 2 3; do echo "{\"window\":\"2026-01-01T00:0$i:00Z\",\"n\":$i}"; done > in
cxanomaly --resume p -o out/ n in; last | jq -c '[.n,.status]'
echo '{"window":"2026-01-01T00:04:00Z","n":4}' >> in; cxanomaly --resume p -o out/ n in
last | jq -c '[.n,.status]'; sed -n 's/.*"last":\([0-9]*\).*/\1/p' p
cxanomaly --resume p -o out/ --gate n in; echo "status $?"
echo '# the table of cxjoin is read when there is something to join'
fresh; printf 'k,v\n1,one\n' > table.csv; printf '{"k":%s}\n' 1 2 > in
cxjoin -k k --resume p -o out/ table.csv in; last
echo 'no table any more' > table.csv; cxjoin -k k --resume p -o out/ table.csv in; echo "status $?"
echo '# cxcheck: good events, rejects and tables of a run; verdicts of what it read'
fresh; cat > plan.yaml <<'END'
common: {type: object, properties: {n: {type: integer}}}
target: 50%
END
printf '{"n":%s}\n' 1 '"x"' > in
cxcheck --resume p -o out/ --rejects rej/ plan.yaml in; echo "status $?"; last; last rej | cut -c 1-60
echo '{"n":"y"}' >> in; cxcheck --resume p -o out/ --rejects rej/ plan.yaml in; echo "status $?"; last rej | cut -c 1-60
cxcheck --resume p -o out/ --rejects rej/ plan.yaml in; echo "status $?"; ls out rej
echo '# who is assigned, who is in a segment'
fresh; echo '{"user_id":"a"}' > in
cxassign --experiment x --weights a=1 --resume p -o out/ in; echo '{"user_id":"b"}' >> in
cxassign --experiment x --weights a=1 --resume p -o out/ in; last | jq -c .user_id
fresh; printf 'rules:\n  big: n > 1\n' > rules.yaml; echo '{"user":"a","n":2}' > in
cxsegment --rules rules.yaml --resume p -o out/ in; echo '{"user":"b","n":0}' >> in
cxsegment --rules rules.yaml --resume p -o out/ in; cat out/*

#> # keys of --unique are remembered: in one file with the place
#> {"k":1}
#> {"k":2}
#> {"k":3}
#> place
#> states
#> state
#> states_end
#> 0000000001.ndjson
#> 0000000002.ndjson
#> # series of cxanomaly, likewise; a point is judged once
#> [1,"learning"]
#> [2,"learning"]
#> [3,"learning"]
#> [4,"learning"]
#> 1767225840000000
#> status 3
#> # the table of cxjoin is read when there is something to join
#> {"k":1,"v":"one"}
#> {"k":2}
#> status 0
#> # cxcheck: good events, rejects and tables of a run; verdicts of what it read
#> status 0
#> {"n":1}
#> {"kind":"reject","source":"in","line":2,"code":"type_mismatc
#> status 1
#> {"kind":"reject","source":"in","line":3,"code":"type_mismatc
#> status 3
#> out:
#> 0000000001.ndjson
#> 0000000002.ndjson
#>
#> rej:
#> 0000000001.ndjson
#> 0000000002.ndjson
#> # who is assigned, who is in a segment
#> "b"
#> {"kind":"segment","user":"a","segment":"big"}
#> {"kind":"segment","user":"b","segment":"other"}
#2> cxselect: 1 of 3 records left out: their key was there before
#2> cxselect: 1 of 2 records left out: their key was there before
#2> cxcheck: in:2: /n: expected integer, found string
#2> cxcheck: 2 events: 1 good, 1 bad
#2> cxcheck:        1 x type_mismatch /n, first at in:2: "x"
#2> cxcheck: pass         schema: 1 of 2 bad (50%), target 50%
#2> cxcheck: in:3: /n: expected integer, found string
#2> cxcheck: 1 events: 0 good, 1 bad
#2> cxcheck:        1 x type_mismatch /n, first at in:3: "y"
#2> cxcheck: fail         schema: 1 of 1 bad (100%), target 50%
#2> cxcheck: 0 events: 0 good, 0 bad
#2> cxcheck: nodata       schema: nothing to judge
