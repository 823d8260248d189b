# The narrowest network: IPv4, IPv6, one in the clothes of the other, ports and brackets.
cat > n.csv <<'END'
network,name
10.0.0.0/8,ten
10.1.0.0/16,ten one
10.1.2.3,host
::ffff:192.0.2.0/120,mapped
2001:db8::/32,doc
2001:db8:0:1::/64,doc one
fe80::/10,link
0.0.0.0/0,any
END
ask() {
	for a; do echo "{\"client_ip\":\"$a\"}"; done | cxjoin -k 'network = client_ip' --cidr n.csv
}
ask 10.1.2.3 10.1.2.4 10.2.0.0 10.255.255.255 11.0.0.0 192.0.2.255 192.0.3.0 ::ffff:10.1.2.3 ::ffff:a01:203 \
    2001:db8:0:1::7 2001:DB8:1::7 '[2001:db8::1]' '[2001:db8::1]:443' 10.1.2.3:8080 'fe80::1%eth0' ::1 :: \
    - '' unknown 10.1.2 10.1.2.03 10.1.2.3.4 2001:db8::/32
printf '{"client_ip":%s}\n' 7 null '["10.1.2.3"]' | cxjoin -k 'network = client_ip' --cidr n.csv
echo '{}' | cxjoin -k 'network = client_ip' --cidr n.csv
for o in --inner --semi --anti; do
	printf '{"network":"%s"}\n' 10.1.2.3 ::1 | cxjoin -k network $o --cidr n.csv
done
# Networks that are none, and the same one twice however it is written.
printf '%s\n' network,n 10.0.0.0/8,1 10.0.0.1/8,2 10/8,3 2001:db8::1/32,4 ::/129,5 localhost,6 ,7 '::ffff:10.0.0.0/104,8' > bad.csv
echo '{"network":"10.9.9.9"}' > in
cxjoin -k network --cidr --max-bad 7 bad.csv in
echo "status $?"
for d in first last; do cxjoin -k network --cidr --max-bad 9 --duplicates $d bad.csv in; done
# A wide network around narrow ones, deep, and what is right behind each.
awk 'BEGIN { print "network,bits"; for (i = 8; i <= 32; i++) printf "10.0.0.0/%d,%d\n", i, i }' > deep.csv
for i in 0 1 2 4 128 255; do echo "{\"network\":\"10.0.0.$i\"}"; done > in
printf '{"network":"10.%s"}\n' 0.1.0 0.128.0 1.0.0 128.0.0 255.0.0 >> in
cxjoin -k network --cidr deep.csv in

#> {"client_ip":"10.1.2.3","name":"host"}
#> {"client_ip":"10.1.2.4","name":"ten one"}
#> {"client_ip":"10.2.0.0","name":"ten"}
#> {"client_ip":"10.255.255.255","name":"ten"}
#> {"client_ip":"11.0.0.0","name":"any"}
#> {"client_ip":"192.0.2.255","name":"mapped"}
#> {"client_ip":"192.0.3.0","name":"any"}
#> {"client_ip":"::ffff:10.1.2.3","name":"host"}
#> {"client_ip":"::ffff:a01:203","name":"host"}
#> {"client_ip":"2001:db8:0:1::7","name":"doc one"}
#> {"client_ip":"2001:DB8:1::7","name":"doc"}
#> {"client_ip":"[2001:db8::1]","name":"doc"}
#> {"client_ip":"[2001:db8::1]:443","name":"doc"}
#> {"client_ip":"10.1.2.3:8080","name":"host"}
#> {"client_ip":"fe80::1%eth0","name":"link"}
#> {"client_ip":"::1"}
#> {"client_ip":"::"}
#> {"client_ip":"-"}
#> {"client_ip":""}
#> {"client_ip":"unknown"}
#> {"client_ip":"10.1.2"}
#> {"client_ip":"10.1.2.03"}
#> {"client_ip":"10.1.2.3.4"}
#> {"client_ip":"2001:db8::/32"}
#> {"client_ip":7}
#> {"client_ip":null}
#> {"client_ip":["10.1.2.3"]}
#> {}
#> {"network":"10.1.2.3","name":"host"}
#> {"network":"10.1.2.3"}
#> {"network":"::1"}
#> status 2
#> {"network":"10.9.9.9","n":1}
#> {"network":"10.9.9.9","n":8}
#> {"network":"10.0.0.0","bits":32}
#> {"network":"10.0.0.1","bits":31}
#> {"network":"10.0.0.2","bits":30}
#> {"network":"10.0.0.4","bits":29}
#> {"network":"10.0.0.128","bits":24}
#> {"network":"10.0.0.255","bits":24}
#> {"network":"10.0.1.0","bits":23}
#> {"network":"10.0.128.0","bits":16}
#> {"network":"10.1.0.0","bits":15}
#> {"network":"10.128.0.0","bits":8}
#> {"network":"10.255.0.0","bits":8}
#2> cxjoin: no record found a row in 'n.csv'
#2> cxjoin: no record had a field 'client_ip'
#2> cxjoin: no record found a row in 'n.csv'
#2> cxjoin: bad.csv:3: '10.0.0.1/8': there are bits behind the prefix
#2> cxjoin: bad.csv:4: '10/8': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:5: '2001:db8::1/32': there are bits behind the prefix
#2> cxjoin: bad.csv:6: '::/129': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:7: 'localhost': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv: 6 of 8 records rejected (75%); --rejects FILE keeps them
#2> cxjoin: bad.csv:9: the network of line 2 again: --duplicates last or first takes one of the rows
#2> cxjoin: bad.csv:3: '10.0.0.1/8': there are bits behind the prefix
#2> cxjoin: bad.csv:4: '10/8': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:5: '2001:db8::1/32': there are bits behind the prefix
#2> cxjoin: bad.csv:6: '::/129': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:7: 'localhost': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv: 6 of 8 records rejected (75%); --rejects FILE keeps them
#2> cxjoin: bad.csv:3: '10.0.0.1/8': there are bits behind the prefix
#2> cxjoin: bad.csv:4: '10/8': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:5: '2001:db8::1/32': there are bits behind the prefix
#2> cxjoin: bad.csv:6: '::/129': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv:7: 'localhost': expected a network such as 192.0.2.0/24 or 2001:db8::/32
#2> cxjoin: bad.csv: 6 of 8 records rejected (75%); --rejects FILE keeps them
