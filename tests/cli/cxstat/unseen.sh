# A field that no record had is likely a slip.
printf '{"status":200,"duration_ms":3}\n' > in
cxstat 'rate(statsu >= 500), p50(duration)' in
cxselect -e 'zzzzzz == 1' in
