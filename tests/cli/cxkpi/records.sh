# Where each KPI stands, what moved it, what goes before, what was shipped, what is worth most.
. "$TOP/tests/cli/cxkpi/shop.inc"
days 65 > days.ndjson
cxkpi tree.yaml days.ndjson found.ndjson > out
jq -c 'select(.kind == "kpi") | del(.series)' out
jq -c 'select(.kind == "kpi_part")' out
jq -c 'select(.kind == "kpi_lead")' out
jq -c 'select(.kind == "kpi_ship")' out
jq -c 'select(.kind == "kpi_stage")' out
# The order of the records changes no byte, nor does the shape of the tree's file.
sort -r days.ndjson found.ndjson | cxkpi tree.yaml > again
cmp out again && echo same
# Of last week's lone days nothing is said; the clock can say that they are over.
jq -r 'select(.kind == "kpi" and .kpi == "visits") | [.window, .value] | @csv' out
cxkpi --only kpi --now 2026-11-09 tree.yaml days.ndjson |
    jq -r 'select(.kpi == "visits") | [.window, .value, .before] | @csv'
# A week that the records begin in is no week of a sum.
tail -n +3 days.ndjson | cxkpi --only kpi tree.yaml | jq -c '[.kpi, .trend_n, .series[0]]'
# Another zone's weeks, last month, a gate.
cxkpi --only kpi --tz Asia/Seoul tree.yaml days.ndjson |
    jq -r 'select(.kpi == "visits") | [.window, .window_end, .value] | @csv'
# Dates of the tree are days there, too.
cxkpi --only kpi --tz Asia/Seoul tree.yaml days.ndjson | jq -r 'select(.by) | [.kpi, .from, .by] | @csv'
cxkpi --only part --against 4 tree.yaml days.ndjson | jq -c 'select(.kpi == "visits")'
cxkpi --gate --only stage tree.yaml days.ndjson > /dev/null
echo "status $?"
grep -v 'key_result: faster' tree.yaml | grep -v 'key_result: loved' > fine.yaml
cxkpi --gate --only stage fine.yaml days.ndjson > /dev/null
echo "status $?"
cxkpi --gate --only stage fine.yaml < /dev/null
echo "status $?"

