// SPDX-License-Identifier: GPL-3.0-or-later
//
// ajv_lines.js PLAN.json FILE - validate NDJSON with Ajv, pass the good lines on
//
// The plainest program a user would write: read by lines, JSON.parse, a compiled schema.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const from = { paths: (process.env.NODE_PATH || "").split(path.delimiter).filter(Boolean) };
const load = (name) => require(require.resolve(name, from.paths.length ? from : undefined));

if (process.argv[2] === "version") {
	console.log(load("ajv/package.json").version);
	process.exit(0);
}
const Ajv = load("ajv/dist/2020");
const ajv = new Ajv({ allowUnionTypes: true });
load("ajv-formats")(ajv);
const valid = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2], "utf8")).common);
const lines = readline.createInterface({ input: fs.createReadStream(process.argv[3]), crlfDelay: Infinity });
let out = [];
lines.on("line", (line) => {
	let record;
	try {
		record = JSON.parse(line);
	} catch (e) {
		return;
	}
	if (valid(record) && out.push(line) === 4096) {
		fs.writeSync(1, out.join("\n") + "\n");
		out = [];
	}
});
lines.on("close", () => {
	if (out.length > 0)
		fs.writeSync(1, out.join("\n") + "\n");
});
