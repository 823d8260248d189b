# The repeat-purchase summary of CDNOW's customers, as its publishers counted it: x, and t_x
# and T in weeks to two decimals.  From raw records, and from states of two months each.
# Ids are decimal, whatever an awk makes of a 0 in front.
gunzip -c "$TOP/tests/data/users/CDNOW_sample.txt.gz" | awk '{
	sub(/^0+/, "", $2)
	printf "{\"timestamp\":\"%s-%s-%sT12:00:00Z\",\"user_id\":%d,\"event_name\":\"purchase\",\"value\":%s}\n",
	    substr($3, 1, 4), substr($3, 5, 2), substr($3, 7, 2), $2, $5 }' > in
gunzip -c "$TOP/tests/data/users/cdnow_customers_summary.csv.gz" | tr -d '\r' |
    awk -F, 'NR > 1 { printf "%d %d %.2f %.2f\n", $1, $2, $3, $4 }' > want
summary() { jq -r '[.user, .x, .t_x, .T] | @tsv' "$@" | awk '{ printf "%d %d %.2f %.2f\n", $1, $2, $3 / 7, $4 / 7 }'; }
cxuser --now 1997-09-30T23:59:59Z in > profiles
summary profiles | cmp - want && wc -l < want
for m in 01:03 03:05 05:07 07:09 09:11 11:13; do
	cxuser --partial --from "1997-${m%:*}-01" --to "$(echo "1997-${m#*:}-01" | sed s/1997-13/1998-01/)" in > "$m.state"
done
cxuser --merge --now 1997-11-01 0[1-7]:*.state 09:11.state > online
cxuser --now 1997-10-31T12:00:00Z in > offline
cxuser --merge --now 1997-10-31T12:00:00Z 0[1-7]:*.state 09:11.state | cmp - offline && echo "online is offline"
# Until 30 June 1998 there are 6,919 transactions, of as many customers.
cxuser in | jq -s -c '[length, (map(.orders) | add), (map(.value) | add * 100 | round / 100), (map(.x) | max)]'
awk '{ n++; s += $5 } END { printf "%d %.2f\n", n, s }' <<END
$(gunzip -c "$TOP/tests/data/users/CDNOW_sample.txt.gz")
END
# Of those who came back, the mean of their mean spending.
jq -s -c 'map(select(.x > 0)) | [length, ((map(.spend) | add) / length * 1000 | round / 1000)]' profiles

#> 2357
#> online is offline
#> [2357,6919,244091.94,43]
#> 6919 244091.94
#> [946,35.078]
