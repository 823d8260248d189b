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
cat users users users users users users users users > long; try cxpredict --score long users
: > none; try cxpredict --score none users
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

#> $ cxpredict users
#> cxpredict: expected --fit, --score, --evaluate, --hours or --items
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit nbd users
#> cxpredict: --fit: expected bgnbd|mbgnbd|pnbd|logit, got 'nbd'
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit bgnbd --score m.json users
#> cxpredict: --fit does not go with --score
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit bgnbd --features x users
#> cxpredict: --features is of logit: bgnbd reads x, t_x, T and spend
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit pnbd --ridge 1 users
#> cxpredict: --ridge is of logit: pnbd reads x, t_x, T and spend
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit logit --features x users
#> cxpredict: --fit logit needs --target
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit logit --target x > 0 users
#> cxpredict: --fit logit needs --features
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit logit --unit day --target x > 0 --features x users
#> cxpredict: --unit does not go with --fit logit
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --fit logit --target x > --features x users
#> cxpredict: --target, column 4: expected a value, found end of text
#>   x >
#>      ^
#> status 2
#> $ cxpredict --fit logit --target x > 0 --features x,,T users
#> cxpredict: --features, column 3: expected a value, found ','
#>   x,,T
#>     ^
#> status 2
#> $ cxpredict --evaluate m.json users
#> cxpredict: --evaluate of bgnbd needs --actual
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --evaluate m.json --horizon 39w users
#> cxpredict: --evaluate of bgnbd needs --actual
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --evaluate m.json --horizon soon --actual later users
#> cxpredict: --horizon: expected a duration such as 13w, got 'soon'
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --evaluate l.json --actual later users
#> cxpredict: --actual is of models of purchases, this one has a --target
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --score l.json --horizon 13w users
#> cxpredict: --horizon is of models of purchases, this one has a --target
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --score l.json --features t_x users
#> cxpredict: --features: the model was fitted on other features
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --score l.json --features x,t_x users
#> cxpredict: --features: the model was fitted on other features
#> try 'cxpredict --help'
#> status 2
#> $ cxpredict --score users users
#> cxpredict: users:1: expected a model, as --fit writes it, found a record of kind 'user'
#> status 2
#> $ cxpredict --score long users
#> cxpredict: long:1: expected a model, as --fit writes it, found a record of kind 'user'
#> status 2
#> $ cxpredict --score none users
#> cxpredict: none:1: expected a model, as --fit writes it, found nothing
#> status 2
#> $ cxpredict --score s users
#> cxpredict: s:1: expected a model, as --fit writes it, found a record of kind 'stat'
#> status 2
#> $ cxpredict --score s users
#> cxpredict: s: expected a model of version 1
#> status 2
#> $ cxpredict --score s users
#> cxpredict: s: the model was not fitted on the features that it lists
#> status 2
#> $ cxpredict --score s users
#> cxpredict: s: expected 'coef', a list of 1 numbers
#> status 2
#> $ cxpredict --score s users
#> cxpredict: s: the model was not fitted on the features that it lists
#> status 2
#> $ cxpredict --score none.json users
#> cxpredict: none.json: No such file or directory
#> status 2
#> $ cxpredict --fit bgnbd -o keep /dev/null
#> cxpredict: no record to fit a model to
#> status 2
#> old
#> $ cxpredict --fit bgnbd
#> cxpredict: nobody bought again: there is nothing to fit
#> status 2
#> $ cxpredict --fit logit --target x > 0 --features T
#> cxpredict: the target is false of every record: there is nothing to tell apart
#> status 2
#> $ cxpredict --evaluate m.json --horizon 1w --actual later /dev/null
#> cxpredict: --evaluate: no record to judge by
#> status 3
#> $ cxpredict --fit logit --ridge 0 --target exists(y) --features x, 3 * x two
#> cxpredict: the features depend on each other: leave one out, or give a ridge above 0
#> status 2
#> $ cxpredict --score m.json --max-bad 100% bad
#> cxpredict: bad:3: expected a whole number up to 1000000 in 'x'
#> cxpredict: bad:4: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: bad:5: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: bad:6: expected a 't_x' of 0, where x is 0
#> cxpredict: bad:7: expected days, not negative, in 'T'
#> cxpredict: 10 of 13 records rejected (76.9%); --rejects FILE keeps them
#> {"kind":"prediction","user":"a","p_alive":0.706512,"expected":1.44887,"value_per_order":35.1704,"clv":50.9573}
#> {"kind":"prediction","user":7,"p_alive":1,"expected":0.520285,"value_per_order":35.1704,"clv":18.2986}
#> status 0
#> $ cxpredict --score m.json --strict bad
#> {"kind":"prediction","user":"a","p_alive":0.706512,"expected":1.44887,"value_per_order":35.1704,"clv":50.9573}
#> cxpredict: bad:3: expected a whole number up to 1000000 in 'x'
#> status 2
#> $ cxpredict --score l.json --max-bad 100% bad
#> cxpredict: bad:2: expected a number up to 1e100 of the feature 'x'
#> cxpredict: bad:8: no user: 'user' has no value (see --user; cxuser makes profiles of events)
#> cxpredict: bad:9: expected a number up to 1e100 of the feature 'x'
#> cxpredict: bad:10: expected a number up to 1e100 of the feature 'x'
#> cxpredict: 4 of 13 records rejected (30.8%)
#> {"kind":"prediction","user":"a","score":0.282879,"decile":4}
#> {"kind":"prediction","user":"b","score":0.346463,"decile":4}
#> {"kind":"prediction","user":"c","score":0.282879,"decile":4}
#> {"kind":"prediction","user":"d","score":0.282879,"decile":4}
#> {"kind":"prediction","user":"e","score":0.17925,"decile":8}
#> {"kind":"prediction","user":"f","score":0.17925,"decile":8}
#> {"kind":"prediction","user":"i","score":0.17925,"decile":8}
#> {"kind":"prediction","user":"j","score":0.282879,"decile":4}
#> {"kind":"prediction","user":7,"score":0.17925,"decile":8}
#> status 0
#> $ cxpredict --evaluate m.json --horizon 1w --actual later --max-bad 100% bad
#> cxpredict: bad:1: expected a number, not negative, of --actual
#> cxpredict: bad:3: expected a whole number up to 1000000 in 'x'
#> cxpredict: bad:4: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: bad:5: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: bad:6: expected a 't_x' of 0, where x is 0
#> cxpredict: no record had a field 'later'
#> cxpredict: --evaluate: no record to judge by
#> cxpredict: 12 of 13 records rejected (92.3%); --rejects FILE keeps them
#> status 3
#> $ cxpredict --evaluate l.json --max-bad 100% bad
#> cxpredict: bad:1: the target is neither true nor false
#> cxpredict: bad:2: expected a number up to 1e100 of the feature 'x'
#> cxpredict: bad:3: the target is neither true nor false
#> cxpredict: bad:4: the target is neither true nor false
#> cxpredict: bad:5: the target is neither true nor false
#> cxpredict: --evaluate: no record to judge by
#> cxpredict: 13 of 13 records rejected (100%); --rejects FILE keeps them
#> status 3
#> ["a->0",null,["x","t_x","T"]]
#> $ cxpredict --score m.json --strict-fields poor
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"a","p_alive":0.706512,"expected":1.44887,"value_per_order":35.1704,"clv":50.9573}
#> status 4
#2> cxpredict: spend is left out: every customer spends the same
