# A file of experiments and flags: units of their own, order of what decides, what is refused.
printf '%s\n' '{"user_id":"ann","shop":7}' '{"user_id":"bob","shop":"7"}' '{"user_id":null}' \
    '{"user_id":"","shop":8}' '{"shop":7,"n":1}' ' { "user_id" : "cy" } ' '{}' > in
cat > exp.yaml <<'END'
unit: [user_id, device]
experiments:
  by_shop: {unit: shop, weights: {a: 1, b: 1}}
  forced:
    weights: {a: 1, b: 1}
    coverage: 0
    force: {ann: b, "7": a}
  exact: {unit: [user_id, shop], weights: {a: 1, b: 0}}
flags:
  on_or_off: {coverage: 50%}
  many: {weights: {x: 1, y: 1}, coverage: 0%}
END
echo '# all of them'
cxassign --config exp.yaml in 2> /dev/null
echo '# one, for other users'
cxassign --config exp.yaml --experiment forced -u shop in
echo '# the same in JSON, through a pipe'
echo '{"experiments":{"e":{"weights":{"a":1,"b":1}}}}' > exp.json
cxassign --config exp.json < in | cxstat -b variant,reason 'count()'
echo '# options as a file'
cxassign --experiment e --weights a=1,b=1 < in | cxstat -b variant,reason 'count()'
cxassign --experiment e --weights a=1,b=1 --coverage 50% --holdout h:5% --layer l:0:0.5 \
    --force bob=b --salt x in | cxselect --fields user_id,variant,reason,bucket
for bad in '--weights a' '--weights a=x' '--coverage 2' '--coverage x' '--layer l:0' '--holdout h' \
    '--force bob' '--force bob=c' '--hash goff --layer l:0:1' '--hash gof' '--weights a=0' '--holdout h:x' \
    '--layer l:0:200%'; do
	# shellcheck disable=SC2086
	cxassign --experiment e --weights a=1,b=1 $bad in
done
cxassign in
cxassign --config exp.yaml --experiment none in
cxassign --config none.yaml in
printf 'experiments:\n  e:\n    weights: {a: 1}\n    coverge: 1\n' > bad.yaml
cxassign --config bad.yaml in
echo "status $?"

