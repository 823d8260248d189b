# Lines of several groups and measurements share one axis of time, whatever the order of the rows.
awk 'BEGIN { for (i = 0; i < 6; i++) for (k = 0; k < 3; k++) if (k != 1 || i != 2)
	printf "{\"window\":\"2026-01-01T0%d:00:00Z\",\"r\":\"%s\",\"s\":%d,\"e\":%s,\"e_lo\":0,\"e_hi\":1,\"e_n\":%d}\n", i, substr("abb", k + 1, 1), (k < 2 ? 200 : 500), k * i / 20, 7 - i }' > in
export LC_ALL=C.UTF-8
cxview --plots always --sort -e in
cxview --plots always --fields window,r,e in
NO_COLOR=1 cxview --plots always --color auto --top 2 in
NO_COLOR=1 cxview --color always --top 2 in
# Groups beyond the twelfth; more windows than columns; three windows make no line.
awk 'BEGIN { for (k = 0; k < 15; k++) for (i = 0; i < 4; i++) printf "{\"window\":\"2026-01-01T0%d:00:00Z\",\"k\":\"g%d\",\"v\":%d}\n", i, k, i }' | cxview --plots always | tail -n 14
awk 'BEGIN { for (i = 0; i < 600; i++) printf "{\"window\":\"2026-01-01T%02d:%02d:00Z\",\"v\":%d}\n", i / 60, i % 60, (i == 300 ? 9 : i % 3) }' | cxview --plots always | tail -n 1
awk 'BEGIN { for (i = 0; i < 3; i++) printf "{\"window\":\"2026-01-01T0%d:00:00Z\",\"v\":%d}\n", i, i }' | cxview --plots always
