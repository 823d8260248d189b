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

#> {"kind":"fit","model":"bgnbd","version":1,"unit":"week","n":2357,"rows":1016,"agree":5,"ll":-9582.4292,"r":0.24259452,"r_se":0.01256,"alpha":4.413602,"alpha_se":0.3782,"a":0.79292202,"a_se":0.1857,"b":2.4259068,"b_se":0.7054,"spend_n":946,"spend_ll":-4055.9177,"spend_p":6.2495723,"spend_p_se":1.19,"spend_q":3.7442247,"spend_q_se":0.2901,"spend_v":15.443521,"spend_v_se":4.159,"spend_mean":35.1704,"spend_corr":0.1139,"features":["x","t_x","T","spend"],"features_hash":"32f916fbc0bc5d56"}
#> {"kind":"prediction","user":"c1","p_alive":1,"expected":0.094747,"value_per_order":35.1704,"clv":3.33229}
#> {"kind":"prediction","user":"c1412","p_alive":0.21177,"expected":0.0981402,"value_per_order":21.0085,"clv":2.06178}
#> {"kind":"prediction","user":"c2357","p_alive":0.969221,"expected":7.83869,"value_per_order":26.3943,"clv":206.896}
#> {"kind":"fit","model":"mbgnbd","version":1,"unit":"week","n":2357,"rows":1016,"agree":5,"ll":-9582.1357,"r":0.52484316,"r_se":0.08327,"alpha":6.1830853,"alpha_se":0.6956,"a":0.89135939,"a_se":0.1548,"b":1.6140022,"b_se":0.5375,"spend_n":946,"spend_ll":-4055.9177,"spend_p":6.2495723,"spend_p_se":1.19,"spend_q":3.7442247,"spend_q_se":0.2901,"spend_v":15.443521,"spend_v_se":4.159,"spend_mean":35.1704,"spend_corr":0.1139,"features":["x","t_x","T","spend"],"features_hash":"05789a4462668c06"}
#> {"kind":"prediction","user":"c1","p_alive":0.428462,"expected":0.0821944,"value_per_order":35.1704,"clv":2.89081}
#> {"kind":"prediction","user":"c1412","p_alive":0.183885,"expected":0.0981951,"value_per_order":21.0085,"clv":2.06294}
#> {"kind":"prediction","user":"c2357","p_alive":0.965938,"expected":7.50846,"value_per_order":26.3943,"clv":198.18}
#> {"kind":"fit","model":"pnbd","version":1,"unit":"week","n":2357,"rows":1016,"agree":5,"ll":-9594.9762,"r":0.55327705,"r_se":0.04763,"alpha":10.577683,"alpha_se":0.8427,"s":0.60623999,"s_se":0.1873,"beta":11.668735,"beta_se":6.211,"spend_n":946,"spend_ll":-4055.9177,"spend_p":6.2495723,"spend_p_se":1.19,"spend_q":3.7442247,"spend_q_se":0.2901,"spend_v":15.443521,"spend_v_se":4.159,"spend_mean":35.1704,"spend_corr":0.1139,"features":["x","t_x","T","spend"],"features_hash":"afd5312f497f442f"}
#> {"kind":"prediction","user":"c1","p_alive":0.383739,"expected":0.0670741,"value_per_order":35.1704,"clv":2.35902}
#> {"kind":"prediction","user":"c1412","p_alive":0.209835,"expected":0.10085,"value_per_order":21.0085,"clv":2.11872}
#> {"kind":"prediction","user":"c2357","p_alive":0.996187,"expected":7.32861,"value_per_order":26.3943,"clv":193.433}
#> {"kind":"calibration","model":"bgnbd","x":"0","n":1411,"actual":0.236712,"actual_lo":0.196815,"actual_hi":0.276608,"expected":0.225087}
#> {"kind":"calibration","model":"bgnbd","x":"1","n":439,"actual":0.697039,"actual_lo":0.576047,"actual_hi":0.818031,"expected":0.523131}
#> {"kind":"calibration","model":"bgnbd","x":"2","n":214,"actual":1.39252,"actual_lo":1.14461,"actual_hi":1.64044,"expected":1.04413}
#> {"kind":"calibration","model":"bgnbd","x":"3","n":100,"actual":1.56,"actual_lo":1.17919,"actual_hi":1.94081,"expected":1.52028}
#> {"kind":"calibration","model":"bgnbd","x":"4","n":62,"actual":2.53226,"actual_lo":1.83077,"actual_hi":3.23374,"expected":2.16387}
#> {"kind":"calibration","model":"bgnbd","x":"5","n":38,"actual":2.94737,"actual_lo":1.85335,"actual_hi":4.04139,"expected":2.65385}
#> {"kind":"calibration","model":"bgnbd","x":"6","n":29,"actual":3.86207,"actual_lo":1.25288,"actual_hi":6.47126,"expected":3.50404}
#> {"kind":"calibration","model":"bgnbd","x":"7+","n":64,"actual":6.35938,"actual_lo":4.97154,"actual_hi":7.74721,"expected":6.15719}
#> {"kind":"evaluation","model":"bgnbd","n":2357,"actual":1882,"expected":1653.41,"mae":0.785454,"rmse":1.60798}
#> model  unit     n     ll      r  alpha      a     b  spend_p  spend_q  spend_v  spend_mean  spend_corr  features
#> bgnbd  week  2357  -9582  0.243   4.41  0.793  2.43     6.25     3.74     15.4        35.2       0.114  x, t_x, T, spend
#> ["day",0.24259452,30.895214,0.79292202,2.4259068]
#> {"kind":"prediction","user":"c2357","p_alive":0.969221,"expected":20.0552,"value_per_order":26.3943,"clv":529.344}
#> ["month",0.24259452,1.0150378,0.79292202,2.4259068]
#> {"kind":"prediction","user":"c2357","p_alive":0.969221,"expected":20.0552,"value_per_order":26.3943,"clv":529.344}
#> {"kind":"prediction","user":"c2357","p_alive":0.969221,"expected":20.0552,"value_per_order":26.3943,"clv":529.344}
#> 1 4013858870 1161
#> 1 2655544022 263022
#> 1 4013858870 1161
#> 1 2655544022 263022
#> 1 4013858870 1161
#> 1 2655544022 263022
#> same
#> same
