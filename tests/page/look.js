/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * look.js OUT PAGE.html SECTION... - a page in a real browser, as TAP
 *
 * In both themes, at the width of a desk and of phones, and on A4: nothing is wider than its
 * place, no labels lie on one another, nothing is fetched, axe-core finds nothing, and the
 * sections are there, each chart with its picture, its sentence and its table.  OUT gets
 * NAME-VIEW.png of each, and NAME.pdf.
 *
 * Needs puppeteer-core and axe-core where NODE_PATH says; CHROMIUM is the browser.
 */
'use strict';
const path = require('path');
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [out, file, ...sections] = process.argv.slice(2);
const name = path.basename(file, '.html');
let count = 0, failed = 0;

function ok(good, what, more) {
	count++;
	failed += !good;
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}: ${what}`);
	if (!good && more)
		console.log(String(more).replace(/^/gm, '# '));
}

/* What is wider than its place, in the page; frames that scroll are meant to be. */
function wide() {
	const found = [];
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth)
		found.push(`the page by ${root.scrollWidth - root.clientWidth}px`);
	for (const e of document.querySelectorAll('body *')) {
		if (e.closest('.scroll,nav ul,svg,.vh,.skip'))
			continue;
		const r = e.getBoundingClientRect();
		if (r.width > 0 && (r.right > root.clientWidth + 1 || r.left < -1))
			found.push(`<${e.localName} class="${e.className}"> ${e.textContent.slice(0, 60)}`);
	}
	return found;
}

/* Labels of a picture that lie on one another, or beyond the page. */
function crowded() {
	const found = [];
	for (const svg of document.querySelectorAll('.xy,.ya,.all')) {
		const texts = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t.textContent])
			.filter(([r]) => r.width > 0);
		for (let i = 0; i < texts.length; i++) {
			const [a, what] = texts[i];
			if (a.left < 0 || a.right > document.documentElement.clientWidth)
				found.push(`beyond the page: ${what}`);
			for (let k = 0; k < i; k++) {
				const b = texts[k][0];
				if (a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2)
					found.push(`${texts[k][1]} | ${what}`);
			}
		}
	}
	return found;
}

/* What is to be there and is not. */
function missing(sections) {
	const found = [];
	for (const id of sections)
		if (!document.querySelector(`section#${id} h2`))
			found.push(`section ${id}`);
	for (const s of document.querySelectorAll('section'))
		if (s.children.length < 2)
			found.push(`section ${s.id} is empty`);
	for (const f of document.querySelectorAll('figure')) {
		const drawn = f.querySelector('[role=img],table.heat');
		if (!drawn || drawn.getBoundingClientRect().height < 20)
			found.push(`the picture of ${f.id}`);
		if (!f.querySelector('.alt').textContent.trim())
			found.push(`the sentence of ${f.id}`);
		if (!f.querySelector('details table tbody tr'))
			found.push(`the table of ${f.id}`);
	}
	return found;
}

async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(async () => (await window.axe.run(document)).violations);
	return found.map(v => v.nodes.map(n => `${v.id}: ${n.html}\n  ${n.failureSummary}`).join('\n'));
}

async function look(browser, view, width, theme) {
	const page = await browser.newPage();
	const fetched = [];
	page.on('request', r => r.url().startsWith('file:') && r.url().endsWith(path.basename(file)) ||
		fetched.push(r.url()));
	page.on('console', m => fetched.push(m.text()));
	page.on('pageerror', e => fetched.push(e.message));
	await page.setBypassCSP(true);
	await page.setViewport({ width, height: 900, deviceScaleFactor: width < 500 ? 2 : 1 });
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
	if (view === 'paper')
		await page.emulateMediaType('print');
	await page.goto('file://' + path.resolve(file));
	await page.screenshot({ path: path.join(out, `${name}-${view}.png`), fullPage: true });
	ok(fetched.length === 0, `${view}: nothing is fetched, nothing runs`, fetched.join('\n'));
	const absent = await page.evaluate(missing, sections);
	ok(absent.length === 0, `${view}: sections, pictures, sentences and tables are there`, absent.join('\n'));
	const heaped = await page.evaluate(crowded);
	ok(heaped.length === 0, `${view}: no labels lie on one another`, heaped.join('\n'));
	await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
	const over = await page.evaluate(wide);
	ok(over.length === 0, `${view}: nothing is wider than its place`, over.join('\n'));
	const found = await violations(page);
	ok(found.length === 0, `${view}: axe-core finds nothing`, found.join('\n'));
	if (view === 'paper')
		await page.pdf({ path: path.join(out, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
	await page.close();
}

(async () => {
	const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox'], headless: true });
	for (const [view, width, theme] of [['light', 1100, 'light'], ['dark', 1100, 'dark'],
		['phone', 375, 'light'], ['phone-dark', 375, 'dark'], ['narrow', 320, 'light'],
		['paper', 688, 'dark']])
		await look(browser, view, width, theme);
	await browser.close();
	console.log(`1..${count}`);
	process.exit(failed ? 1 : 0);
})();
