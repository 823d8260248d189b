# Yesterday's segments: who has changed, as records, as events, as a matrix.
day() { printf '{"user":%s,"age_days":%d,"idle_days":%d}\n' "$@"; }
{ day '"a"' 50 5; day '"b"' 50 5; day '"c"' 50 40; day '"d"' 5 1; day 7 50 95; } > first
{ day '"a"' 51 6; day '"b"' 51 31; day '"e"' 1 0; day 7.0 51 2; day '"d"' 6 0; day '"n"' 99 99; } > second
cxsegment first > yesterday
cat yesterday
cxsegment --prev yesterday second
echo '# events besides, and alone'
cxsegment --prev yesterday --changes also --now 2026-11-30 second > today
cat today
cxsegment --prev yesterday --changes only --now 2026-11-30T06:00:00+01:00 second
echo '# what it wrote, all of it, is yesterday tomorrow; with other names too'
cxsegment --prev today second | cxstat -b 'same = previous == segment' 'n = count()'
{ echo '{"user":"a","segment":"zeal"}'; echo; echo '{"kind":"segment_size","segment":"new"}'
  echo '{"event_name":"x","user":"b","segment":"y"}'; echo '{"kind":"segment","user":"b","segment":"b\u00e4r"}'
  echo '{"user":"a","segment":"albatross"}'; } > other
cxsegment --prev other second | head -n 2
echo '# who went where'
cxsegment --prev yesterday --summary second | cxview
cxsegment --prev other --summary second | jq -c 'select(.kind == "segment_move") | select(.n > 0) | [.from, .to, .n, .of]'
cxsegment --prev yesterday --summary --conf 0.8 second | tail -n 1
for j in 1 2 4; do cxsegment -j $j --prev yesterday --summary second | cksum; done
sort -r second | cxsegment --prev yesterday --summary | cksum
echo '# by scores, clusters and responses too'
awk 'BEGIN { for (i = 0; i < 40; i++) printf "{\"user\":%d,\"recency\":%d,\"frequency\":%d,\"monetary\":%d}\n", i, i * 7 % 50, i % 5, i * i % 90 }' > users
cxsegment --rfm users > scores
cxsegment --kmeans 3 users > clusters
cxsegment --kmeans 3 --prev scores --changes only --now 2026-11-30 users | tail -n 2
cxsegment --rfm --prev clusters users | tail -n 1
cxsegment --rfm --prev scores --summary users | jq -c 'select(.kind == "segment_move") | select(.n > 0) | [.from == .to, .n == .of]' | sort | uniq -c | tr -s ' '
echo '{"user":"u","segment":"always"}' > always
echo '{"timestamp":1767225600,"user_id":"u","event_name":"notification_sent"}' |
    cxsegment --responses 2 --prev always --changes only --now 2026-11-30
echo '# what is wrong'
cxsegment --prev gone second
cxsegment --prev second second
: > empty; cxsegment --prev empty second
for line in '{"user":1' '[1]' '{"kind":"segment","user":1}' '{"kind":"segment","segment":"x"}' '{"user":1,"segment":2}'; do
	{ cat yesterday; echo "$line"; } > bad
	cxsegment --prev bad second
done
cxsegment --prev yesterday --changes only second 2>&1 | head -n 1
cxsegment --prev yesterday --changes only --now noon second 2>&1 | head -n 1
cxsegment --changes only second 2>&1 | head -n 1

