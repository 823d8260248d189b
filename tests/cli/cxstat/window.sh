# Half-open windows, labelled by their start, in order; --fill shows the empty ones.
printf '%s\n' '{"timestamp":"2026-03-29T03:59:59.999Z","x":1}' '{"timestamp":"2026-03-29T00:00:00Z","x":2}' '{"timestamp":1774749600,"x":3}' '{"timestamp":"29/Mar/2026:06:00:00 +0200","x":4}' > in
cxstat -w 1h 'n = count()' in
cxstat -w 1h --fill 'n = count(), x = mean(x)' --no-ci in
cxstat -w 1d --tz Europe/Berlin 'n = count()' in
cxstat -w 1d --tz Europe/Berlin --fill --from 2026-03-28 --to 2026-03-31 'n = count()' in
cxstat -w 1w 'n = count()' in
cxstat -w 1mo 'n = count()' in
