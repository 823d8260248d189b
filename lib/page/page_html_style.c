/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_style - see page_html_style.h
 *
 * Colours of text are at least 4.5 to 1 on what is behind them, of signs and lines 3 to 1
 * (WCAG 2.2, 1.4.3 and 1.4.11), in both themes; make page measures it.
 */
#include "page/page_html_style.h"

#include <stddef.h>

const char *const page_html_style[] = {
    /* colours */
    ":root{color-scheme:light dark;--bg:#f5f6f8;--card:#fff;--ink:#1a1f26;--mut:#57606a;"
    "--line:#d8dde3;--soft:#eef1f4;--link:#0b5cb8;--heat:11 98 196;--c0:#0b62c4;--c1:#b35300;"
    "--c2:#0f7a5a;--c3:#a3268f;--c4:#6647d1;--c5:#7a6400;--c6:#00718a;--c7:#b81f55;"
    "--good:#13723a;--warn:#8a5a00;--bad:#c4161c;--unsure:#57606a}"
    "@media screen and (prefers-color-scheme:dark){:root{--bg:#0e1216;--card:#161b21;"
    "--ink:#e7ecf1;--mut:#a3aeb9;--line:#323b45;--soft:#1f262e;--link:#79b8ff;"
    "--heat:56 132 226;--c0:#6cb2ff;--c1:#ffa657;--c2:#4fd1a5;--c3:#f08adf;--c4:#b39bff;"
    "--c5:#d9bf4a;--c6:#54cde6;--c7:#ff8fb0;--good:#5bd483;--warn:#e3b341;--bad:#ff8178;"
    "--unsure:#a9b4bf}}\n",
    /* type and frame */
    "*{box-sizing:border-box}:lang(ko){word-break:keep-all}"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}body{margin:0;"
    "background:var(--bg);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Noto Sans\",\"Noto Sans KR\",\"Noto Sans CJK KR\","
    "\"Apple SD Gothic Neo\",\"Malgun Gothic\",sans-serif;overflow-wrap:anywhere}"
    "header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}"
    "header{padding-top:2rem}footer{padding-bottom:3rem;color:var(--mut);font-size:.875rem}"
    "h1{font-size:1.75rem;line-height:1.2;margin:0;letter-spacing:-.01em}h2{font-size:1.3rem;"
    "line-height:1.3;margin:0 0 .75rem;display:flex;flex-wrap:wrap;gap:.2rem .7rem;"
    "align-items:center}h3{font-size:1rem;line-height:1.35;margin:0}p{margin:0 0 .6rem}"
    "a{color:var(--link)}.sub{font-size:1.05rem;color:var(--mut);margin:.25rem 0 0}.vh{"
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}.skip:not(:focus){position:absolute;left:-99rem}"
    ".defs{position:absolute}nav ul{position:relative;list-style:none;display:flex;"
    "flex-wrap:wrap;gap:.4rem;padding:0;margin:1rem 0 0}nav a{display:inline-flex;"
    "align-items:center;gap:.35rem;padding:.3rem .7rem;border-radius:1rem;"
    "border:1px solid var(--line);background:var(--card);color:var(--ink);text-decoration:none;"
    "font-size:.875rem}nav a:hover{border-color:var(--mut)}nav.to a{border:0;background:none;"
    "color:var(--link);padding:0 .5rem 0 0;text-decoration:underline}.sec{"
    "background:var(--card);border:1px solid var(--line);border-radius:.75rem;"
    "padding:1.25rem 1.4rem;margin:1.1rem 0;scroll-margin-top:.5rem}.i{width:1em;height:1em;"
    "flex:none;vertical-align:-.125em;margin-right:.3em;overflow:visible}.good{--s:var(--good)}"
    ".warn{--s:var(--warn)}.bad{--s:var(--bad)}.unsure{--s:var(--unsure)}"
    ".i.good,.i.warn,.i.bad,.i.unsure{color:var(--s)}.i.up,.i.down,.i.odd{color:var(--bad)}"
    ".pill{display:inline-flex;align-items:center;font-size:.8125rem;font-weight:600;"
    "line-height:1;color:var(--s,var(--mut));border:1px solid;border-radius:1rem;"
    "padding:.3rem .6rem .3rem .45rem}.pill .i{width:1.1em;height:1.1em}\n",
    /* text */
    ".say,.do{margin:0 0 .8rem;padding-left:1.5rem}.say{list-style:none;padding-left:0}"
    ".say li,.do li{margin:0 0 .45rem}.say li{padding-left:1.5rem;position:relative}"
    ".say li:before{content:\"\";position:absolute;left:.35rem;top:.6em;width:.4rem;"
    "height:.4rem;border-radius:50%;background:var(--mut)}.say li.st:before{display:none}"
    ".say li.st .i:first-child{position:absolute;left:0;top:.25em}"
    ".do li::marker{font-weight:700;color:var(--link)}#summary .say{font-size:1.0625rem}"
    "#summary h2+p{font-size:1.2rem;font-weight:600;line-height:1.35}"
    "#summary h2+p data,#summary h2+p .name{font-weight:inherit}"
    ".caveat{color:var(--mut);border-left:3px solid var(--warn);padding:.1rem 0 .1rem .75rem}"
    ".name{font-weight:600}strong .name{font-weight:inherit}.u{font-size:.9em}"
    "data,.ci,time{font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".ci{color:var(--mut);font-size:.875em}.ci:before{content:\"[\"}.ci:after{content:\"]\"}"
    ".more{white-space:nowrap;font-size:.875em}"
    ".note{background:var(--soft);border-radius:.5rem;padding:.8rem 1rem;margin:0 0 1rem}"
    ".note p:last-child{margin:0}.src{color:var(--mut);font-size:.8125rem}\n",
    /* key figures */
    ".figs{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,"
    "minmax(13.5rem,1fr));gap:.75rem;padding:0;margin:0 0 1rem}.fig{"
    "border:1px solid var(--line);border-radius:.6rem;padding:.8rem .9rem;"
    "border-top:3px solid var(--s,var(--line))}.fig p{margin:0}"
    ".fl{font-size:.875rem;font-weight:600}.fn .i{width:.6em;height:.6em;vertical-align:.1em}"
    ".fn .u{font-size:.7em;font-weight:600}.fn{overflow-wrap:normal;font-size:1.6rem;"
    "font-weight:650;line-height:1.25;letter-spacing:-.01em}"
    ".fn .ci{font-size:.8125rem;font-weight:400;letter-spacing:0}"
    ".fb,.fc{font-size:.8125rem;color:var(--mut)}.fb b{color:var(--ink)}"
    ".spark{display:block;width:100%;overflow:visible;margin:.35rem 0;padding-right:4px}"
    ".spark svg{overflow:visible}.spark path{fill:none;stroke:var(--c0);stroke-width:1.5;"
    "vector-effect:non-scaling-stroke;stroke-linecap:round;stroke-linejoin:round}"
    ".spark circle{fill:var(--c0)}\n",
    /* tables */
    ".scroll{position:relative;overflow-x:auto;margin:0 0 1rem}table{border-collapse:collapse;"
    "min-width:min(100%,24rem);font-size:.875rem;line-height:1.4}"
    "caption{text-align:left;font-weight:600;padding:0 0 .4rem}th,td{"
    "padding:.35rem 1rem .35rem 0;text-align:left;vertical-align:baseline;"
    "border-bottom:1px solid var(--line);max-width:26rem;overflow-wrap:break-word}"
    "th:last-child,td:last-child{padding-right:0}thead th{color:var(--mut);font-weight:600;"
    "border-bottom-color:var(--mut);vertical-align:bottom}"
    "tbody th{font-weight:500;min-width:9rem;overflow-wrap:anywhere}"
    ".r{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    "thead .r{white-space:normal}.to th,.to td{font-weight:650}.gr{color:var(--mut)}"
    ".pt{font-style:italic}.nw{white-space:nowrap}.tables{display:grid;"
    "grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 2.5rem}"
    ".tab{min-width:0}.wide{grid-column:1/-1}.left{color:var(--mut);font-size:.875rem}\n",
    /* charts */
    ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));"
    "gap:0 2.5rem}.chart{margin:0 0 1.6rem;min-width:0;container-type:inline-size}"
    ".charts .chart:last-child:nth-child(odd){grid-column:1/-1}"
    ".charts:last-child{margin-bottom:-1.2rem}"
    ".alt{color:var(--mut);font-size:.875rem;margin:.1rem 0 .5rem}"
    ".chart details{margin-top:.4rem;font-size:.875rem}"
    "summary{cursor:pointer;color:var(--link);padding:.2rem 0}"
    "details[open] summary{margin-bottom:.5rem}.legend,.marks{list-style:none;display:flex;"
    "flex-wrap:wrap;gap:.15rem 1.1rem;padding:0;margin:0 0 .3rem;font-size:.8125rem}"
    ".legend li{display:inline-flex;align-items:center;gap:.4rem}"
    ".sw{width:24px;height:12px;flex:none;overflow:visible}"
    ".marks{margin:.2rem 0 0;color:var(--mut)}.marks b{display:inline-block;width:1.3em;"
    "height:1.3em;line-height:1.3em;border-radius:50%;text-align:center;background:var(--ink);"
    "color:var(--card);font-size:.75rem}.marks .event b{background:var(--bad)}"
    ".l0{--c:var(--c0);--d:none}.l1{--c:var(--c1);--d:7 3}.l2{--c:var(--c2);--d:2 4}"
    ".l3{--c:var(--c3);--d:9 3 2 3}.l4{--c:var(--c4);--d:4 2}.l5{--c:var(--c5);--d:12 4}"
    ".l6{--c:var(--c6);--d:6 3 1 3 1 3}.l7{--c:var(--c7);--d:1 3}.faint{--c:var(--mut);--d:4 4}"
    ".plot{display:flex;padding-right:14px}.ya{flex:none;overflow:visible}"
    ".xy{flex:1;min-width:0;overflow:visible}"
    ".plot text,.rows text{font-size:12px;fill:var(--mut);font-variant-numeric:tabular-nums}"
    ".ya text{text-anchor:end}.xl{text-anchor:middle}.xe{text-anchor:end}.xs{text-anchor:start}"
    ".xt{text-anchor:end}"
    ".ln,.exp,.band,.limit,.grid,.tick,.mark line{vector-effect:non-scaling-stroke;fill:none}"
    ".ln{stroke:var(--c);stroke-width:2;stroke-dasharray:var(--d);stroke-linecap:round;"
    "stroke-linejoin:round}.faint .ln{stroke-width:1.5}"
    ".ln.part{stroke-dasharray:2 4;opacity:.75}"
    ".exp{stroke:var(--c);stroke-width:1.25;stroke-dasharray:1 3;stroke-linecap:round}"
    ".band{fill:var(--c);fill-opacity:.16;stroke:var(--c);stroke-opacity:.16;stroke-width:1}"
    ".faint .band{fill-opacity:.1;stroke:none}.grid{stroke:var(--line);stroke-width:1}"
    ".zero,.tick{stroke:var(--mut)}"
    ".limit{stroke:var(--bad);stroke-width:1.25;stroke-dasharray:6 4}"
    ".over{fill:var(--bad);fill-opacity:.09}"
    ".mark line{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}"
    ".mark circle{fill:var(--ink)}"
    ".plot .mark text{fill:var(--card);text-anchor:middle;font-size:11px;font-weight:700}"
    ".event line{stroke:var(--bad)}.mark.event circle{fill:var(--bad)}"
    ".hv{fill:transparent;stroke:none}.hv:hover{fill:var(--c0);fill-opacity:.3}"
    ".odd-ring{fill:var(--card);stroke:var(--bad);stroke-width:2.5}.odd-way{fill:var(--bad)}\n",
    /* charts of rows */
    ".rows{margin:.2rem 0}.row{display:grid;grid-template-columns:minmax(6rem,13rem) 1fr 13rem;"
    "column-gap:.8rem;align-items:center;font-size:.875rem;line-height:1.3;--c:var(--s,"
    "var(--c0))}.rn{text-align:right;display:-webkit-box;-webkit-line-clamp:2;"
    "-webkit-box-orient:vertical;overflow:hidden}"
    ".rg{position:relative;align-self:stretch;min-height:26px}.rg svg{overflow:visible}"
    ".rg .all{position:absolute;left:0;top:0;width:100%;height:100%}"
    ".rv{font-variant-numeric:tabular-nums}.row .bar{fill:var(--c)}"
    ".lost{fill:var(--c);fill-opacity:.16}.wh line{stroke:var(--ink);stroke-width:1.5}"
    ".forest .wh line{stroke:var(--c);stroke-width:2}"
    ".at{fill:var(--c);stroke:var(--c);stroke-width:2}.at.open{fill:var(--card)}"
    ".row .exp{stroke:var(--ink);stroke-width:2;stroke-dasharray:none}"
    ".go{font-size:.8125rem;color:var(--mut);padding:.15rem 0}"
    ".way{font-weight:600;margin:.7rem 0 .2rem}.heat table,.heat{width:auto}table.heat th,"
    "table.heat td{padding:.3rem .55rem;border:2px solid var(--card);text-align:right;"
    "white-space:nowrap;font-variant-numeric:tabular-nums}"
    "table.heat th:first-child{text-align:left;padding-left:0}"
    "table.heat thead th{vertical-align:bottom}"
    ".h{color:var(--ink);background:rgb(var(--heat)/calc(var(--a)*.5 + .03))}.ramp{"
    "display:flex;align-items:center;gap:.5rem;font-size:.8125rem;color:var(--mut);margin:0}"
    ".ramp i{width:8rem;height:.7rem;border-radius:2px;background:linear-gradient(90deg,"
    "rgb(var(--heat)/.03),rgb(var(--heat)/.53))}\n",
    /* charts in narrow places */
    "@container (max-width:36rem){.xl.ex{display:none}.es{text-anchor:start}"
    ".ee{text-anchor:end}.row{grid-template-columns:1fr auto;padding:.25rem 0 0}"
    ".rn{text-align:left;grid-column:1;grid-row:1}"
    ".rv{grid-column:2;grid-row:1;text-align:right}.rg,.go{grid-column:1/3;grid-row:2}"
    ".row.on,.row.axis{padding:0}"
    ".row.axis .rn,.row.axis .rv,.row.on .rn,.row.on .rv{display:none}}\n",
    /* a phone */
    "@media (max-width:40rem){header,main,footer{padding-left:.75rem;padding-right:.75rem}"
    "header{padding-top:1.1rem}h1{font-size:1.4rem}"
    ".sec{padding:.9rem .8rem;border-radius:.6rem}"
    ".figs{grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.5rem}"
    ".fig{padding:.6rem .65rem}"
    "nav ul{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;padding-bottom:.3rem}"
    ".fn{font-size:1.35rem}.fn .ci{display:block}}\n",
    /* paper */
    "@page{size:A4;margin:15mm 14mm}@media print{body{background:none;font-size:9.5pt;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "header,main,footer{max-width:none;padding:0}nav,.skip,.chart details{display:none}"
    ".sec{border:0;border-top:1px solid var(--line);border-radius:0;padding:.8rem 0;margin:0}"
    "h2,h3,figcaption,caption,thead{break-after:avoid}"
    ".fig,.row,tr,.note,li,.plot,.rows{break-inside:avoid}"
    ".figs{grid-template-columns:repeat(4,1fr)}.scroll{overflow:visible}"
    "a{color:inherit;text-decoration:none}.wide table{font-size:7.5pt}"
    "th,td{padding-right:.5rem;max-width:none}tbody th{min-width:0}"
    ".r,.wide .ci{white-space:normal}.charts{grid-template-columns:repeat(2,1fr);gap:0 1.5rem}}\n",
    NULL
};

