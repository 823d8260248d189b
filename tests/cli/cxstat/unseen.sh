# A field that no record had is likely a slip.
printf '{"status":200,"duration_ms":3}\n' > in
cxstat 'rate(statsu >= 500), p50(duration)' in
cxselect -e 'zzzzzz == 1' in

#> {"kind":"stat","rate_statsu_500":null,"rate_statsu_500_lo":null,"rate_statsu_500_hi":null,"rate_statsu_500_n":0,"rate_statsu_500_null":1,"p50_duration":null,"p50_duration_lo":null,"p50_duration_hi":null,"p50_duration_n":0,"p50_duration_method":"nearest-rank"}
#2> cxstat: no record had a field 'statsu' (did you mean 'status'?)
#2> cxstat: no record had a field 'duration' (did you mean 'duration_ms'?)
#2> cxselect: no record had a field 'zzzzzz'
