# Whether assignments are as they should be.
cat > exp.yaml <<'END'
experiments:
  one: {weights: {a: 1, b: 1}}
  two: {weights: {a: 1, b: 2, c: 0}}
  apart: {unit: shop, weights: {a: 1, b: 1}}
flags:
  flag: {coverage: 20%}
END
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "{\"user_id\":\"u%d\",\"shop\":%d}\n", i, i % 100 }' > users
echo '# what the configuration gives'
cxassign --audit --config exp.yaml users > audit
echo "status $?"
cxview audit
echo '# threads, order, and what was written before give the same'
cxassign --audit -j3 --config exp.yaml users | cmp - audit && sort -r users | cxassign --audit --config exp.yaml | cmp - audit
cxassign --config exp.yaml users > given
cat given given | cxassign --audit -j2 --config exp.yaml | cmp - audit
echo '# dependent experiments: GrowthBook, hash version 1'
cxassign --audit --experiment exp-1 --hash growthbook1 --weights a=0.5,b=0.5 users | cxselect -e 'check == "balance"' --fields check,status,p
printf '{"experiments":{"exp-1":{"hash":"growthbook%s","weights":{"a":0.5,"b":0.5}},"exp-2":{"hash":"growthbook%s","weights":{"a":0.5,"b":0.5}}}}' 1 1 > v1.json
sed s/growthbook1/growthbook2/g v1.json > v2.json
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "{\"user_id\":%d}\n", i }' > numbers
for v in v1 v2; do
	cxassign --audit --config $v.json numbers | cxselect -e 'check == "independence"'
	echo "status $?"
done
echo '# two arms, another variant, one that there is not, nobody, a leak'
{
	cat given
	awk 'BEGIN { for (i = 0; i < 60; i++) printf "{\"user_id\":\"u%d\",\"experiment\":\"one\",\"variant\":\"%s\"}\n", i, i % 2 ? "a" : "b" }'
	echo '{"user_id":"u1","experiment":"two","variant":"z"}'
	echo '{"user_id":"new","experiment":"two","variant":"c"}'
	echo '{"experiment":"one","variant":"a"}'
	echo '{"user_id":"u3","experiment":"elsewhere","variant":"a"}'
	echo '{"user_id":"u4","experiment":"one","variant":null}'
	echo '{"user_id":"u5","experiment":"one","variant":"a","in":false}'
} > odd
cxassign --audit --config exp.yaml odd | cxview --fields experiment,check,status,variant,n,value,share
echo '# far from the weights'
sed 's/one: {weights: {a: 1, b: 1}}/one: {weights: {a: 45, b: 55}}/' exp.yaml > other.yaml
cxassign --audit --config other.yaml --experiment one given
echo "status $?"
echo '# another configuration'
cxassign --audit --config other.yaml --previous exp.yaml --experiment one users | cxselect -e 'check == "moved"'
echo '# nobody at all'
cxassign --audit --config exp.yaml --experiment one < /dev/null
echo "status $?"

