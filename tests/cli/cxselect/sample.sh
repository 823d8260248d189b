# Whole keys are kept; the parts of a shard are a partition; another seed, another sample.
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "{\"u\":\"u%d\",\"i\":%d}\n", i % 100, i }' > in
cxselect --sample 30% --key u in > s
cxselect --sample 30% --key u in | cxstat -b u 'n = count()' | cxstat 'top(n, 3)' --no-ci
cxselect --sample 30% --key u --seed 1 in | cmp -s - s; echo "other seed differs: $?"
for i in 1 2 3; do cxselect --shard $i/3 --key u in; done | sort | cmp - "$(sort in > sorted; echo sorted)" && echo partition
[ "$(cxselect --sample 50% in | wc -l)" -gt 850 ] && [ "$(cxselect --sample 50% in | wc -l)" -lt 1150 ] && echo 'about half'
cxselect --sample 0% in | wc -l
cxselect --sample 100% in | wc -l