#> {"kind":"kpi","tree":"Shop","kpi":"revenue","role":"north_star","depth":0,"window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":13335.6,"unit":"EUR","better":"up","against":"2026-10-19T00:00:00Z","before":13052.08,"change":283.52,"change_share":0.0217222082611,"trend":401.237857143,"trend_lo":283.52,"trend_hi":482.886,"trend_per":"week","trend_n":9,"status":"improving"}
#> {"kind":"kpi","tree":"Shop","kpi":"visits","role":"driver","of":"revenue","depth":1,"window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":7347,"better":"up","against":"2026-10-19T00:00:00Z","before":7258,"change":89,"change_share":0.0122623312207,"trend":6,"trend_lo":-10.6,"trend_hi":22.6,"trend_per":"week","trend_n":9,"status":"steady"}
#> {"kind":"kpi","tree":"Shop","kpi":"conversion","role":"driver","of":"revenue","depth":1,"key_result":"4 % buy","owner":"Kim","window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":0.0383830134748877,"value_lo":0.0342257516347,"value_hi":0.0430227459695,"unit":"share","n":7347,"better":"up","against":"2026-10-19T00:00:00Z","before":0.037751446679526,"change":0.0006315667953617,"change_share":0.0167296051122,"trend":0.00114629468817,"trend_lo":0.00071384540264,"trend_hi":0.00144178438837,"trend_per":"week","trend_n":9,"start":0.03,"from":"2026-09-01T00:00:00Z","target":0.04,"by":"2027-01-01T00:00:00Z","progress":0.838301347489,"pace":0.508196721311,"expected":0.0350819672131,"projected":0.0483764821352,"projected_lo":0.0421571781618,"projected_hi":0.0521947425144,"status":"on_track"}
#> {"kind":"kpi","tree":"Shop","kpi":"orders","role":"driver","of":"conversion","depth":2,"window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":282,"better":"up","against":"2026-10-19T00:00:00Z","before":274,"change":8,"change_share":0.029197080292,"trend":8.46428571429,"trend_lo":6,"trend_hi":10.3333333333,"trend_per":"week","trend_n":9,"status":"improving"}
#> {"kind":"kpi","tree":"Shop","kpi":"basket","role":"driver","of":"revenue","depth":1,"window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":47.2893617021277,"unit":"EUR","better":"up","against":"2026-10-19T00:00:00Z","before":47.6353284671533,"change":-0.3459667650256,"change_share":-0.00726281892365,"trend":-0.0309102414445,"trend_lo":-0.05571922507,"trend_hi":0.0760973454224,"trend_per":"week","trend_n":9,"status":"steady"}
#> {"kind":"kpi","tree":"Shop","kpi":"takings","role":"driver","of":"basket","depth":2,"window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":13335.6,"unit":"EUR","better":"up","against":"2026-10-19T00:00:00Z","before":13052.08,"change":283.52,"change_share":0.0217222082611,"trend":401.237857143,"trend_lo":283.52,"trend_hi":482.886,"trend_per":"week","trend_n":9,"status":"improving"}
#> {"kind":"kpi","tree":"Shop","kpi":"nps","role":"indicator","key_result":"loved","window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":25,"better":"up","against":"2026-10-19T00:00:00Z","before":28,"change":-3,"change_share":-0.107142857143,"trend":0.25,"trend_lo":-3,"trend_hi":1.33333333333,"trend_per":"week","trend_n":9,"start":20,"from":"2026-09-01T00:00:00Z","target":30,"by":"2026-11-01T00:00:00Z","progress":0.5,"pace":1,"expected":30,"projected":null,"projected_lo":null,"projected_hi":null,"status":"missed"}
#> {"kind":"kpi","tree":"Shop","kpi":"ttfb","role":"indicator","key_result":"faster","window":"2026-10-26T00:00:00Z","window_end":"2026-11-02T00:00:00Z","value":382.428571428571,"unit":"ms","better":"down","against":"2026-10-19T00:00:00Z","before":397.428571428571,"change":-15,"change_share":-0.0377426312006,"trend":-7.47142857143,"trend_lo":-10.0714285714,"trend_hi":-4.7619047619,"trend_per":"week","trend_n":9,"start":420,"from":"2026-09-01T00:00:00Z","target":300,"by":"2026-11-01T00:00:00Z","progress":0.313095238095,"pace":1,"expected":300,"projected":null,"projected_lo":null,"projected_hi":null,"status":"missed"}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"revenue","of_unit":"EUR","op":"product","kpi":"visits","before":7258,"value":7347,"change":89,"contribution":160.8000203703,"contribution_share":0.567155828056,"north_star":"revenue","north_star_contribution":160.8000203703,"depth":1}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"revenue","of_unit":"EUR","op":"product","kpi":"conversion","unit":"share","before":0.037751446679526,"value":0.0383830134748877,"change":0.0006315667953617,"contribution":218.8954992069,"contribution_share":0.772063696413,"north_star":"revenue","north_star_contribution":218.8954992069,"depth":1}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"revenue","of_unit":"EUR","op":"product","kpi":"basket","unit":"EUR","before":47.6353284671533,"value":47.2893617021277,"change":-0.3459667650256,"contribution":-96.1755195772,"contribution_share":-0.339219524468,"north_star":"revenue","north_star_contribution":-96.1755195772,"depth":1}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"conversion","of_unit":"share","op":"share","kpi":"orders","before":274,"value":282,"change":8,"contribution":0.0010955559173653,"contribution_share":1.7346635786,"north_star":"revenue","north_star_contribution":379.710049993,"depth":2}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"conversion","of_unit":"share","op":"share","kpi":"visits","before":7258,"value":7347,"change":89,"contribution":-0.0004639891220036,"contribution_share":-0.734663578597,"north_star":"revenue","north_star_contribution":-160.8145507861,"depth":2}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"basket","of_unit":"EUR","op":"ratio","kpi":"takings","unit":"EUR","before":13052.08,"value":13335.6,"change":283.52,"contribution":1.0200672982347,"contribution_share":-2.94845459551,"north_star":"revenue","north_star_contribution":283.5691526732,"depth":2}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-10-19T00:00:00Z","of":"basket","of_unit":"EUR","op":"ratio","kpi":"orders","before":274,"value":282,"change":8,"contribution":-1.3660340632603,"contribution_share":3.94845459551,"north_star":"revenue","north_star_contribution":-379.7446722504,"depth":2}
#> {"kind":"kpi_lead","tree":"Shop","kpi":"nps","north_star":"revenue","association":"few_points","lag":1,"lag_per":"week","rho":null,"rho_lo":null,"rho_hi":null,"n":7,"n_effective":null,"p":null,"p_adjusted":null,"tried":0,"on":"changes","by_lag":[null,null,null,null,null,null,null,null]}
#> {"kind":"kpi_lead","tree":"Shop","kpi":"ttfb","north_star":"revenue","association":"few_points","lag":1,"lag_per":"week","rho":null,"rho_lo":null,"rho_hi":null,"n":7,"n_effective":null,"p":null,"p_adjusted":null,"tried":0,"on":"changes","by_lag":[null,null,null,null,null,null,null,null]}
#> {"kind":"kpi_ship","tree":"Shop","ship":"One page","why":"half leave at the address","for":"phones","owner":"Kim","at":"2026-10-05T00:00:00Z","kpi":"conversion","unit":"share","better":"up","before":0.031185884284,"after":0.0377514466795,"n_before":5,"n_after":3,"moved":0.00645047269524,"moved_lo":0.00377220099816,"moved_hi":0.00844953232189,"experiment":"checkout","decision":"ship","variant":"one","metric":"buy","effect":0.003,"effect_lo":0.001,"effect_hi":0.005,"effect_method":"welch","valid_to_act_now":true,"evidence":"experiment","status":"better"}
#> {"kind":"kpi_ship","tree":"Shop","ship":"Cache","at":"2026-10-05T10:00:00Z","kpi":"ttfb","unit":"ms","better":"down","before":433.285714286,"after":397.428571429,"n_before":5,"n_after":3,"moved":-35.4285714286,"moved_lo":-62.1428571429,"moved_hi":-4.85714285714,"shift":"down","shift_at":"2026-10-06T00:00:00Z","shift_score":4,"shift_value":352,"shift_expected":401,"evidence":"shift","status":"better"}
#> {"kind":"kpi_ship","tree":"Shop","ship":"Baskets","at":"2026-10-05T00:00:00Z","kpi":"basket","unit":"EUR","better":"up","before":47.5045614035,"after":47.3448880597,"n_before":5,"n_after":3,"moved":-0.119444882234,"moved_lo":-0.559339596574,"moved_hi":0.456584072534,"evidence":"before_after","status":"unclear"}
#> {"kind":"kpi_stage","tree":"Shop","journey":"purchase","stage":"buy","step":1,"kpi":"conversion","window":"2026-10-26T00:00:00Z","value":0.0383830134748877,"value_lo":0.0342257516347,"value_hi":0.0430227459695,"unit":"share","n":7347,"point":0.01,"orders_week":73.47,"orders_week_lo":71.8090855988,"orders_week_hi":75.1693306633,"revenue_week":3474.34940426,"revenue_week_lo":3395.80582238,"revenue_week_hi":3554.70966664,"currency":"EUR","how":"rate"}
#> {"kind":"kpi_stage","tree":"Shop","journey":"purchase","stage":"basket","step":2,"kpi":"basket","window":"2026-10-26T00:00:00Z","value":47.2893617021277,"unit":"EUR","point":1,"orders_week":null,"orders_week_lo":null,"orders_week_hi":null,"revenue_week":282,"revenue_week_lo":250.934742209,"revenue_week_hi":316.91107935,"currency":"EUR","how":"value"}
#> {"kind":"kpi_stage","tree":"Shop","journey":"purchase","stage":"server","step":3,"kpi":"ttfb","window":"2026-10-26T00:00:00Z","value":382.428571428571,"unit":"ms","point":-100,"affects":"conversion","orders_week":0.40989668406,"orders_week_lo":-98.0903482669,"orders_week_hi":30.181034925,"revenue_week":19.383752553,"revenue_week_lo":-4638.62995868,"revenue_week_hi":1427.24187711,"currency":"EUR","how":"association"}
#> same
#> "2026-10-26T00:00:00Z",7347
#> "2026-11-02T00:00:00Z",2085,7347
#> ["revenue",8,null]
#> ["visits",8,null]
#> ["conversion",8,null]
#> ["orders",8,null]
#> ["basket",8,null]
#> ["takings",8,null]
#> ["nps",9,23]
#> ["ttfb",9,437.2]
#> "2026-10-26T00:00:00+09:00","2026-11-02T00:00:00+09:00",7347
#> "conversion","2026-09-01T00:00:00+09:00","2027-01-01T00:00:00+09:00"
#> "nps","2026-09-01T00:00:00+09:00","2026-11-01T00:00:00+09:00"
#> "ttfb","2026-09-01T00:00:00+09:00","2026-11-01T00:00:00+09:00"
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-09-28T00:00:00Z","of":"revenue","of_unit":"EUR","op":"product","kpi":"visits","before":7323,"value":7347,"change":24,"contribution":40.6618492573,"contribution_share":0.0224000139139,"north_star":"revenue","north_star_contribution":40.6618492573,"depth":1}
#> {"kind":"kpi_part","tree":"Shop","window":"2026-10-26T00:00:00Z","against":"2026-09-28T00:00:00Z","of":"conversion","of_unit":"share","op":"share","kpi":"visits","before":7323,"value":7347,"change":24,"contribution":-0.0001170958424452,"contribution_share":-0.0225188997909,"north_star":"revenue","north_star_contribution":-40.6680059048,"depth":2}
#> status 1
#> status 0
#> status 3
