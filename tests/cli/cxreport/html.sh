# What a page is as HTML: a chart of three days in full; how large it gets; nothing from elsewhere.
day() { # DAY AVAILABILITY LO HI MORE
	printf '{"kind":"stat","window":"2026-11-%sT00:00:00Z","window_end":"2026-11-%sT00:00:00Z",' "$1" $(($1 + 1))
	printf '"availability":%s,"availability_lo":%s,"availability_hi":%s,"availability_n":1000%s}\n' "$2" "$3" "$4" "$5"
}
watched=',"metric":"availability","anomaly":false,"score":1,"expected":0.9985,"direction":"up","status":"ok"'
{
	day 25 0.999 0.998 0.9995 "$watched"
	day 26 0.998 0.997 0.999 "$watched"
	day 27 0.95 0.94 0.96 ',"metric":"availability","anomaly":true,"score":40,"expected":0.9985,"direction":"down","status":"anomaly"'
	echo '{"event_name":"deploy","timestamp":"2026-11-26T12:00:00Z","service":"<b>shop</b>","version":"5"}'
} >days
cxreport days >page.html
echo "status $?"
sed -n '/<figure/,/<details/p' page.html | sed 's/></>\
</g'
sed -n '1,/<title>/p' page.html

# No script, nothing fetched; a policy says so to the browser.
grep -c '<script\|src=\|@import\|url(' page.html
grep -o 'Content-Security-Policy" content="[^"]*"' page.html

# Two thousand records of four metrics: at most 3 MB.
awk 'BEGIN {
	for (i = 0; i < 2000; i++) {
		d = int(i / 288)
		t = sprintf("2026-11-%02dT%02d:%02d:00Z", 20 + d, int(i % 288 / 12), i % 12 * 5)
		j = i + 1
		e = sprintf("2026-11-%02dT%02d:%02d:00Z", 20 + int(j / 288), int(j % 288 / 12), j % 12 * 5)
		printf "{\"kind\":\"stat\",\"window\":\"%s\",\"window_end\":\"%s\",\"requests\":%d,\"p95_ms\":%d,", t, e, i % 97 + 5, i % 31 + 200
		printf "\"availability\":0.99,\"availability_lo\":0.98,\"availability_hi\":0.995,\"availability_n\":900,\"users\":%d}\n", i % 53
	}
}' >many
cxreport many >large.html
echo "status $?"
tail -n 2 large.html
[ "$(wc -c <large.html)" -le 3000000 ] || wc -c large.html

#> status 0
#> <div class="charts">
#> <figure class="chart series" id="chart-1">
#> <figcaption>
#> <h3>availability, by day</h3>
#> <p class="alt" id="chart-1-alt">availability, by day: from 95.00% at 27 Nov to 99.90% at 25 Nov; 1 unusual.</p>
#> </figcaption>
#> <ul class="legend">
#> <li>
#> <svg class="sw l0" aria-hidden="true">
#> <path class="band" d="M1 1H23V11H1Z"/>
#> </svg>where the true value may lie</li>
#> <li>
#> <svg class="sw l0" aria-hidden="true">
#> <path class="exp" d="M1 6H23"/>
#> </svg>expected</li>
#> <li>
#> <svg class="sw l0" aria-hidden="true">
#> <use href="#m-odd" x="12" y="6"/>
#> </svg>unusual</li>
#> </ul>
#> <div class="plot" role="img" aria-labelledby="chart-1-alt">
#> <svg class="ya" width="44" height="254">
#> <text x="36" y="220">94%</text>
#> <text x="36" y="156.67">96%</text>
#> <text x="36" y="93.33">98%</text>
#> <text x="36" y="30">100%</text>
#> </svg>
#> <svg class="xy" height="254">
#> <line class="grid" x2="100%" y1="216" y2="216"/>
#> <line class="grid" x2="100%" y1="152.67" y2="152.67"/>
#> <line class="grid" x2="100%" y1="89.33" y2="89.33"/>
#> <line class="grid" x2="100%" y1="26" y2="26"/>
#> <line class="tick" y1="216" y2="220" x1="0%" x2="0%"/>
#> <text class="xl" y="232" x="0%">25 Nov</text>
#> <text class="xl xs" y="247" x="0%">2026</text>
#> <line class="tick" y1="216" y2="220" x1="50%" x2="50%"/>
#> <text class="xl ex" y="232" x="50%">26 Nov</text>
#> <line class="tick" y1="216" y2="220" x1="100%" x2="100%"/>
#> <text class="xl xe" y="232" x="100%">27 Nov</text>
#> <g class="mark deploy">
#> <line y1="16" y2="216" x1="75%" x2="75%"/>
#> <circle r="8" cy="10" cx="75%"/>
#> <text y="14" x="75%">A</text>
#> <title>&lt;b&gt;shop&lt;/b&gt; 5</title>
#> </g>
#> <svg class="in" y="26" height="190" viewBox="0 0 1000 190" preserveAspectRatio="none">
#> <g class="l0">
#> <path class="band" d="M0 1.58L500 3.17L1000 126.67L1000 190L500 9.5L0 6.33Z"/>
#> <path class="exp" d="M0 4.75h0L500 4.75L1000 4.75"/>
#> <path class="ln" d="M0 3.17h0L500 6.33L1000 158.33"/>
#> </g>
#> </svg>
#> <circle class="hv" r="8" cx="0%" cy="29.17">
#> <title>25 Nov: 99.90% [99.80–99.95]</title>
#> </circle>
#> <circle class="hv" r="8" cx="50%" cy="32.33">
#> <title>26 Nov: 99.80% [99.70–99.90]</title>
#> </circle>
#> <use href="#m-down" x="100%" y="184.33">
#> <title>27 Nov: 95.00% [94.00–96.00]</title>
#> </use>
#> </svg>
#> </div>
#> <ul class="marks">
#> <li class="deploy">
#> <b>A</b> 26 Nov 12:00 &lt;b&gt;shop&lt;/b&gt; 5</li>
#> </ul>
#> <details>
#> <summary>The same as a table</summary>
#> <!DOCTYPE html>
#> <html lang="en"><head><meta charset="utf-8"/>
#> <title>The day&#39;s page, Friday, 27 November 2026</title>
#> 0
#> Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
#> status 0
#> <footer><p>Made of 2,000 records.</p></footer>
#> </body></html>