#> # what the configuration gives
#> status 0
#> experiment  check         status  variant     n  value  expected  share      p  p_anytime  other
#> one         arm           pass    a        4000   2013      2000  0.503      -          -  -
#> one         arm           pass    b        4000   1987      2000  0.497      -          -  -
#> one         balance       pass    -        4000      -         -      -  0.681          1  -
#> one         two_arms      pass    -        4000      0         -  0.000      -          -  -
#> one         differs       pass    -        4000      0         -  0.000      -          -  -
#> one         independence  pass    -        4000      -         -      -  0.118          -  two
#> two         arm           pass    a        4000   1313      1333  0.328      -          -  -
#> two         arm           pass    b        4000   2687      2667  0.672      -          -  -
#> two         arm           pass    c        4000      0         0  0.000      -          -  -
#> two         balance       pass    -        4000      -         -      -  0.495          1  -
#> two         two_arms      pass    -        4000      0         -  0.000      -          -  -
#> two         differs       pass    -        4000      0         -  0.000      -          -  -
#> apart       arm           pass    a         100     55        50  0.550      -          -  -
#> apart       arm           pass    b         100     45        50  0.450      -          -  -
#> apart       balance       pass    -         100      -         -      -  0.317          1  -
#> apart       two_arms      pass    -         100      0         -  0.000      -          -  -
#> apart       differs       pass    -         100      0         -  0.000      -          -  -
#> flag        arm           pass    on        808    808       808  1.000      -          -  -
#> flag        two_arms      pass    -         808      0         -  0.000      -          -  -
#> flag        differs       pass    -        4000      0         -  0.000      -          -  -
#> # threads, order, and what was written before give the same
#> # dependent experiments: GrowthBook, hash version 1
#> {"check":"balance","status":"pass","p":0.100096829}
#> {"kind":"ab_audit","experiment":"exp-1","check":"independence","status":"fail","other":"exp-2","n":49999,"limit":0.001,"stat":154.679643,"df":1,"p":1.64513698e-35,"log10_p":-34.7837979}
#> status 0
#> {"kind":"ab_audit","experiment":"exp-1","check":"independence","status":"pass","other":"exp-2","n":49999,"limit":0.001,"stat":0.00714852758,"df":1,"p":0.932619973,"log10_p":-0.0302952878}
#> status 0
#> # two arms, another variant, one that there is not, nobody, a leak
#> experiment  check         status  variant     n  value     share
#> one         arm           pass    a        3975   2001  0.503396
#> one         arm           pass    b        3975   1974  0.496604
#> one         balance       pass    -        3975      -         -
#> one         two_arms      warn    -        4000     25  0.006250
#> one         differs       warn    -        4000     26  0.006500
#> one         no_unit       warn    -           -      1         -
#> one         independence  pass    -        3975      -         -
#> two         arm           pass    a        4001   1313  0.328168
#> two         arm           pass    b        4001   2687  0.671582
#> two         arm           pass    c        4001      1  0.000250
#> two         balance       pass    -        4001      -         -
#> two         leak          fail    -        4001      1  0.000250
#> two         two_arms      pass    -        4001      0  0.000000
#> two         differs       warn    -        4001      1  0.000250
#> two         unknown       fail    -           -      1         -
#> apart       arm           pass    a         100     55  0.550000
#> apart       arm           pass    b         100     45  0.450000
#> apart       balance       pass    -         100      -         -
#> apart       two_arms      pass    -         100      0  0.000000
#> apart       differs       pass    -         100      0  0.000000
#> flag        arm           pass    on        808    808  1.000000
#> flag        two_arms      pass    -         808      0  0.000000
#> flag        differs       pass    -        4000      0  0.000000
#> # far from the weights
#> {"kind":"ab_audit","experiment":"one","check":"arm","status":"pass","variant":"a","n":4000,"value":2013,"expected":1800,"share":0.50325}
#> {"kind":"ab_audit","experiment":"one","check":"arm","status":"pass","variant":"b","n":4000,"value":1987,"expected":2200,"share":0.49675}
#> {"kind":"ab_audit","experiment":"one","check":"balance","status":"fail","n":4000,"limit":0.001,"stat":45.8272727,"df":1,"p":1.29152868e-11,"log10_p":-10.8888959,"p_anytime":0.00172323781}
#> {"kind":"ab_audit","experiment":"one","check":"two_arms","status":"pass","n":4000,"value":0,"share":0,"limit":0.01}
#> {"kind":"ab_audit","experiment":"one","check":"differs","status":"fail","n":4000,"value":217,"share":0.05425,"limit":0.01}
#> status 1
#> # another configuration
#> {"kind":"ab_audit","experiment":"one","check":"moved","status":"fail","n":4000,"value":217,"share":0.05425,"limit":0.01}
#> # nobody at all
#> {"kind":"ab_audit","experiment":"one","check":"arm","status":"pass","variant":"a","n":0,"value":0,"expected":0}
#> {"kind":"ab_audit","experiment":"one","check":"arm","status":"pass","variant":"b","n":0,"value":0,"expected":0}
#> {"kind":"ab_audit","experiment":"one","check":"balance","status":"unknown","n":0,"limit":0.001}
#> {"kind":"ab_audit","experiment":"one","check":"two_arms","status":"pass","n":0,"value":0,"limit":0.01}
#> {"kind":"ab_audit","experiment":"one","check":"differs","status":"pass","n":0,"value":0,"limit":0.01}
#> status 0
