/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * escape.js DIR - values in templates, as a browser reads what cxnotify --preview makes of them, as TAP
 *
 * Two policies of the same templates, with values that try to leave their place and with
 * harmless ones: a browser finds the same elements, attributes and comments in both, and the
 * value, whole, where it was put.  DIR gets both, and their pages.
 *
 * Needs cxnotify in PATH, puppeteer-core where NODE_PATH says; CHROMIUM is the browser.
 */
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const puppeteer = require('puppeteer-core');

const [dir] = process.argv.slice(2);
const places = [
	['<p>', '</p>'], ['<title>', '</title>'], ['<p><textarea>', '</textarea>'],
	['<p title="', '">x</p>'], ["<p class=a title='", "'>x"], ['<img alt="', '" src="x">'],
	['<a href="https://x.example/?q=', '">x</a>'], ["<a href='mailto:", "'>x</a>"],
	['<table><tr><td>', '</td></tr></table>'], ['<style>a{}</style><!-- x --><b>', '</b>'],
	['a &amp; b < c ', '<br/>'], ['<select><option>', '</option></select>'],
	['<script>var a = "<b>";</script><i>', '</i>'], ['<svg><text>', '</text></svg>'],
	['<input value="', '" data-x="{{#if a}}1{{else}}2{{/if}}">'],
];
const hostile = [
	'<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)",
	'</title><b>', '</textarea><b>', '</style><b>', '</script><b>', '</option></select><b>', '-->',
	'<!--', ']]>', '</svg><b>', '</td></tr></table><b>', '&quot;><b>', '&#34; onclick=a', '`', '=',
	'javascript:alert(1)', 'data:text/html,<b>', '\\"><b>', '{{x}}', '<plaintext>', '\u2028<b>', '/><b',
	'\tx\n<b', '%22%3E<b>', "a' b=\"c", '<', '&', '>',
];

/* Values are defaults, which are escaped as all values are. */
function policy(values) {
	const templates = {};
	places.forEach(([before, after], i) => values.forEach((value, k) => {
		const text = JSON.stringify(value).replace(/\\n/g, '\n').replace(/\\t/g, '\t');
		templates[`t${i}-${k}`] = { subject: 's', text: 'x', html: `${before}{{v|default:${text}}}${after}` };
	}));
	return {
		channels: { email: { smtp: 'smtp://127.0.0.1:25', from: 'shop@example.org' } },
		scenarios: { s: { on: 'a', class: 'transactional', category: 'c', channels: 'email', template: 't0-0' } },
		templates,
	};
}

function pages(name, values) {
	const out = path.join(dir, name);
	fs.writeFileSync(`${out}.json`, JSON.stringify(policy(values)));
	execFileSync('cxnotify', ['--preview', out, `${out}.json`], { stdio: ['ignore', 'ignore', 'ignore'] });
	return (i, k) => fs.readFileSync(path.join(out, `t${i}-${k}.html`), 'utf8');
}

/* What the first frame of a page has in it: its shape, and its texts and values. */
function read(html) {
	const page = new DOMParser().parseFromString(html, 'text/html');
	const doc = new DOMParser().parseFromString(page.querySelector('iframe').srcdoc, 'text/html');
	const walk = doc.createTreeWalker(doc, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
	const shape = [], values = [];
	while (walk.nextNode()) {
		const e = walk.currentNode;
		shape.push(e.nodeType === 8 ? '#' : `${e.localName}[${[...e.attributes].map(a => a.name)}]`);
		values.push(...[...e.attributes || []].map(a => a.value));
	}
	return { shape: shape.join(' '), values, text: doc.documentElement.textContent };
}

(async () => {
	fs.mkdirSync(dir, { recursive: true });
	const bad = pages('hostile', hostile), good = pages('harmless', hostile.map(() => 'harmless'));
	const browser = await puppeteer.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu'],
	});
	const page = await browser.newPage();
	let count = 0, failed = 0;
	for (let i = 0; i < places.length; i++) {
		const wrong = [];
		for (let k = 0; k < hostile.length; k++) {
			const a = await page.evaluate(read, bad(i, k)), b = await page.evaluate(read, good(i, k));
			const all = a.values.concat(a.text).concat(a.values.map(v => {
				try { return decodeURIComponent(v); } catch { return v; }
			}));
			if (a.shape !== b.shape)
				wrong.push(`${hostile[k]}: ${a.shape}`);
			else if (!all.some(v => v.includes(hostile[k])))
				wrong.push(`${hostile[k]} is not there: ${a.text}`);
		}
		count++;
		failed += wrong.length > 0;
		console.log(`${wrong.length ? 'not ok' : 'ok'} ${count} - ${hostile.length} values in ${places[i].join('...')}`);
		wrong.forEach(w => console.log(`# ${w}`));
	}
	await browser.close();
	console.log(`1..${count}`);
	process.exit(failed === 0 ? 0 : 1);
})();