#> # all of them
#> {"user_id":"ann","shop":7,"experiment":"by_shop","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"ann","shop":7,"experiment":"forced","variant":"b","in":true,"bucket":null,"reason":"forced"}
#> {"user_id":"ann","shop":7,"experiment":"exact","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"ann","shop":7,"experiment":"on_or_off","variant":"on","in":true,"bucket":380920,"reason":"hash"}
#> {"user_id":"ann","shop":7,"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"coverage"}
#> {"user_id":"bob","shop":"7","experiment":"by_shop","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"bob","shop":"7","experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"coverage"}
#> {"user_id":"bob","shop":"7","experiment":"exact","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"bob","shop":"7","experiment":"on_or_off","variant":"off","in":false,"bucket":906525,"reason":"coverage"}
#> {"user_id":"bob","shop":"7","experiment":"many","variant":"off","in":false,"bucket":null,"reason":"coverage"}
#> {"user_id":null,"experiment":"by_shop","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":null,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":null,"experiment":"exact","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":null,"experiment":"on_or_off","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":null,"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":"","shop":8,"experiment":"by_shop","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"","shop":8,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":"","shop":8,"experiment":"exact","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"","shop":8,"experiment":"on_or_off","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":"","shop":8,"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"shop":7,"n":1,"experiment":"by_shop","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"shop":7,"n":1,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"shop":7,"n":1,"experiment":"exact","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"shop":7,"n":1,"experiment":"on_or_off","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"shop":7,"n":1,"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#>  { "user_id" : "cy" ,"experiment":"by_shop","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#>  { "user_id" : "cy" ,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"coverage"}
#>  { "user_id" : "cy" ,"experiment":"exact","variant":"a","in":true,"bucket":0,"reason":"hash"}
#>  { "user_id" : "cy" ,"experiment":"on_or_off","variant":"on","in":true,"bucket":66215,"reason":"hash"}
#>  { "user_id" : "cy" ,"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"coverage"}
#> {"experiment":"by_shop","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"experiment":"exact","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"experiment":"on_or_off","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> {"experiment":"many","variant":"off","in":false,"bucket":null,"reason":"no_unit"}
#> # one, for other users
#> {"user_id":"ann","shop":7,"experiment":"forced","variant":"a","in":true,"bucket":null,"reason":"forced"}
#> {"user_id":"bob","shop":"7","experiment":"forced","variant":"a","in":true,"bucket":null,"reason":"forced"}
#> {"user_id":null,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"user_id":"","shop":8,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"coverage"}
#> {"shop":7,"n":1,"experiment":"forced","variant":"a","in":true,"bucket":null,"reason":"forced"}
#>  { "user_id" : "cy" ,"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> {"experiment":"forced","variant":null,"in":false,"bucket":null,"reason":"no_unit"}
#> # the same in JSON, through a pipe
#> {"kind":"stat","variant":null,"reason":"no_unit","count":4}
#> {"kind":"stat","variant":"b","reason":"hash","count":3}
#> # options as a file
#> {"kind":"stat","variant":null,"reason":"no_unit","count":4}
#> {"kind":"stat","variant":"b","reason":"hash","count":3}
#> {"user_id":"ann","variant":null,"reason":"layer","bucket":650442}
#> {"user_id":"bob","variant":"b","reason":"forced","bucket":null}
#> {"user_id":null,"variant":null,"reason":"no_unit","bucket":null}
#> {"user_id":"","variant":null,"reason":"no_unit","bucket":null}
#> {"variant":null,"reason":"no_unit","bucket":null}
#> {"user_id":"cy","variant":null,"reason":"layer","bucket":527665}
#> {"variant":null,"reason":"no_unit","bucket":null}
#> status 2
#2> cxassign: --weights: expected variants and their weights such as a=50,b=50, got 'a'
#2> try 'cxassign --help'
#2> cxassign: --weights: expected variants and their weights such as a=50,b=50, got 'a=x'
#2> try 'cxassign --help'
#2> cxassign: --coverage: expected a share from 0 to 1 or 0% to 100%, found '2'
#2> try 'cxassign --help'
#2> cxassign: --coverage: expected a share such as 20% or 0.2, of at most six decimals, found 'x'
#2> try 'cxassign --help'
#2> cxassign: --layer: expected NAME:FROM:TO such as cart:0%:50%, got 'l:0'
#2> try 'cxassign --help'
#2> cxassign: --holdout: expected NAME:SHARE such as q4:5%, got 'h'
#2> try 'cxassign --help'
#2> cxassign: --force: expected USER=VARIANT, got 'bob'
#2> try 'cxassign --help'
#2> cxassign: options:1:61: expected a variant of 'e'
#2>   ...s":{"e":{"weights":{"a":1,"b":1},"force":{"bob":"c"}}}}
#2>                                                      ^
#2> cxassign: options:1:60: hash goff has no layer
#2>   ...ts":{"e":{"hash":"goff","weights":{"a":1,"b":1},"layer":{"name":"l",...
#2>                                                      ^
#2> cxassign: --hash: expected native|growthbook2|growthbook2-python|growthbook2-go|growthbook1|growthbook1-python|growthbook1-go|flagd|flagd-js|flagd-python|flagd-java-0|unleash|unleash-node|launchdarkly|launchdarkly-python|launchdarkly-go|launchdarkly-java|optimizely|planout|planout-js|statsig|statsig-python|posthog|eppo|eppo-python|configcat|configcat-python|configcat-java|goff, got 'gof'
#2> try 'cxassign --help'
#2> cxassign: options:1:32: expected weights whose sum is above 0 and at most 2147483647
#2>   {"experiments":{"e":{"weights":{"a":0}}}}
#2>                                  ^
#2> cxassign: --holdout: expected a share such as 20% or 0.2, of at most six decimals, found 'x'
#2> try 'cxassign --help'
#2> cxassign: --layer: expected a share from 0 to 1 or 0% to 100%, found '200%'
#2> try 'cxassign --help'
#2> cxassign: expected --config, or --experiment with --weights
#2> try 'cxassign --help'
#2> cxassign: --experiment: 'exp.yaml' has no 'none'
#2> try 'cxassign --help'
#2> cxassign: none.yaml: No such file or directory
#2> cxassign: bad.yaml:4:5: unknown key 'coverge' (did you mean 'coverage'?)
#2>       coverge: 1
#2>       ^
