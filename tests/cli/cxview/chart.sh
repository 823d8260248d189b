# Pictures: funnels, survival curves and segments, in ASCII and UTF-8.
funnel() { printf '{"kind":"funnel"%s,"step":%s,"name":"%s","entered":40,"reached":%s,"rate":%s%s}\n' "$@"; }
{
	funnel '' 1 view 40 1 ',"rate_lo":1,"rate_hi":1'
	funnel '' 2 cart 30 0.75 ',"optional":true,"rate_lo":0.6,"rate_hi":0.86,"step_rate":0.75,"step_rate_lo":0.6,"step_rate_hi":0.86'
	funnel '' 3 'order with a long name of its own, indeed' 10 0.25 ',"rate_lo":0.14,"rate_hi":0.4,"step_rate":0.25,"step_rate_lo":0.14,"step_rate_hi":0.4,"dropped":27,"incomplete":3'
} > funnel
LC_ALL=C.UTF-8 cxview --as chart funnel
cxview --as chart --color always funnel
# One block for each value, to one scale; groups compared; odd names are harmless.
for by in '"ads"' null '"a\u001b[1m"'; do
	funnel ",\"by\":$by" 1 view 40 1 ''
	funnel ",\"by\":$by" 2 cart 5 0.125 ',"step_rate":0.125,"dropped":35,"compared_to":"ads","diff":-0.1,"diff_lo":-0.2,"diff_hi":0.1,"p_value":0.04'
done > groups
cxview --as chart groups
# Curves: all on one axis; marks where somebody was last seen.
at() { printf '{"kind":"survival","g":"%s","t":%s,"unit":"week","at_risk":9,"events":1,"censored":%s,"survival":%s,"survival_lo":%s,"survival_hi":%s}\n' "$@"; }
{
	at a 10 0 0.5 0.3 0.7; at a 2 1 0.9 0.6 0.97; at a 25 0 0 null null
	at b 5 1 1 null null; at b 50 2 0.4 0.1 0.8
	echo '{"kind":"survival_time","g":"a","n":10,"events":8,"median":10,"median_lo":2,"median_hi":null,"unit":"week"}'
	echo '{"kind":"survival_time","g":"b","n":9,"events":1,"median":null,"median_lo":null,"median_hi":null,"unit":"week"}'
	echo '{"kind":"logrank","chisq":3.25,"df":1,"p":0.0714,"groups":[]}'
} > curves
cxview --as chart curves
grep '"g":"b"' curves | LC_ALL=C.UTF-8 cxview --as chart
at c 0 0 0.5 0.2 0.8 | cxview --as chart
# Shares against the largest; what has no picture is counted.
for s in '"new","n":30,"share":0.3,"share_lo":0.2,"share_hi":0.4' '"old","n":70,"share":0.7,"share_lo":0.6,"share_hi":0.8' \
    '"none","n":0,"share":0,"share_lo":0,"share_hi":0.04'; do
	printf '{"kind":"segment_size","segment":%s}\n' "$s"
done > sizes
echo '{"kind":"segment_move","from":"new","to":"old","n":3,"of":30,"share":0.1,"share_lo":0.03,"share_hi":0.26}' | cxview --as chart sizes -
cxview --as chart --sort -n --top 2 sizes funnel
# Nothing to draw, or not what it is drawn by.
echo '{"kind":"stat","n":1}' | cxview --as chart
echo '{"kind":"funnel","n":"one"}' | cxview --as chart
cxview --as chart --fields kind,step,name,rate funnel
cxview --as chart --pivot name funnel
cxview --as chart /dev/null

