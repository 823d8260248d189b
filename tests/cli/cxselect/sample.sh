# Whole keys are kept; the parts of a shard are a partition; another seed, another sample.
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "{\"u\":\"u%d\",\"i\":%d}\n", i % 100, i }' > in
cxselect --sample 30% --key u in > s
cxstat 'keys = distinct(u), n = count()' --no-ci s
cxstat -b u 'n = count()' s | cxstat 'min(n), max(n)'
cxselect --sample 30% --key u --seed 1 in | cmp -s - s; echo "another seed differs: $?"
# A key is in or out wherever it comes: in another order, another file, with other records.
sort -r in | cxselect --sample 30% --key u | sort | cmp - "$(sort s > sorted; echo sorted)" && echo 'the same in any order'
cxselect --sample 30% --key u -e 'i < 500' in | cxstat 'keys = distinct(u)' --no-ci
# A smaller share is part of a larger one.
cxselect --sample 10% --key u in | sort | comm -23 - sorted | wc -l
# Escapes and spellings make no other key.
printf '%s\n' '{"u":"u1"}' '{"u":"\u0075\u0031"}' > spelled
cxselect --sample 30% --key u --fields u in | grep -c '"u1"'
for s in 1 2 3 4 5 6 7 8; do cxselect --sample 50% --seed $s --key u spelled | wc -l; done | sort | uniq -c | sed 's/^ *//'
for i in 1 2 3; do cxselect --shard $i/3 --key u in; done | sort | cmp - "$(sort in > all; echo all)" && echo partition
for i in 1 2 3; do cxselect --shard $i/3 --key u in | cxstat 'n = distinct(u)' --no-ci; done
cxselect --shard 1/1 --key u in | cmp - in && echo whole
# Sample and shard are independent draws.
cxselect --sample 50% --key i in | cxstat 'n = count()'
cxselect --sample 50% --shard 1/2 --key i in | cxstat 'n = count()'
cxselect --sample 50% in | cxstat 'n = count()'
cxselect --sample 0% in | wc -l
cxselect --sample 100% in | cmp - in && echo whole
cxselect --sample 0.05% in | wc -l

#> {"kind":"stat","keys":29,"keys_method":"exact","n":580}
#> {"kind":"stat","min_n":20,"max_n":20}
#> another seed differs: 1
#> the same in any order
#> {"kind":"stat","keys":29,"keys_method":"exact"}
#> 0
#> 20
#> 1 0
#> 7 2
#> partition
#> {"kind":"stat","n":30,"n_method":"exact"}
#> {"kind":"stat","n":42,"n_method":"exact"}
#> {"kind":"stat","n":28,"n_method":"exact"}
#> whole
#> {"kind":"stat","n":1025}
#> {"kind":"stat","n":492}
#> {"kind":"stat","n":987}
#> 0
#> whole
#> 1
