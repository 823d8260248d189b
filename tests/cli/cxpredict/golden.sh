# The figures of the papers, from profiles to predictions and to what came true.
. "$TOP/tests/cli/cxpredict/cdnow.inc"
cdnow > users
for model in bgnbd mbgnbd pnbd; do
	cxpredict --fit $model users > $model.json
	cat $model.json
	cxpredict --score $model.json users | sed -n '1p;1412p;$p'
done
cxpredict --evaluate bgnbd.json --horizon 39w --actual later users
# A model is a result like others.
cxview bgnbd.json
# In other units of time it is the same model.
for unit in day month; do
	cxpredict --fit bgnbd --unit $unit users > $unit.json
	jq -c '[.unit, .r, .alpha, .a, .b]' $unit.json
	cxpredict --score $unit.json --horizon 39w users | sed -n 2357p
done
cxpredict --score bgnbd.json --horizon 39w users | sed -n 2357p
# Whatever the order and the number of threads.
sort users > sorted
for j in 1 2 4; do
	cxpredict -j $j --fit bgnbd sorted | cmp - bgnbd.json
	cxpredict -j $j --evaluate bgnbd.json --horizon 39w --actual later sorted | cksum
	cxpredict -j $j --score bgnbd.json users | cksum
done | uniq -c | sed 's/^ *//'
cxpredict --score bgnbd.json sorted | sort > a
cxpredict --score bgnbd.json users | sort | cmp - a && echo same
# CSV of other names.
cxpredict --evaluate bgnbd.json --horizon 39w --actual later users | tail -n 1 > a
jq -r '[.user, .x, .t_x, .T, .later] | @csv' users | (echo ID,frequency,recency,age,later; cat) > users.csv
cxpredict --evaluate bgnbd.json -f csv --map x=frequency --map t_x=recency --map T=age --horizon 39w --actual later users.csv |
    tail -n 1 | cmp - a && echo same