#> {"kind":"segment","user":"a","segment":"active"}
#> {"kind":"segment","user":"b","segment":"active"}
#> {"kind":"segment","user":"c","segment":"at_risk"}
#> {"kind":"segment","user":"d","segment":"new"}
#> {"kind":"segment","user":7,"segment":"dormant"}
#> {"kind":"segment","user":"a","segment":"active","previous":"active"}
#> {"kind":"segment","user":"b","segment":"at_risk","previous":"active"}
#> {"kind":"segment","user":"e","segment":"new"}
#> {"kind":"segment","user":7,"segment":"active","previous":"dormant"}
#> {"kind":"segment","user":"d","segment":"new","previous":"new"}
#> {"kind":"segment","user":"n","segment":"dormant"}
#> # events besides, and alone
#> {"kind":"segment","user":"a","segment":"active","previous":"active"}
#> {"kind":"segment","user":"b","segment":"at_risk","previous":"active"}
#> {"event_name":"stage_changed","user_id":"b","from":"active","to":"at_risk","timestamp":"2026-11-30T00:00:00Z"}
#> {"kind":"segment","user":"e","segment":"new"}
#> {"event_name":"stage_changed","user_id":"e","to":"new","timestamp":"2026-11-30T00:00:00Z"}
#> {"kind":"segment","user":7,"segment":"active","previous":"dormant"}
#> {"event_name":"stage_changed","user_id":7,"from":"dormant","to":"active","timestamp":"2026-11-30T00:00:00Z"}
#> {"kind":"segment","user":"d","segment":"new","previous":"new"}
#> {"kind":"segment","user":"n","segment":"dormant"}
#> {"event_name":"stage_changed","user_id":"n","to":"dormant","timestamp":"2026-11-30T00:00:00Z"}
#> {"event_name":"stage_changed","user_id":"b","from":"active","to":"at_risk","timestamp":"2026-11-30T05:00:00Z"}
#> {"event_name":"stage_changed","user_id":"e","to":"new","timestamp":"2026-11-30T05:00:00Z"}
#> {"event_name":"stage_changed","user_id":7,"from":"dormant","to":"active","timestamp":"2026-11-30T05:00:00Z"}
#> {"event_name":"stage_changed","user_id":"n","to":"dormant","timestamp":"2026-11-30T05:00:00Z"}
#> # what it wrote, all of it, is yesterday tomorrow; with other names too
#> {"kind":"stat","same":true,"n":6}
#> {"kind":"segment","user":"a","segment":"active","previous":"albatross"}
#> {"kind":"segment","user":"b","segment":"at_risk","previous":"bär"}
#> # who went where
#> segment         n              share
#> first_purchase  0  0.00 [0.00, 0.39]
#> new             2  0.33 [0.10, 0.70]
#> dormant         1  0.17 [0.03, 0.56]
#> at_risk         1  0.17 [0.03, 0.56]
#> loyal           0  0.00 [0.00, 0.39]
#> active          2  0.33 [0.10, 0.70]
#> other           0  0.00 [0.00, 0.39]
#>
#> from     to              n              share
#> new      first_purchase  0  0.00 [0.00, 0.79]
#> new      new             1  1.00 [0.21, 1.00]
#> new      dormant         0  0.00 [0.00, 0.79]
#> new      at_risk         0  0.00 [0.00, 0.79]
#> new      loyal           0  0.00 [0.00, 0.79]
#> new      active          0  0.00 [0.00, 0.79]
#> new      other           0  0.00 [0.00, 0.79]
#> new      -               0  0.00 [0.00, 0.79]
#> dormant  first_purchase  0  0.00 [0.00, 0.79]
#> dormant  new             0  0.00 [0.00, 0.79]
#> dormant  dormant         0  0.00 [0.00, 0.79]
#> dormant  at_risk         0  0.00 [0.00, 0.79]
#> dormant  loyal           0  0.00 [0.00, 0.79]
#> dormant  active          1  1.00 [0.21, 1.00]
#> dormant  other           0  0.00 [0.00, 0.79]
#> dormant  -               0  0.00 [0.00, 0.79]
#> at_risk  first_purchase  0  0.00 [0.00, 0.79]
#> at_risk  new             0  0.00 [0.00, 0.79]
#> at_risk  dormant         0  0.00 [0.00, 0.79]
#> at_risk  at_risk         0  0.00 [0.00, 0.79]
#> at_risk  loyal           0  0.00 [0.00, 0.79]
#> at_risk  active          0  0.00 [0.00, 0.79]
#> at_risk  other           0  0.00 [0.00, 0.79]
#> at_risk  -               1  1.00 [0.21, 1.00]
#> active   first_purchase  0  0.00 [0.00, 0.66]
#> active   new             0  0.00 [0.00, 0.66]
#> active   dormant         0  0.00 [0.00, 0.66]
#> active   at_risk         1  0.50 [0.09, 0.91]
#> active   loyal           0  0.00 [0.00, 0.66]
#> active   active          1  0.50 [0.09, 0.91]
#> active   other           0  0.00 [0.00, 0.66]
#> active   -               0  0.00 [0.00, 0.66]
#> -        first_purchase  0  0.00 [0.00, 0.66]
#> -        new             1  0.50 [0.09, 0.91]
#> -        dormant         1  0.50 [0.09, 0.91]
#> -        at_risk         0  0.00 [0.00, 0.66]
#> -        loyal           0  0.00 [0.00, 0.66]
#> -        active          0  0.00 [0.00, 0.66]
#> -        other           0  0.00 [0.00, 0.66]
#> ["albatross","active",1,1]
#> ["bär","at_risk",1,1]
#> [null,"new",2,4]
#> [null,"dormant",1,4]
#> [null,"active",1,4]
#> {"kind":"segment_move","to":"other","n":0,"of":2,"share":0,"share_lo":0,"share_hi":0.45090763001152456}
#> 2784562236 5522
#> 2784562236 5522
#> 2784562236 5522
#> 2784562236 5522
#> # by scores, clusters and responses too
#> {"event_name":"stage_changed","user_id":38,"from":"potential_loyalist","to":"c2","timestamp":"2026-11-30T00:00:00Z"}
#> {"event_name":"stage_changed","user_id":39,"from":"loyal","to":"c2","timestamp":"2026-11-30T00:00:00Z"}
#> {"kind":"segment","user":39,"segment":"loyal","previous":"c2","recency":23,"frequency":4,"monetary":81,"r":3,"f":5,"m":5,"rfm":"355"}
#>  9 [true,true]
#> {"event_name":"stage_changed","user_id":"u","from":"always","to":"never","timestamp":"2026-11-30T00:00:00Z"}
#> # what is wrong
#> cxsegment: --changes needs --now, the time of the changes
#> cxsegment: --now: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'noon'
#> cxsegment: --changes needs --prev
#2> cxsegment: gone: No such file or directory
#2> cxsegment: second: no segment records in it
#2> cxsegment: empty: no segment records in it
#2> cxsegment: bad:6: expected ',' or '}', found end of text
#2> cxsegment: bad:6: expected an object
#2> cxsegment: bad:6: expected a user and a segment
#2> cxsegment: bad:6: expected a user and a segment
#2> cxsegment: bad:6: expected a user and a segment
