# Costs: CSV or NDJSON, in parts, of channels that are not there; with intervals.
cat > in <<'END'
{"timestamp":1767225601,"user_id":"a","channel":"A"}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":30}
{"timestamp":1767225601,"user_id":"b","channel":"B, the \"second\""}
{"timestamp":1767225602,"user_id":"b","event_name":"purchase","value":10}
{"timestamp":1767225601,"user_id":"c","channel":"A"}
END
printf '\nday,cost,channel\r\n1,2.5,A\r\n2,"7.5",A\r\n1,4,"B, the ""second"""\r\n1,3,none\r\n1,0,free\r\n' > cost.csv
cxattribute --model last --cost cost.csv in | tee want
cat > cost.ndjson <<'END'
{"channel":"A","cost":2.5}

{"cost":"7.5","channel":"\u0041","day":2}
{"cost":4,"channel":"B, the \"second\""}
{"cost":3,"channel":"none"}
{"cost":0,"channel":"free"}
END
cxattribute --model last --cost cost.ndjson in | cmp - want && echo same
gzip -c cost.ndjson | cxattribute --model last --cost - in | cmp - want && echo same
cxattribute --model last,markov --cost cost.csv --ci --bootstrap 200 in

#> {"kind":"attribution","model":"last","channel":"A","conversions":1,"value":30,"share":0.5,"touches":2,"cost":10,"cost_per_conversion":10,"roas":3}
#> {"kind":"attribution","model":"last","channel":"B, the \"second\"","conversions":1,"value":10,"share":0.5,"touches":1,"cost":4,"cost_per_conversion":4,"roas":2.5}
#> {"kind":"attribution","model":"last","channel":"free","conversions":0,"value":0,"share":0,"touches":0,"cost":0}
#> {"kind":"attribution","model":"last","channel":"none","conversions":0,"value":0,"share":0,"touches":0,"cost":3,"roas":0}
#> same
#> same
#> {"kind":"attribution","model":"last","channel":"A","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":30,"value_lo":0,"value_hi":90,"share":0.5,"share_lo":0,"share_hi":1,"touches":2,"cost":10,"cost_per_conversion":10,"roas":3,"roas_lo":0,"roas_hi":9}
#> {"kind":"attribution","model":"last","channel":"B, the \"second\"","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":10,"value_lo":0,"value_hi":30,"share":0.5,"share_lo":0,"share_hi":1,"touches":1,"cost":4,"cost_per_conversion":4,"roas":2.5,"roas_lo":0,"roas_hi":7.5}
#> {"kind":"attribution","model":"last","channel":"free","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":0,"cost":0}
#> {"kind":"attribution","model":"last","channel":"none","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":0,"cost":3,"roas":0,"roas_lo":0,"roas_hi":0}
#> {"kind":"attribution","model":"markov","channel":"A","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":20,"value_lo":0,"value_hi":90,"share":0.5,"share_lo":0,"share_hi":1,"removal_effect":0.5,"removal_effect_lo":0,"removal_effect_hi":1,"touches":2,"cost":10,"cost_per_conversion":10,"roas":2,"roas_lo":0,"roas_hi":9}
#> {"kind":"attribution","model":"markov","channel":"B, the \"second\"","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":20,"value_lo":0,"value_hi":46.666666667,"share":0.5,"share_lo":0,"share_hi":1,"removal_effect":0.5,"removal_effect_lo":0,"removal_effect_hi":1,"touches":1,"cost":4,"cost_per_conversion":4,"roas":5,"roas_lo":0,"roas_hi":11.666666667}
#> {"kind":"attribution","model":"markov","channel":"free","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"removal_effect":0,"removal_effect_lo":0,"removal_effect_hi":0,"touches":0,"cost":0}
#> {"kind":"attribution","model":"markov","channel":"none","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"removal_effect":0,"removal_effect_lo":0,"removal_effect_hi":0,"touches":0,"cost":3,"roas":0,"roas_lo":0,"roas_hi":0}
