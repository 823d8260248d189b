# Who will buy within 39 weeks: fitted on one half of the customers, judged on the other.
. "$TOP/tests/cli/cxpredict/cdnow.inc"
cdnow > users
awk 'NR % 2 == 1' users > one
awk 'NR % 2 == 0' users > two
cxpredict --fit logit --target 'later > 0' --features 'x, t_x, T, coalesce(spend, 0), idle = T - t_x' one > m.json
cat m.json
cxpredict --score m.json two | sed -n '1p;700p;$p'
cxpredict --evaluate m.json two > e
cat e
cxview --fields decile,n,rate,lift,gain e | sed -n '1,12p'
# The same whatever the order; features may be repeated, and the target be another.
sort -r one > a
cxpredict -j 2 --fit logit --target 'later > 0' --features 'x, t_x, T, coalesce(spend, 0), idle = T - t_x' a | cmp - m.json
sort two | cxpredict --evaluate m.json --features ' x,t_x, T, coalesce(spend,0),T - t_x' | cmp - e && echo same
cxpredict --evaluate m.json --target 'later > 3' two | tail -n 1
# Hopeless: a feature that tells all, a constant one, classes that cannot be told.
cxpredict --fit logit --ridge 0 --target 'later > 0' --features later users | jq -c '[.degenerate, .ll]'
cxpredict --fit logit --target 'later > 0' --features '7, x' users | jq -c '[.degenerate, .coef, .coef_se]'
cxpredict --fit logit --target 'x == 0' --features 't_x == 0' users | jq -c '[.features, .coef, .cuts]'
