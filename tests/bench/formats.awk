# SPDX-License-Identifier: GPL-3.0-or-later
#
# formats - lines as a server would write them: awk -v format=NAME -v mb=N -f formats.awk
#
# Values are drawn by a generator of ours, so that every awk draws the same.
function draw(n) { seed = (seed * 16807) % 2147483647; return int(seed / 2147483647 * n) }
function ip() { return 1 + draw(223) "." draw(256) "." draw(256) "." 1 + draw(254) }
function two(n) { return sprintf("%02d", n) }
function combined() {
	return client " - - [" clf " +0000] \"" request " HTTP/1.1\" " status " " bytes " \"" referrer "\" \"" agent "\""
}
function fields_w3c() {
	return "#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip " \
	    "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
}
function line(    plus, way) {
	way = "https://www.shop.example:443" path query
	plus = agent
	gsub(/ /, "+", plus)
	if (format == "combined") return combined()
	if (format == "traefik") return combined() " " NR " \"app@docker\" \"http://10.0.0.4:8080\" " ms "ms"
	if (format == "envoy")
		return "[" iso "." frac "Z] \"" request " HTTP/1.1\" " status " - 0 " bytes " " ms " " ms " \"" client "\" \"" agent \
		    "\" \"84961386-6d84-929d-98bd-c5aee93b5c88\" \"shop.example\" \"10.0.2.7:8080\""
	if (format == "squid")
		return 1795975200 + int(n / 125) "." frac " " sprintf("%6d", ms) " " client " TCP_MISS/" status " " bytes " " method \
		    " http://shop.example" path query " - HIER_DIRECT/198.51.100.4 text/html"
	if (format == "uwsgi")
		return "[pid: 23640|app: 0|req: " n "/" n "] " client " () {34 vars in 412 bytes} [Sun Nov 29 " clock " 2026] " request \
		    " => generated " bytes " bytes in " ms " msecs (HTTP/1.1 " status ") 2 headers in 65 bytes (1 switches on core 0)"
	if (format == "alb")
		return "https " iso "." frac "000Z app/shop-lb/50dc6c495c0c9188 " client ":41000 10.0.0.7:80 0.000 0." frac " 0.000 " status " " \
		    status " 412 " bytes " \"" method " " way " HTTP/2.0\" \"" agent "\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 " \
		    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/73e2d6bc24d8a067 " \
		    "\"Root=1-58337262-36d228ad5d99923122bbe354\" \"www.shop.example\" \"-\" 0 " iso "." frac "000Z \"forward\" \"-\" \"-\""
	if (format == "haproxy")
		return client ":41000 [" clf "." frac "] web app/s1 0/0/1/" ms "/" ms + 1 " " status " " bytes " - - ---- 12/10/3/1/0 0/0 \"" \
		    request " HTTP/1.1\""
	if (format == "w3c")
		return substr(iso, 1, 10) " " clock " 10.0.0.1 " method " " path " " (query == "" ? "-" : substr(query, 2)) " 443 - " client " " plus \
		    " " referrer " " status " 0 0 " ms
	if (format == "logfmt")
		return "time=" iso "." frac "Z level=info msg=\"request done\" method=" method " path=" path " status=" status " bytes=" bytes \
		    " duration=" ms "ms client=" client " user_agent=\"" agent "\""
	if (format == "nginx_error")
		return "2026/11/29 " clock " [error] 26490#26490: *" n " open() \"/srv/www" path "\" failed (2: No such file or directory), client: " \
		    client ", server: shop.example, request: \"" request " HTTP/1.1\", host: \"shop.example\""
}
BEGIN {
	seed = 7
	paths = split("/ /cart /api/v1/items /static/app.js /search /product", path_of, " ")
	agents = split("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36|" \
	    "curl/8.4.0|Googlebot/2.1 (+http://www.google.com/bot.html)", agent_of, "|")
	if (format == "w3c")
		print fields_w3c()
	for (n = 1; written < mb * 1000000; n++) {
		clock = two(10 + int(n / 450000) % 14) ":" two(int(n / 7500) % 60) ":" two(int(n / 125) % 60)
		clf = "29/Nov/2026:" clock
		iso = "2026-11-29T" clock
		frac = sprintf("%03d", n * 8 % 1000)
		client = ip()
		path = path_of[1 + draw(paths)]
		query = draw(3) == 0 ? "?q=shoes&page=" draw(99999) : ""
		method = draw(10) == 0 ? "POST" : "GET"
		request = method " " path query
		status = draw(10) == 0 ? 404 : 200
		bytes = draw(60000)
		ms = 1 + draw(900)
		agent = agent_of[1 + draw(agents)]
		referrer = draw(2) == 0 ? "-" : "https://shop.example/"
		one = line()
		print one
		written += length(one) + 1
	}
}
