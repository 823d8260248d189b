// SPDX-License-Identifier: GPL-3.0-or-later
//
// ask - what the SDKs for Node.js answer: as ask.py, found by NODE_PATH
'use strict';
const readline = require('readline');
const path = require('path');

const valueOf = (i) => (i.type === 'string' || i.type === 'bool' ? i.value : Number(i.value));

// A file of a package that its exports do not name.
const inside = (name, file) => {
	for (const dir of (process.env.NODE_PATH || '').split(':')) {
		try {
			return require(path.join(dir, name, file));
		} catch (e) {
			if (e.code !== 'MODULE_NOT_FOUND') throw e;
		}
	}
	throw new Error(`no ${name}`);
};

const vendors = {
	growthbook(s) {
		const { GrowthBook } = require('@growthbook/growthbook');
		const e = { key: s.key, variations: [...Array(s.n).keys()] };
		for (const k of ['weights', 'coverage', 'seed', 'hashVersion', 'namespace', 'ranges', 'filters'])
			if (k in s) e[k] = s[k];
		return (v) => {
			const r = new GrowthBook({ attributes: { id: v } }).run(e);
			return r.inExperiment ? String(r.variationId) : null;
		};
	},
	flagd(s) {
		const { FlagdCore } = require('@openfeature/flagd-core');
		const log = { error() {}, warn() {}, info() {}, debug() {} };
		const by = { var: [{ var: 'x' }], cat: [{ cat: ['cat-', { var: 'x' }] }] };
		const variants = { dflt: 'dflt' };
		for (const b of s.buckets) variants[b[0]] = b[0];
		const core = new FlagdCore();
		core.setConfigurations(JSON.stringify({ flags: { [s.flagKey]: {
			state: 'ENABLED', defaultVariant: 'dflt', variants,
			targeting: { fractional: [...(by[s.bucketBy] || []), ...s.buckets] } } } }));
		return (v) => {
			const c = { targetingKey: s.bucketBy ? 't' : v, x: v };
			const r = core.resolveStringEvaluation(s.flagKey, 'dflt', c, log);
			return r.value === 'dflt' ? null : r.value;
		};
	},
	unleash(s) {
		const Rollout = inside('unleash-client', 'lib/strategy/flexible-rollout-strategy.js').default;
		const { selectVariantDefinition } = inside('unleash-client', 'lib/variant.js');
		const rollout = new Rollout();
		const variants = s.variants.map(([name, weight]) => ({ name, weight }));
		return (v) => {
			const c = s.stickiness === 'custom' ? { properties: { custom: v } } : { userId: v };
			c.featureToggle = s.feature;
			const how = { rollout: String(s.rollout), stickiness: s.stickiness, groupId: s.groupId };
			if (!rollout.isEnabled(how, c)) return null;
			const found = selectVariantDefinition(s.feature, s.stickiness, variants, c);
			return found ? found.name : 'on';
		};
	},
	async launchdarkly(s) {
		const evaluator = inside('launchdarkly-node-server-sdk', 'evaluator.js');
		const rollout = { variations: s.weights.map((weight, variation) => ({ variation, weight })) };
		if ('seed' in s) rollout.seed = s.seed;
		if (s.kind) rollout.kind = s.kind;
		if (s.bucketBy) rollout.bucketBy = 'attr1';
		const flag = { key: s.flagKey, version: 1, on: true, salt: s.salt, prerequisites: [], targets: [],
			rules: [], variations: s.weights.map((w, i) => `v${i}`), fallthrough: { rollout } };
		const e = evaluator.Evaluator({ getFlag() {}, getSegment() {}, getBigSegmentsMembership() {} });
		return (v) => new Promise((resolve) => {
			const c = s.bucketBy ? { kind: 'user', key: 'the-key', attr1: v } : { kind: 'user', key: v };
			e.evaluate(flag, c, null, (error, detail) => resolve(error ? null : detail.value));
		});
	},
	optimizely(s) {
		const sdk = require('@optimizely/optimizely-sdk');
		const x = { id: s.expId, key: 'e', status: 'Running', layerId: '1', audienceIds: [],
			forcedVariations: {},
			variations: s.alloc.filter((a) => a[0]).map(([name]) => ({ id: name, key: name })),
			trafficAllocation: s.alloc.map(([entityId, endOfRange]) => ({ entityId, endOfRange })) };
		const data = { version: '4', revision: '1', projectId: '1', accountId: '1', anonymizeIP: true,
			botFiltering: false, attributes: [], audiences: [], events: [], rollouts: [],
			featureFlags: [], variables: [], experiments: [x], groups: [] };
		if (s.group) {
			data.experiments = [];
			data.groups = [{ id: s.group[0], policy: 'random', experiments: [x], trafficAllocation:
				s.group[1].map(([entityId, endOfRange]) => ({ entityId, endOfRange })) }];
		}
		const client = sdk.createInstance({ projectConfigManager:
			sdk.createStaticProjectConfigManager({ datafile: JSON.stringify(data) }) });
		return (v) => client.getVariation('e', v);
	},
	planout(s) {
		const planout = require('planout');
		const { Random } = planout.Ops;
		return (v) => {
			const a = new planout.Assignment(s.experiment);
			const set = (op) => { a.set(s.salt, op); return a.get(s.salt); };
			if ('bernoulli' in s)
				return set(new Random.BernoulliTrial({ p: s.bernoulli, unit: v })) ? 'on' : null;
			if (s.uniform) return set(new Random.UniformChoice({ choices: s.choices, unit: v }));
			return set(new Random.WeightedChoice({ choices: s.choices, weights: s.weights, unit: v }));
		};
	},
	statsig(s) {
		const Evaluator = inside('statsig-node', 'dist/Evaluator.js').default;
		const rule = { passPercentage: s.pass, salt: s.ruleSalt, idType: 'userID' };
		return (v) => (Evaluator.prototype._evalPassPercent.call({}, { userID: v }, rule, { salt: s.salt }) ?
			'on' : null);
	},
	posthog(s) {
		const { FeatureFlagsPoller } = inside('posthog-node', 'dist/extensions/feature-flags/feature-flags.js');
		const poller = Object.create(FeatureFlagsPoller.prototype);
		poller.withEvaluationSnapshot = (c) => c;
		poller.logMsgIfDebug = () => {};
		const flag = { key: s.key, filters: {
			groups: [{ properties: [], rollout_percentage: s.rollout }],
			multivariate: { variants: s.variants.map(([key, p]) => ({ key, rollout_percentage: p })) } } };
		const context = { groups: {}, groupProperties: {}, definitions: { groupTypeMapping: {} } };
		return async (v) => {
			const r = await poller.matchFeatureFlagProperties(flag, v, {}, context);
			return r === true ? 'on' : r || null;
		};
	},
	eppo(s) {
		const { Evaluator } = inside('@eppo/js-client-sdk-common', 'dist/evaluator.js');
		const shards = (salt, ranges) => ({ salt, ranges: ranges.map(([start, end]) => ({ start, end })) });
		const traffic = s.traffic ? [shards(...s.traffic)] : [];
		const variations = {};
		for (const [k] of s.splits) variations[k] = { key: k, value: k };
		const flag = { key: s.flag, enabled: true, variationType: 'STRING', totalShards: s.total, variations,
			allocations: [{ key: 'a', doLog: false, splits: s.splits.map(([variationKey, ranges]) =>
				({ variationKey, shards: [...traffic, shards(s.salt, ranges)] })) }] };
		const about = { configFetchedAt: '', configPublishedAt: '', configEnvironment: { name: 't' },
			configFormat: 'SERVER' };
		const evaluator = new Evaluator();
		return (v) => {
			if (v === '') return null;	// the client throws before it asks the evaluator
			const r = evaluator.evaluateFlag(flag, about, v, {}, false);
			return r.variation ? r.variation.value : null;
		};
	},
	configcat(s) {
		const { RolloutEvaluator, EvaluateContext } = inside('configcat-common', 'lib/RolloutEvaluator.js');
		const { Setting } = inside('configcat-common', 'lib/ProjectConfig.js');
		const { LoggerWrapper } = inside('configcat-common', 'lib/ConfigCatLogger.js');
		const { User } = inside('configcat-common', 'lib/User.js');
		const setting = new Setting({ t: 1, v: { s: 'fallback' }, a: 'x',
			p: s.options.map(([name, p]) => ({ p, v: { s: name } })) });
		const evaluator = new RolloutEvaluator(new LoggerWrapper({ level: -1, log() {} }));
		return (v) => {
			const c = new EvaluateContext(s.key, setting, new User('u', undefined, undefined, { x: v }), {});
			const r = evaluator.evaluate('fallback', c).selectedValue.value;
			return r === 'fallback' ? null : r;
		};
	},
};

(async () => {
	for await (const line of readline.createInterface({ input: process.stdin })) {
		const c = JSON.parse(line);
		let ask;
		try {
			ask = await vendors[c.vendor](c.settings);
		} catch (e) {
			console.log(JSON.stringify({ n: c.n, skip: String(e.message).split('\n')[0] }));
			continue;
		}
		const answers = [];
		for (const i of c.ids) {
			try {
				const r = await ask(valueOf(i));
				answers.push(r === undefined ? null : r);
			} catch (e) {
				answers.push(null);
			}
		}
		console.log(JSON.stringify({ n: c.n, answers }));
	}
	process.exit(0);
})();
