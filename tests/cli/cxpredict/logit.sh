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

#> {"kind":"fit","model":"logit","version":1,"target":"later > 0","n":1179,"positives":343,"ll":-564.3729,"ll_null":-710.9104,"ridge":1,"intercept":-1.0269921,"intercept_se":0.07752,"coef":[0.73986614,0.2701894,-0.23112436,0.095087286,-0.33398813],"coef_se":[0.1553,0.6853,0.2235,0.07759,0.7009],"mean":[1.0500424,47.90246,228.91009,15.002101,181.00763],"sd":[2.2396776,75.063964,23.237179,27.046562,76.805621],"cuts":[0.663275,0.491498,0.332308,0.216175,0.189302,0.164121,0.140805,0.122834,0.101535],"features":["x","t_x","T","coalesce(spend, 0)","T - t_x"],"features_hash":"e91ec4eb9ec0723c"}
#> {"kind":"prediction","user":"c2","score":0.224988,"decile":4}
#> {"kind":"prediction","user":"c1400","score":0.0824887,"decile":10}
#> {"kind":"prediction","user":"c2356","score":0.999851,"decile":1}
#> {"kind":"calibration","model":"logit","decile":1,"n":118,"actual":0.745763,"actual_lo":0.660311,"actual_hi":0.815718,"expected":0.809957}
#> {"kind":"calibration","model":"logit","decile":2,"n":118,"actual":0.618644,"actual_lo":0.528577,"actual_hi":0.70123,"expected":0.574869}
#> {"kind":"calibration","model":"logit","decile":3,"n":117,"actual":0.435897,"actual_lo":0.3495,"actual_hi":0.526371,"expected":0.395308}
#> {"kind":"calibration","model":"logit","decile":4,"n":119,"actual":0.268908,"actual_lo":0.197393,"actual_hi":0.354875,"expected":0.244429}
#> {"kind":"calibration","model":"logit","decile":5,"n":121,"actual":0.181818,"actual_lo":0.123247,"actual_hi":0.259971,"expected":0.199329}
#> {"kind":"calibration","model":"logit","decile":6,"n":114,"actual":0.184211,"actual_lo":0.12376,"actual_hi":0.265249,"expected":0.175272}
#> {"kind":"calibration","model":"logit","decile":7,"n":121,"actual":0.140496,"actual_lo":0.0896053,"actual_hi":0.213511,"expected":0.151901}
#> {"kind":"calibration","model":"logit","decile":8,"n":111,"actual":0.117117,"actual_lo":0.0697349,"actual_hi":0.190114,"expected":0.130623}
#> {"kind":"calibration","model":"logit","decile":9,"n":124,"actual":0.120968,"actual_lo":0.074695,"actual_hi":0.190019,"expected":0.111468}
#> {"kind":"calibration","model":"logit","decile":10,"n":115,"actual":0.0782609,"actual_lo":0.0417177,"actual_hi":0.142069,"expected":0.0907933}
#> {"kind":"lift","model":"logit","decile":1,"n":118,"positives":88,"rate":0.745763,"rate_lo":0.660311,"rate_hi":0.815718,"lift":2.57627,"gain":0.258065}
#> {"kind":"lift","model":"logit","decile":2,"n":118,"positives":73,"rate":0.618644,"rate_lo":0.528577,"rate_hi":0.70123,"lift":2.13713,"gain":0.472141}
#> {"kind":"lift","model":"logit","decile":3,"n":117,"positives":51,"rate":0.435897,"rate_lo":0.3495,"rate_hi":0.526371,"lift":1.50583,"gain":0.621701}
#> {"kind":"lift","model":"logit","decile":4,"n":119,"positives":32,"rate":0.268908,"rate_lo":0.197393,"rate_hi":0.354875,"lift":0.928953,"gain":0.715543}
#> {"kind":"lift","model":"logit","decile":5,"n":121,"positives":22,"rate":0.181818,"rate_lo":0.123247,"rate_hi":0.259971,"lift":0.628099,"gain":0.780059}
#> {"kind":"lift","model":"logit","decile":6,"n":114,"positives":21,"rate":0.184211,"rate_lo":0.12376,"rate_hi":0.265249,"lift":0.636364,"gain":0.841642}
#> {"kind":"lift","model":"logit","decile":7,"n":121,"positives":17,"rate":0.140496,"rate_lo":0.0896053,"rate_hi":0.213511,"lift":0.485349,"gain":0.891496}
#> {"kind":"lift","model":"logit","decile":8,"n":111,"positives":13,"rate":0.117117,"rate_lo":0.0697349,"rate_hi":0.190114,"lift":0.404586,"gain":0.929619}
#> {"kind":"lift","model":"logit","decile":9,"n":124,"positives":15,"rate":0.120968,"rate_lo":0.074695,"rate_hi":0.190019,"lift":0.417889,"gain":0.973607}
#> {"kind":"lift","model":"logit","decile":10,"n":115,"positives":9,"rate":0.0782609,"rate_lo":0.0417177,"rate_hi":0.142069,"lift":0.270356,"gain":1}
#> {"kind":"evaluation","model":"logit","n":1178,"positives":341,"auc":0.781315,"auc_lo":0.750774,"auc_hi":0.811855,"log_loss":0.494292,"brier":0.157591}
#> decile     n                  rate   lift    gain
#>      1   118      -                     -       -
#>      2   118      -                     -       -
#>      3   117      -                     -       -
#>      4   119      -                     -       -
#>      5   121      -                     -       -
#>      6   114      -                     -       -
#>      7   121      -                     -       -
#>      8   111      -                     -       -
#>      9   124      -                     -       -
#>     10   115      -                     -       -
#>      1   118  0.746 [0.660, 0.816]  2.576  0.2581
#> same
#> {"kind":"evaluation","model":"logit","n":1178,"positives":72,"auc":0.88062,"auc_lo":0.84044,"auc_hi":0.9208,"log_loss":0.384688,"brier":0.114175}
#> ["separated",-522.289]
#> ["constant feature",[0,1.2944823],[null,0.08087]]
#> [["t_x == 0"],[5.8742545],[1,1,0.997959,0.997959,0.997959,0.997959,0.997959,0.00304376,0.00304376]]
