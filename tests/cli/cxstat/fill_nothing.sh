# --fill has nothing to fill for keys that were never seen, however long the time asked for.
cxstat --fill -b k -w 1ms --from 0001-01-01 --to 9999-01-01 'n = count()' < /dev/null
echo "status $?"
# Without keys there is one group, and more windows than can be wanted are refused.
cxstat --fill -w 1d --from 2026-01-01 --to 2026-01-03 'n = count()' < /dev/null
cxstat --fill -w 1s --from 0001-01-01 --to 9999-01-01 'n = count()' < /dev/null
echo "status $?"

#> status 0
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","n":0}
#> status 2
#2> cxstat: --fill would make more than 10000000 records; choose wider windows or less time
