# 53,615 real DNS records: a latency in 39,677 of them.
cxstat -t ts 'n = count(), failed = rate(rcode != 0), p50(rtt), p99(rtt), clients = distinct(`id.orig_h`)' "$DATA/logs/zeek_dns.ndjson.gz"
cxstat --exact --no-ci 'p50(rtt), p99(rtt), max(rtt)' "$DATA/logs/zeek_dns.ndjson.gz"

#> {"kind":"stat","n":53615,"failed":0.047780951085724645,"failed_lo":0.0458296406397942,"failed_hi":0.049811006243883786,"failed_n":44118,"failed_null":9497,"p50_rtt":0.001005952048416444,"p50_rtt_lo":0.0009763308751351227,"p50_rtt_hi":0.0010161131802186305,"p50_rtt_n":39677,"p50_rtt_method":"ddsketch(0.01)","p99_rtt":0.13400161075983857,"p99_rtt_lo":0.1178731933953528,"p99_rtt_hi":0.1523720886154819,"p99_rtt_n":39677,"p99_rtt_method":"ddsketch(0.01)","clients":77,"clients_lo":77,"clients_hi":77,"clients_method":"exact"}
#> {"kind":"stat","p50_rtt":0.0009961128234863281,"p50_rtt_n":39677,"p50_rtt_method":"nearest-rank","p99_rtt":0.13530611991882324,"p99_rtt_n":39677,"p99_rtt_method":"nearest-rank","max_rtt":5.007183074951172}