#define SYMBOL(id, body) \
	"<symbol id=\"i-" id "\" viewBox=\"0 0 16 16\">" body "</symbol>"
#define DISC	"<circle cx=\"8\" cy=\"8\" r=\"8\" fill=\"currentColor\"/>"
#define STROKE \
	"fill=\"none\" stroke=\"var(--card)\" stroke-width=\"2\" stroke-linecap=\"round\" " \
	"stroke-linejoin=\"round\""

const char *const page_html_style_signs =
    "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
    SYMBOL("good", DISC "<path d=\"M4.5 8.3 7 10.8 11.5 5.6\" " STROKE "/>")
    SYMBOL("warn", "<path d=\"M8 .8 15.6 14.2Q15.8 15 15 15H1Q.2 15 .4 14.2Z\" "
        "fill=\"currentColor\"/>"
        "<path d=\"M8 6V9.4M8 12.2V12.3\" " STROKE "/>")
    SYMBOL("bad", DISC "<path d=\"M5.2 5.2 10.8 10.8M10.8 5.2 5.2 10.8\" " STROKE "/>")
    SYMBOL("unsure", DISC
        "<path d=\"M5.8 6.1Q6 4 8 4 10.2 4 10.2 6 10.2 7.3 8 8.6V9.2M8 12V12.1\" "
        STROKE "/>")
    SYMBOL("up", "<path d=\"M8 1 15 14H1Z\" fill=\"currentColor\"/>")
    SYMBOL("down", "<path d=\"M8 15 1 2H15Z\" fill=\"currentColor\"/>")
    SYMBOL("odd", "<path d=\"M8 0 16 8 8 16 0 8Z\" fill=\"currentColor\"/>")
    SYMBOL("on", "<path d=\"M8 2V13M4 9 8 13 12 9\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.75\"/>")
    "<g id=\"m-odd\"><circle class=\"odd-ring\" r=\"5\"/></g>"
    "<g id=\"m-up\"><circle class=\"odd-ring\" r=\"5\"/>"
    "<path class=\"odd-way\" d=\"M0-17 5-9H-5Z\"/></g>"
    "<g id=\"m-down\"><circle class=\"odd-ring\" r=\"5\"/>"
    "<path class=\"odd-way\" d=\"M0 17 5 9H-5Z\"/></g>"
    "</defs></svg>\n";