#> 1 view                         ██████████████████████████  40  1.00
#>                                ↓ 0.75 [0.60, 0.86]
#> 2 cart?                        ███████████████████▌        30  0.75 [0.60, 0.86]
#>                                ↓ 0.25 [0.14, 0.40], 27 drop out, 3 may still go on
#> 3 order with a long name of …  ██████▌                     10  0.25 [0.14, 0.40]
#> 1 view                         ##########################  40  1.00
#>                                v 0.75 [2m[0.60, 0.86][0m
#> 2 cart?                        ###################         30  0.75 [2m[0.60, 0.86][0m
#>                                v 0.25 [2m[0.14, 0.40][0m, 27 drop out, 3 may still go on
#> 3 order with a long name of ~  ######                      10  0.25 [2m[0.14, 0.40][0m
#> by: ads
#> 1 view  #############################################################  40  1.000
#>         v 0.125, 35 drop out
#> 2 cart  #######                                                         5  0.125
#> to ads: -0.1 [-0.2, 0.1], p 0.04
#>
#> by: -
#> 1 view  #############################################################  40  1.000
#>         v 0.125, 35 drop out
#> 2 cart  #######                                                         5  0.125
#> to ads: -0.1 [-0.2, 0.1], p 0.04
#>
#> by: a\x1b[1m
#> 1 view  #############################################################  40  1.000
#>         v 0.125, 35 drop out
#> 2 cart  #######                                                         5  0.125
#> to ads: -0.1 [-0.2, 0.1], p 0.04
#> g: a
#> n 10, 8 gone, median 10 [2, -] week
#> 1.0 +---.::::::::::
#>     |   +----------.
#>     |   :::::::::::|
#>     |   :::::::::::|::::::::::::::::::::
#>     |   :::::::::::|::::::::::::::::::::
#> 0.5 +              '--------------------.
#>     |              :::::::::::::::::::::|
#>     |              :::::::::::::::::::::|
#>     |                                   |
#>     |                                   |
#> 0.0 +                                   '
#>     ++-------------+-------------+------------+-------------+-------------+
#>      0             10            20           30            40            50 week
#>
#> g: b
#> n 9, 1 gone, median not reached
#> 1.0 +-------+-------------------------------------------------------------.
#>     |                                                                     |
#>     |                                                                     |
#>     |                                                                     |
#>     |                                                                     |
#> 0.5 +                                                                     |
#>     |                                                                     +
#>     |                                                                     :
#>     |                                                                     :
#>     |                                                                     :
#> 0.0 +
#>     ++-------------+-------------+------------+-------------+-------------+
#>      0             10            20           30            40            50 week
#>
#> log-rank: chisq 3.25, df 1, p 0.0714
#> g: b
#> n 9, 1 gone, median not reached
#> 1.0 ┤───────+─────────────────────────────────────────────────────────────┐
#>     │                                                                     │
#>     │                                                                     │
#>     │                                                                     │
#>     │                                                                     │
#>     │                                                                     │
#>     │                                                                     │
#>     │                                                                     │
#> 0.5 ┤                                                                     │
#>     │                                                                     │
#>     │                                                                     +
#>     │                                                                     ░
#>     │                                                                     ░
#>     │                                                                     ░
#>     │                                                                     ░
#>     │
#> 0.0 ┤
#>     └┬─────────────┬─────────────┬────────────┬─────────────┬─────────────┬
#>      0             10            20           30            40            50 week
#> g: c
#> 1.0 +.
#>     ||
#>     ||
#>     ||
#>     ||
#>     ||
#>     ||
#>     ||
#> 0.5 +'
#>     |:
#>     |:
#>     |:
#>     |:
#>     |:
#>     |
#>     |
#> 0.0 +
#>     ++---------------------------------------------------------------------
#>      0                                                                      week
#> new   #####################                                30  0.30 [0.20, 0.40]
#> old   ###################################################  70  0.70 [0.60, 0.80]
#> none                                                        0  0.00 [0.00, 0.04]
#>
#> not drawn: 1 records of other kinds
#> old  #######################################################  70  0.7 [0.6, 0.8]
#> new  #######################                                  30  0.3 [0.2, 0.4]
#2> cxview: --as chart: these records have no drawing; there is one of records of kind funnel, survival, segment_size
#2> try 'cxview --help'
#2> cxview: --as chart: records of kind 'funnel' are drawn by their 'step', which is not among the columns
#2> try 'cxview --help'
#2> cxview: --as chart: records of kind 'funnel' are drawn by their 'reached', which is not among the columns
#2> try 'cxview --help'
#2> cxview: --as chart: these records have no drawing; there is one of records of kind funnel, survival, segment_size
#2> try 'cxview --help'
