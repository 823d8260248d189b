# Every option of cxjoin changes what comes out.
. "$TOP/tests/cli/option.inc"
printf 'id,n,since\n1,2,2026-01-01\n1,3,2026-01-02\n1,4,2026-01-02T23:45:00\n' > two.csv
printf 'id,n,since\n1,2,2026-01-02\n' > t.csv
cp t.csv other
printf 'id,n\n10.0.0.0/8,2\n' > n.csv
printf '%s\n' '{"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2}' \
    '{"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}' > in
echo '{"id":1,"n":0}' > own
echo '{"id":"10.1.1.1"}' > ip
printf '[Jan  2 03:04:05] 1\n' > syslog
printf 'timestamp\tid\n1767261600\t1\n' > tsv
echo bad > bad
seq 1 2 > seq

change '-k id=m' 'cxjoin -k id @ t.csv in'
change '--key id=1' 'cxjoin @ t.csv in'
change '--table-key n' 'cxjoin -k m --take since @ t.csv in'
change --inner 'cxjoin -k id @ t.csv in'
change --semi 'cxjoin -k id @ t.csv in'
change --anti 'cxjoin -k id @ t.csv in'
steady --left 'cxjoin -k id @ t.csv in'
change '--take n' 'cxjoin -k id @ t.csv in'
change '--prefix x' 'cxjoin -k id @ t.csv in'
change --overwrite 'cxjoin -k id @ t.csv own'
change '--duplicates last' 'cxjoin -k id @ two.csv in'
change '--asof since' 'cxjoin -k id --duplicates last @ two.csv in'
change '--within 1h' 'cxjoin -k id --asof since @ two.csv in'
change --cidr 'cxjoin -k id @ n.csv ip'
change '--table-format csv' 'cxjoin -k id @ other in'
change '--max-rows 1' 'cxjoin -k id --duplicates last @ two.csv in'
change --counts 'cxjoin -k id @ t.csv in'
change "-e 'm == 2'" 'cxjoin -k id @ t.csv in'
change "--where 'm == 1'" 'cxjoin -k id @ t.csv in'
change '-f tsv' 'cxjoin -k id @ t.csv tsv'
change '--format tsv' 'cxjoin -k id @ t.csv tsv'
change "--log-format '[%{%b %d %H:%M:%S}t] %{User}i'" 'cxjoin -k id=1 -f apache @ t.csv syslog'
change "--regex '(?<id>[0-9]+)'" 'cxjoin -k id -f regex @ t.csv seq'
echo '{"event":"a","properties":{"$user_id":"1"}}' > mixed
change '--schema mixpanel' 'cxjoin -k id=user_id @ t.csv mixed'
change '--map id=m' 'cxjoin -k id @ t.csv in'
change '--input-tz Asia/Tokyo' 'cxjoin -k id --asof since @ two.csv in'
apache="cxjoin -f apache --log-format '[%{%b %d %H:%M:%S}t] %{User}i' -k id=1"
change '--year 2024' "$apache @ t.csv syslog"
change '--now 2024-06-01' "$apache @ t.csv syslog"
change '-t at' 'cxjoin -k id --asof since @ two.csv in'
change '--time at' 'cxjoin -k id --asof since @ two.csv in'
change '--tz Asia/Tokyo' 'cxjoin -k id --from 2026-01-03 @ t.csv in'
change '--from 2026-01-03' 'cxjoin -k id @ t.csv in'
change '--to 2026-01-03' 'cxjoin -k id @ t.csv in'
change '-o out' 'cxjoin -k id @ t.csv in; cat out'
change '--output out' 'cxjoin -k id @ t.csv in; cat out'
change '--rejects out' 'cxjoin -k id @ t.csv bad; cat out'
change '--max-bad 1' 'cxjoin -k id @ t.csv bad; echo $?'
change --strict-fields 'cxjoin -k id -e "gone" @ t.csv in; echo $?'
change --strict 'cxjoin -k id @ t.csv bad in'
change '--max-line 256' "printf '{\"timestamp\":1,\"id\":\"%0300d\"}\n' 1 | cxjoin -k id @ t.csv"
change -h 'cxjoin @ | head -n 1'
change --help 'cxjoin @ | head -n 1'
change --version 'cxjoin @ | cut -c 1-15'
seq 30000 | sed 's/.*/{"id":&,"text":"some text to make it longer"}/' > many
steady '-j 1' 'cxjoin -k id @ t.csv many | cksum'
steady '-j 8' 'cxjoin -k id @ t.csv many | cksum'
steady '--threads 3' 'cxjoin -k id @ t.csv many | cksum'
steady --progress 'cxjoin -k id @ t.csv many | cksum'
untried cxjoin
