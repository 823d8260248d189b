# Where a condition on events is asked for, a word is the name of one.
for i in 1 2 3 4 5 6 7 8; do
	for u in a b c d e f g; do
		printf '{"timestamp":"2026-01-0%sT0%s:00:00Z","user_id":"%s","event_name":"%s","channel":"c%s","value":%s,"item_id":"i%s","delivery_id":"d%s","transaction_id":"t%s%s","paid":%s}\n' \
		    "$i" "$i" "$u" "$(echo sent opened bought returned view bought opened sent | cut -d ' ' -f $i)" $((i % 3)) $i $((i % 2)) $i $i $u "$([ $i -gt 3 ] && echo true || echo false)"
	done
done > in
same() { # COMMAND with @NAME@ for a condition
	printf '%s\n' "$1"
	eval "$(printf '%s' "$1" | sed "s/@\([a-z]*\)@/\1/g")" > word 2>&1
	eval "$(printf '%s' "$1" | sed "s/@\([a-z]*\)@/'event_name == \"\1\"'/g")" > condition 2>&1
	eval "$(printf '%s' "$1" | sed "s/@\([a-z]*\)@/nothing/g")" > nothing 2>&1
	cmp word condition && ! cmp -s word nothing && grep -c kind word
}
same 'cxuser --order @bought@ --refund @returned@ in'
same 'cxsession --sessions --order @bought@ --refund @returned@ in'
same 'cxsession --sessions --key-event @view@ in'
same 'cxfunnel -s v:@view@ -s b:@bought@ --within 3d --value value --refund @returned@ in'
same 'cxretain --start @view@ --return @opened@ in'
same 'cxattribute --model last --order @bought@ --refund @returned@ in'
same 'cxattribute --model last --touch @sent@ --order @bought@ in'
same 'cxpredict --hours --sent @sent@ --reaction @opened@ in'
same 'cxpredict --items --saw @view@ --took @bought@ in'
same 'cxsegment --responses 2 --sent @sent@ --reaction @opened@ in'
# A member that is true or false is compared, and literals stay what they are.
cxuser --order 'paid == true' in | jq -c '[.user, .orders]' | head -n 1
cxuser --order true in | jq -c '[.user, .orders]' | head -n 1
cxuser --order paid in | jq -c '[.user, .orders]' | head -n 1
# A name that no record has is said, in a run over states too; nothing is said of no records.
cxfunnel -s view -s bougth in | jq -c '[.name, .reached]'
cxfunnel --partial -s view -s bougth -s gone? -s sent in > state
cxfunnel --merge --per-user --strict-fields state | wc -l | tr -d ' '
cxfunnel -s view -s bougth /dev/null | jq -c '[.name, .reached]'
cxretain --start signup in
cxpredict --hours in
cxpredict --items --saw seen --took taken --strict-fields in; echo "status $?"
cxpredict --hours /dev/null

#> cxuser --order @bought@ --refund @returned@ in
#> 7
#> cxsession --sessions --order @bought@ --refund @returned@ in
#> 56
#> cxsession --sessions --key-event @view@ in
#> 56
#> cxfunnel -s v:@view@ -s b:@bought@ --within 3d --value value --refund @returned@ in
#> 2
#> cxretain --start @view@ --return @opened@ in
#> 4
#> cxattribute --model last --order @bought@ --refund @returned@ in
#> 4
#> cxattribute --model last --touch @sent@ --order @bought@ in
#> 3
#> cxpredict --hours --sent @sent@ --reaction @opened@ in
#> 7
#> cxpredict --items --saw @view@ --took @bought@ in
#> 1
#> cxsegment --responses 2 --sent @sent@ --reaction @opened@ in
#> 7
#> ["a",5]
#> ["a",8]
#> ["a",0]
#> ["view",7]
#> ["bougth",0]
#> 7
#> ["view",0]
#> ["bougth",0]
#> status 4
#2> cxfunnel: no record is step 2, 'bougth'
#2> cxfunnel: no record is step 2, 'bougth'
#2> cxfunnel: no record is step 3, 'gone'
#2> cxretain: nobody is counted: no record is a start (--start), or none is so early that it counts
#2> cxpredict: no record is a message (--sent)
#2> cxpredict: no record shows or takes an item (--saw, --took, --item)
