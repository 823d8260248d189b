# Effects and looks of an experiment, on one axis each.
cat > ab <<'END'
{"kind":"ab","metric":"conv","role":"goal","variant":"treatment","control":"control","n":12000,"n_control":12050,"mean":0.104,"mean_control":0.1,"effect":0.004,"effect_lo":-0.0002,"effect_hi":0.0082,"lift":0.041,"lift_lo":-0.002,"lift_hi":0.084,"p_adjusted":0.06,"status":"unknown"}
{"kind":"ab","metric":"revenue","role":"goal","variant":"treatment","control":"control","n":12000,"n_control":12050,"mean":10.4,"mean_control":10,"effect":0.4,"effect_lo":0.1,"effect_hi":0.7,"lift":0.04,"lift_lo":0.01,"lift_hi":0.07,"p_adjusted":0.006,"status":"win"}
{"kind":"ab","metric":"latency","role":"guardrail","variant":"treatment","control":"control","n":12000,"n_control":12050,"mean":304,"mean_control":300,"effect":4,"effect_lo":-1,"effect_hi":9,"lift":0.0133,"lift_lo":-0.003,"lift_hi":0.03,"p_adjusted":0.1,"margin":0.05,"status":"non_inferior"}
{"kind":"ab","metric":"refunds","role":"secondary","variant":"treatment","control":"control","n":12000,"n_control":12050,"mean":0.001,"mean_control":0,"effect":0.001,"effect_lo":-0.001,"effect_hi":0.003,"lift":null,"lift_lo":null,"lift_hi":null,"p_adjusted":0.3,"status":"unknown"}
END
cat > looks <<'END'
{"kind":"ab_look","metric":"conv","variant":"new","look":1,"data":"a","n":1000,"information":1,"fraction":0.2,"bound":4.877,"stat":1.2,"alpha_spent":0.000001,"effect":0.1,"effect_se":1,"chain":"x"}
{"kind":"ab_look","metric":"conv","variant":"new","look":2,"data":"b","n":2000,"information":1,"fraction":0.4,"bound":3.357,"stat":1.9,"alpha_spent":0.0008,"effect":0.1,"effect_se":1,"chain":"x"}
{"kind":"ab_look","metric":"conv","variant":"new","look":3,"data":"c","n":3000,"information":1,"fraction":0.6,"bound":null,"stat":-2,"alpha_spent":0.0008,"effect":0.1,"effect_se":1,"chain":"x"}
{"kind":"ab_look","metric":"conv","variant":"new","look":4,"data":"d","n":4000,"information":1,"fraction":0.7,"bound":2.5,"stat":2.72,"alpha_spent":0.0076,"effect":0.1,"effect_se":1,"chain":"x"}
END
cxview --plots always ab
LC_ALL=C.UTF-8 cxview --plots always ab | tail -n 4
cxview --plots always looks
LC_ALL=C.UTF-8 cxview --plots always looks | tail -n 5
# Rows that have nothing to draw, and one whose interval is a point.
sed 's/"lift"/"rise"/' ab | cxview --plots always | tail -n 2
grep refunds ab | sed 's/null/0/g' | cxview --plots always
# Names come from the input: escaped, and cut where they are long.
sed 's/conv/\\u001b[31m/; s/revenue/a metric with a name that is very much too long to stand before its line/' ab | cxview --plots always | tail -n 4

#> metric   role       variant        n  n_control     mean  mean_control                    effect                   lift  p_adjusted  status        margin
#> conv     goal       treatment  12000      12050    0.104           0.1  0.0040 [-0.0002, 0.0082]  0.041 [-0.002, 0.084]       0.060  unknown            -
#> revenue  goal       treatment  12000      12050   10.400          10.0  0.4000  [0.1000, 0.7000]  0.040  [0.010, 0.070]       0.006  win                -
#> latency  guardrail  treatment  12000      12050  304.000         300.0  4.0000 [-1.0000, 9.0000]  0.013 [-0.003, 0.030]       0.100  non_inferior    0.05
#> refunds  secondary  treatment  12000      12050    0.001           0.0  0.0010 [-0.0010, 0.0030]      -                       0.300  unknown            -
#>
#> conv goal treatment           [+---------------------*-----------------------]  +4.1 % [-0.2, +8.4] unknown
#> revenue goal treatment         :    [----------------*---------------]          +4.0 % [+1.0, +7.0] win
#> latency guardrail treatment  [-+------*--------]                                +1.3 % [-0.3, +3.0] non_inferior
#>                              -0.3 %                                     +8.4 %
#> conv goal treatment           ├┼─────────────────────●───────────────────────┤  +4.1 % [-0.2, +8.4] unknown
#> revenue goal treatment         ┊    ├────────────────●───────────────┤          +4.0 % [+1.0, +7.0] win
#> latency guardrail treatment  ├─┼──────●────────┤                                +1.3 % [-0.3, +3.0] non_inferior
#>                              -0.3 %                                     +8.4 %
#> metric  variant  look     n  fraction  bound   stat  alpha_spent  effect
#> conv    new         1  1000       0.2   4.88   1.20     0.000001     0.1
#> conv    new         2  2000       0.4   3.36   1.90     0.000800     0.1
#> conv    new         3  3000       0.6      -  -2.00     0.000800     0.1
#> conv    new         4  4000       0.7   2.50   2.72     0.007600     0.1
#>
#> conv new 1  [                       :     *                 ]  +1.20 of 4.88
#> conv new 2         [                :        *       ]         +1.90 of 3.36
#> conv new 3                *         :                          -2.00
#> conv new 4              [           :           ]*             +2.72 of 2.50, crossed
#>             -4.9                    0                    +4.9
#> conv new 1  ┤                       ┊     ●                 ├  +1.20 of 4.88
#> conv new 2         ┤                ┊        ●       ├         +1.90 of 3.36
#> conv new 3                ●         ┊                          -2.00
#> conv new 4              ┤           ┊           ├●             +2.72 of 2.50, crossed
#>             -4.9                    0                    +4.9
#> latency  guardrail  treatment  12000      12050  304.000         300.0  4.0000 [-1.0000, 9.0000]  0.0133   -0.003    0.030       0.100  non_inferior    0.05
#> refunds  secondary  treatment  12000      12050    0.001           0.0  0.0010 [-0.0010, 0.0030]       -        -        -       0.300  unknown            -
#> metric   variant        n  n_control   mean  mean_control                 effect  lift  p_adjusted  status
#> refunds  treatment  12000      12050  0.001             0  0.001 [-0.001, 0.003]     0         0.3  unknown
#> \x1b[31m goal treatment                    [+---------------------*-----------------------]  +4.1 % [-0.2, +8.4] unknown
#> a metric with a name that is very much ~    :    [----------------*---------------]          +4.0 % [+1.0, +7.0] win
#> latency guardrail treatment               [-+------*--------]                                +1.3 % [-0.3, +3.0] non_inferior
#>                                           -0.3 %                                     +8.4 %
