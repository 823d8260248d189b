# Several goals and arms at once.
awk 'BEGIN {
	for (i = 0; i < 600; i++) {
		v = i % 3 == 0 ? "control" : i % 3 == 1 ? "b" : "c"
		x = (i * 37) % 101 / 10 + (v == "b" ? 1.2 : v == "c" ? 0.4 : 0)
		printf "{\"variant\":\"%s\",\"x\":%s,\"y\":%d}\n", v, x "", (i * 59) % 83
	}
}' >rows
short() {
	cxselect -e 'kind == "ab"' --fields metric,variant,effect_lo,effect_family_lo,p_adjusted,"$1" |
		sed 's/\([0-9]\.[0-9][0-9][0-9][0-9]\)[0-9]*/\1/g'
}
M='x = mean(x), y = mean(y)'
cxab --monitor fixed --goal x --goal y "$M" rows | short status
echo one goal, Dunnett
cxab --monitor fixed --correct dunnett "$M" rows | short status
echo any time
cxab --correct dunnett --goal x --goal y "$M" rows | short bound

# Bounds of the family leave out 0 when the corrected p is below alpha, for Dunnett.
cxab --correct dunnett --monitor fixed --goal x --goal y "$M" rows |
	cxselect -e 'kind == "ab" && (effect_family_lo > 0 || effect_family_hi < 0) != (p_adjusted < 0.05)'
cxab --correct dunnett --goal x --goal y "$M" rows |
	cxselect -e 'kind == "ab" && (effect_family_lo > 0 || effect_family_hi < 0) != (p_adjusted < 0.05)'

echo a look behind the one that should have ended it has the effect as it was seen
grep -v '"c"' rows >two
for n in 150 300 400; do
	head -n $n two >part
	cxab --horizon 400 --looks looks 'x = mean(x)' part >out
	cxselect -e 'kind == "ab_verdict"' --fields look,stat,bound,effect,effect_method out
done | sed 's/\([0-9]\.[0-9][0-9][0-9][0-9]\)[0-9]*/\1/g'

#> {"metric":"x","variant":"b","effect_lo":0.6901,"effect_family_lo":0.5316,"p_adjusted":7.5447e-5,"status":"win"}
#> {"metric":"x","variant":"c","effect_lo":-0.1480,"effect_family_lo":-0.3069,"p_adjusted":0.4353,"status":"neutral"}
#> {"metric":"y","variant":"b","effect_lo":-4.2590,"effect_family_lo":-5.5697,"p_adjusted":1,"status":"neutral"}
#> {"metric":"y","variant":"c","effect_lo":-4.5771,"effect_family_lo":-5.8804,"p_adjusted":1,"status":"neutral"}
#> one goal, Dunnett
#> {"metric":"x","variant":"b","effect_lo":0.6901,"effect_family_lo":0.6158,"p_adjusted":3.7540e-5,"status":"win"}
#> {"metric":"x","variant":"c","effect_lo":-0.1480,"effect_family_lo":-0.2225,"p_adjusted":0.2488,"status":"neutral"}
#> {"metric":"y","variant":"b","effect_lo":-4.2590,"p_adjusted":0.8408,"status":"neutral"}
#> {"metric":"y","variant":"c","effect_lo":-4.5771,"p_adjusted":0.9535,"status":"neutral"}
#> any time
#> {"metric":"x","variant":"b","effect_lo":0.0824,"effect_family_lo":-0.1387,"p_adjusted":0.1155,"bound":4.0478}
#> {"metric":"x","variant":"c","effect_lo":-0.7570,"effect_family_lo":-0.9786,"p_adjusted":1,"bound":4.0478}
#> {"metric":"y","variant":"b","effect_lo":-9.2829,"effect_family_lo":-11.1103,"p_adjusted":1,"bound":4.0478}
#> {"metric":"y","variant":"c","effect_lo":-9.5726,"effect_family_lo":-11.3896,"p_adjusted":1,"bound":4.0478}
#> a look behind the one that should have ended it has the effect as it was seen
#> {"look":1,"stat":2.3710,"bound":3.4785,"effect":1.1293,"effect_method":"welch"}
#> {"look":2,"stat":3.5482,"bound":2.3431,"effect":1.1846,"effect_method":"stage_wise"}
#> {"look":3,"stat":4.3303,"bound":2.0120,"effect":1.264,"effect_method":"welch"}
