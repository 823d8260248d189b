awk 'BEGIN { for (i = 0; i < 8; i++) printf "{\"window\":\"2026-01-01T0%d:00:00Z\",\"r\":\"%s\",\"n\":%d}\n", i, "a", i * i }' > in
LC_ALL=C.UTF-8 cxview --plots always in
cxview --plots always in
