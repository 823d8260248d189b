# Three factors with two levels: the contrasts of R's lm with effect coding (oracle/effect.R).
show() {
	cxselect -e 'exists(contrast)' --fields contrast,variant,control,effect,effect_se,p_adjusted,p_kind
}
awk 'BEGIN {
	for (r = 1; r <= 7; r++)
		for (i = 0; i < 8; i++) {
			a = int(i / 4); b = int(i / 2) % 2; c = i % 2
			y = (r * 37 + a * 11 + b * 5 + c * 23 + a * b * 3) % 17 + 2 * a - b
			printf "{\"variant\":\"%d/%d/%d\",\"y\":%d}\n", a, b, c, y
		}
}' >rows
cxab --control 0/0/0 --factors a,b,c --monitor fixed 'y = mean(y)' rows | show
echo any time
cxab --control 0/0/0 --factors a,b,c 'y = mean(y)' rows | show | head -n 1

echo not all is there
grep -v '"1/1/1"' rows | cxab --control 0/0/0 --factors a,b,c --monitor fixed 'y = mean(y)' |
	grep '"factors"'
cxab --control 0/0/0 --factors a,b --monitor fixed 'y = mean(y)' rows | grep '"factors"'
cxab --factors a 'y = mean(y)' rows
cxab --factors a,a 'y = mean(y)' rows
cxab --factors a,,b 'y = mean(y)' rows

echo belief
belief() {
	cxab --monitor fixed "$@" 'good = any(y > 8), y = mean(y)' two |
		cxselect -e 'kind == "ab"' --fields metric,prior,belief,belief_lo,belief_hi,chance,loss,loss_control
}
sed 's,/./.",",' rows >two
belief --bayes flat
belief --bayes normal:0,0.05 --better y:down
belief --bayes beta:1,1
cxab --bayes normal:0 'y = mean(y)' two

#> {"contrast":"a","variant":"1","control":"0","effect":1.7499999999999984,"effect_se":1.3683745757620012,"p_adjusted":1,"p_kind":"fixed"}
#> {"contrast":"b","variant":"1","control":"0","effect":-1.178571428571428,"effect_se":1.3683745757620012,"p_adjusted":1,"p_kind":"fixed"}
#> {"contrast":"c","variant":"1","control":"0","effect":0.5357142857142855,"effect_se":1.3683745757620012,"p_adjusted":1,"p_kind":"fixed"}
#> {"contrast":"a:b","variant":"1/1","control":"0/0","effect":-0.6428571428571469,"effect_se":2.7367491515240023,"p_adjusted":1,"p_kind":"fixed"}
#> {"contrast":"a:c","variant":"1/1","control":"0/0","effect":-1.2142857142857164,"effect_se":2.7367491515240023,"p_adjusted":1,"p_kind":"fixed"}
#> {"contrast":"b:c","variant":"1/1","control":"0/0","effect":1.2142857142857146,"effect_se":2.7367491515240023,"p_adjusted":1,"p_kind":"fixed"}
#> any time
#> {"contrast":"a","variant":"1","control":"0","effect":1.7499999999999984,"effect_se":1.3683745757620012,"p_adjusted":1,"p_kind":"anytime"}
#> not all is there
#> {"kind":"ab_health","check":"factors","status":"unknown","value":null,"limit":null,"text":"a combination of levels has nobody"}
#> {"kind":"ab_health","check":"factors","status":"unknown","value":null,"limit":null,"text":"a variant is no combination of a level of each factor, as a/b"}
#> belief
#> {"metric":"good","prior":"flat","belief":0.16666666666666666,"belief_lo":-0.5055377957806219,"belief_hi":0.8388711291139551,"chance":0.686500223986088,"loss":0.06933607255714895,"loss_control":0.2360027392238156}
#> {"metric":"y","prior":"flat","belief":0.24019607843137256,"belief_lo":-0.15598477981670136,"belief_hi":0.6363769366794465,"chance":0.8826393735603049,"loss":0.011615571513703675,"loss_control":0.2518116499450762}
#> {"metric":"good","prior":"normal:0,0.05","belief":0.003468554626166891,"belief_lo":-0.09350454682613836,"belief_hi":0.10044165607847215,"chance":0.5279447220043992,"loss":0.018052666185013264,"loss_control":0.021521220811180155}
#> {"metric":"y","prior":"normal:0,0.05","belief":0.0138491710368351,"belief_lo":-0.08128190772930488,"belief_hi":0.10898024980297508,"chance":0.3876951592303016,"loss":0.02707103552739036,"loss_control":0.013221864490555261}
#> {"metric":"good","prior":"beta:1,1","chance":0.7004946273869133}
#> {"metric":"y"}
#2> cxab: --factors: one factor is what variants are anyway
#2> try 'cxab --help'
#2> cxab: --factors: 'a' is there twice
#2> try 'cxab --help'
#2> cxab: --factors: expected NAME,..., got 'a,,b'
#2> try 'cxab --help'
#2> cxselect: no record had a field 'belief'
#2> cxselect: no record had a field 'belief_lo'
#2> cxselect: no record had a field 'belief_hi'
#2> cxselect: no record had a field 'loss'
#2> cxselect: no record had a field 'loss_control'
#2> cxab: --bayes: expected flat, normal:MEAN,SD of the lift, as normal:0,0.05, or beta:A,B of shares, as beta:1,1; got 'normal:0'
#2> try 'cxab --help'
#? 2
