# What is refused, and what is passed over.
. "$TOP/tests/cli/cxpredict/cdnow.inc"
try() { echo "\$ $*"; "$@" 2>&1; echo "status $?"; }
cdnow > users
cxpredict --fit bgnbd users > m.json
cxpredict --fit logit --target 'later > 0' --features x users > l.json
try cxpredict users
try cxpredict --fit nbd users
try cxpredict --fit bgnbd --score m.json users
try cxpredict --fit bgnbd --features x users
try cxpredict --fit pnbd --ridge 1 users
try cxpredict --fit logit --features x users
try cxpredict --fit logit --target 'x > 0' users
try cxpredict --fit logit --unit day --target 'x > 0' --features x users
try cxpredict --fit logit --target 'x >' --features x users
try cxpredict --fit logit --target 'x > 0' --features 'x,,T' users
try cxpredict --evaluate m.json users
try cxpredict --evaluate m.json --horizon 39w users
try cxpredict --evaluate m.json --horizon soon --actual later users
try cxpredict --evaluate l.json --actual later users
try cxpredict --score l.json --horizon 13w users
try cxpredict --score l.json --features t_x users
try cxpredict --score l.json --features x,t_x users
# Models that are none.
try cxpredict --score users users
echo '{"kind":"stat"}' > s; try cxpredict --score s users
sed 's/"version":1/"version":2/' m.json > s; try cxpredict --score s users
sed 's/"features":\["x"/"features":["t_x"/' l.json > s; try cxpredict --score s users
sed 's/"coef":\[[^]]*/"coef":[/' l.json > s; try cxpredict --score s users
sed 's/"unit":"week"/"unit":"day"/' m.json > s; try cxpredict --score s users
try cxpredict --score none.json users
# Nothing to fit: what was there stays.
echo old > keep
try cxpredict --fit bgnbd -o keep /dev/null; cat keep
echo '{"x":0,"T":9}' | try cxpredict --fit bgnbd
echo '{"x":0,"T":9}' | try cxpredict --fit logit --target 'x > 0' --features T
try cxpredict --evaluate m.json --horizon 1w --actual later /dev/null
printf '%s\n' '{"x":1,"t_x":2,"T":9}' '{"x":2,"t_x":2,"T":8,"y":1}' > two
try cxpredict --fit logit --ridge 0 --target 'exists(y)' --features 'x, 3 * x' two
# Records that are bad, and who never bought.
printf '%s\n' '{"user":"a","x":1,"t_x":2,"T":9}' '{"user":"visitor"}' '{"user":"b","x":1.5,"t_x":2,"T":9}' \
    '{"user":"c","x":1,"t_x":20,"T":9}' '{"user":"d","x":1,"T":9}' '{"user":"e","x":0,"t_x":1,"T":9}' \
    '{"user":"f","x":0,"T":-1}' '{"x":0,"T":1}' '{"user":"g","x":"many","T":1}' '{"user":"h","T":1}' \
    '{"user":"i","x":0,"T":1,"spend":"much"}' '{"user":"j","x":1,"t_x":1,"T":1,"spend":1e200}' '{"user":7,"x":0,"T":"1"}' > bad
try cxpredict --score m.json --max-bad 100% bad
try cxpredict --score m.json --strict bad
try cxpredict --score l.json --max-bad 100% bad
try cxpredict --evaluate m.json --horizon 1w --actual later --max-bad 100% bad
try cxpredict --evaluate l.json --max-bad 100% bad
# Spend that makes no model is left out.
printf '%s\n' '{"x":1,"t_x":2,"T":9,"spend":5}' '{"x":2,"t_x":3,"T":8,"spend":5}' '{"x":0,"T":5}' > same
cxpredict --fit bgnbd same | jq -c '[.degenerate, .spend_p, .features]'
# A model of spend, and nobody who spent.
printf '%s\n' '{"user":"a","x":1,"t_x":2,"T":9}' > poor
try cxpredict --score m.json --strict-fields poor
