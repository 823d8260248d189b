/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * preview.js OUT PAGE.html... - pages of cxnotify --preview in a real browser, as TAP
 *
 * In both themes, at the width of a desk and of a phone: nothing is wider than the page, axe-core
 * finds nothing, nothing but images is asked for, and in the frames stands the message, in the
 * colours of the frame.  OUT gets NAME-VIEW.png of each.
 *
 * Needs puppeteer-core and axe-core where NODE_PATH says; CHROMIUM is the browser.
 */
'use strict';
const path = require('path');
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [out, ...files] = process.argv.slice(2);
const views = [['light', 1280], ['dark', 1280], ['light', 375], ['dark', 375]];
let count = 0, failed = 0;

function ok(good, what, more) {
	count++;
	failed += !good;
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${what}`);
	if (!good && more)
		console.log(String(more).replace(/^/gm, '# '));
}

async function look(browser, file, scheme, width) {
	const name = `${path.basename(file, '.html')}, ${scheme}, ${width}`;
	const page = await browser.newPage();
	const asked = [];

	await page.setViewport({ width, height: 900 });
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
	await page.setBypassCSP(true);	/* axe-core comes by script */
	page.on('request', r => {
		if (r.resourceType() !== 'image' && r.resourceType() !== 'document')
			asked.push(`${r.resourceType()} ${r.url()}`);
	});
	await page.goto(`file://${path.resolve(file)}`, { waitUntil: 'load' });
	ok(asked.length === 0, `${name}: nothing but images is asked for`, asked.join('\n'));
	const over = await page.evaluate(() =>
	    document.documentElement.scrollWidth - document.documentElement.clientWidth);
	ok(over <= 0, `${name}: nothing is wider than the page`, `${over}px`);
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { iframes: false }));
	ok(found.violations.length === 0, `${name}: axe-core finds nothing`,
	    found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ')}`).join('\n'));
	const frames = await page.$$('iframe');
	for (const f of frames) {
		const inside = await f.contentFrame();
		const text = await inside.evaluate(() => document.body.innerText);
		const title = await f.evaluate(e => e.title);
		ok(text.trim() !== '', `${name}: the frame '${title}' has its message`);
		/* A frame runs no scripts, and so not axe-core: the same on a page of its own. */
		const own = await browser.newPage();
		await own.setViewport({ width: Math.round((await f.boundingBox()).width), height: 600 });
		await own.setContent(await f.evaluate(e => e.srcdoc));
		await own.evaluate(axe);
		const said = await own.evaluate(() => axe.run(document));
		await own.close();
		ok(said.violations.length === 0, `${name}: axe-core finds nothing in '${title}'`,
		    said.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ')}`).join('\n'));
		const wide = await inside.evaluate(() =>
		    document.documentElement.scrollWidth - document.documentElement.clientWidth);
		ok(wide <= 0, `${name}: the message fits '${title}'`, `${wide}px`);
	}
	/* As high as it is, and painted, frames too. */
	await page.bringToFront();
	await page.setViewport({ width,
		height: await page.evaluate(() => document.documentElement.scrollHeight) });
	await page.evaluate(() => new Promise(done =>
	    requestAnimationFrame(() => requestAnimationFrame(done))));
	await page.screenshot({ path: path.join(out, `${path.basename(file, '.html')}-${scheme}-${width}.png`),
	    fullPage: true });
	await page.close();
}

(async () => {
	const browser = await puppeteer.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu'],
	});
	for (const file of files)
		for (const [scheme, width] of views)
			await look(browser, file, scheme, width);
	await browser.close();
	console.log(`1..${count}`);
	process.exit(failed === 0 ? 0 : 1);
})();
