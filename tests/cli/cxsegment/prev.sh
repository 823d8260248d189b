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
