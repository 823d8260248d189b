# SPDX-License-Identifier: GPL-3.0-or-later
"""ask - what the SDKs for Python answer, for sdk.py

Reads {"n", "vendor", "settings", "ids": [{"type", "value"}]} a line, writes {"n", "answers"}:
the variant of each id, "on" for true, null for none, for the caller's default and for an error.
A vendor whose SDK is not there is answered by {"n", "skip": why}.
"""
import collections
import collections.abc
import json
import logging
import sys

logging.disable(logging.CRITICAL)


def value_of(i):
    kind, v = i["type"], i.get("value")
    return {"string": str, "int": int, "float": float, "bool": bool}[kind](v)


def growthbook(s):
    from growthbook import Experiment, GrowthBook

    more = {k: s[k] for k in ("weights", "coverage", "seed", "hashVersion", "namespace", "ranges")
            if k in s}
    if "filters" in s:
        more["filters"] = s["filters"]
    e = Experiment(key=s["key"], variations=list(range(s["n"])), **more)

    def ask(v):
        r = GrowthBook(attributes={"id": v}).run(e)
        return str(r.variationId) if r.inExperiment else None
    return ask


def flagd(s):
    from openfeature.contrib.tools.flagd.core import FlagdCore
    from openfeature.evaluation_context import EvaluationContext

    by = {"var": [{"var": "x"}], "cat": [{"cat": ["cat-", {"var": "x"}]}]}
    core = FlagdCore()
    core.set_flags(json.dumps({"flags": {s["flagKey"]: {
        "state": "ENABLED", "defaultVariant": "dflt",
        "variants": {name: name for name in ["dflt"] + [b[0] for b in s["buckets"]]},
        "targeting": {"fractional": by.get(s.get("bucketBy"), []) + s["buckets"]}}}}))

    def ask(v):
        c = EvaluationContext(targeting_key="t" if s.get("bucketBy") else v, attributes={"x": v})
        r = core.resolve_string_value(s["flagKey"], "dflt", c)
        return None if r.value == "dflt" else r.value
    return ask


def unleash(s):
    from yggdrasil_engine.engine import UnleashEngine

    engine = UnleashEngine()
    engine.take_state(json.dumps({"version": 2, "features": [{
        "name": s["feature"], "type": "release", "enabled": True, "strategies": [{
            "name": "flexibleRollout", "parameters": {
                "rollout": str(s["rollout"]), "stickiness": s["stickiness"],
                "groupId": s["groupId"]}}],
        "variants": [{"name": name, "weight": weight, "weightType": "variable",
                      "stickiness": s["stickiness"]} for name, weight in s["variants"]]}]}))

    def ask(v):
        c = {"userId": v} if s["stickiness"] != "custom" else {"properties": {"custom": v}}
        got = engine.is_enabled(s["feature"], c)
        if not (got if isinstance(got, bool) else got.is_enabled):
            return None
        got = engine.get_variant(s["feature"], c)
        got = getattr(got, "variant", got)
        return got["name"] if isinstance(got, dict) else got.name
    return ask


def launchdarkly(s):
    from ldclient import Context
    from ldclient.impl.evaluator import Evaluator
    from ldclient.impl.events.types import EventFactory
    from ldclient.impl.model import FeatureFlag

    rollout = {"variations": [{"variation": i, "weight": w} for i, w in enumerate(s["weights"])]}
    if "seed" in s:
        rollout["seed"] = s["seed"]
    if "kind" in s:
        rollout["kind"] = s["kind"]
    if s.get("bucketBy"):
        rollout["bucketBy"] = "attr1"
    flag = FeatureFlag({"key": s["flagKey"], "version": 1, "on": True, "salt": s["salt"],
                        "variations": [f"v{i}" for i in range(len(s["weights"]))],
                        "fallthrough": {"rollout": rollout}})
    evaluator = Evaluator(lambda key: None, lambda key: None, lambda key: (None, None))

    def ask(v):
        if s.get("bucketBy"):
            c = Context.builder("the-key").set("attr1", v).build()
        else:
            c = Context.create(v)
        return evaluator.evaluate(flag, c, EventFactory(False)).detail.value
    return ask


def optimizely(s):
    from optimizely import optimizely as sdk

    x = {"id": s["expId"], "key": "e", "status": "Running", "layerId": "1", "audienceIds": [],
         "forcedVariations": {}, "variations": [
             {"id": name, "key": name} for name, _ in s["alloc"] if name],
         "trafficAllocation": [{"entityId": n, "endOfRange": end} for n, end in s["alloc"]]}
    data = {"version": "4", "revision": "1", "projectId": "1", "accountId": "1", "anonymizeIP": True,
            "botFiltering": False, "attributes": [], "audiences": [], "events": [], "rollouts": [],
            "featureFlags": [], "variables": [], "experiments": [x], "groups": []}
    if "group" in s:
        data["experiments"] = []
        data["groups"] = [{"id": s["group"][0], "policy": "random", "experiments": [x],
                           "trafficAllocation": [{"entityId": n, "endOfRange": end}
                                                 for n, end in s["group"][1]]}]
    client = sdk.Optimizely(json.dumps(data))
    return lambda v: client.get_variation("e", v)


def planout(s):
    for name in ("MutableMapping", "Iterable", "Mapping"):
        if not hasattr(collections, name):
            setattr(collections, name, getattr(collections.abc, name))
    from planout.assignment import Assignment
    from planout.ops import random

    def ask(v):
        a = Assignment(s["experiment"])
        if "bernoulli" in s:
            a[s["salt"]] = random.BernoulliTrial(p=s["bernoulli"], unit=v)
            return "on" if a[s["salt"]] else None
        if "uniform" in s:
            a[s["salt"]] = random.UniformChoice(choices=s["choices"], unit=v)
        else:
            a[s["salt"]] = random.WeightedChoice(choices=s["choices"], weights=s["weights"], unit=v)
        return a[s["salt"]]
    return ask


def statsig(s):
    from statsig.evaluator import _Evaluator
    from statsig.statsig_user import StatsigUser

    evaluator = _Evaluator.__new__(_Evaluator)
    passes = getattr(evaluator, "_Evaluator__eval_pass_percentage")

    def ask(v):
        rule = {"passPercentage": s["pass"], "salt": s["ruleSalt"], "idType": "userID"}
        return "on" if passes(StatsigUser(v), rule, {"salt": s["salt"]}) else None
    return ask


def posthog(s):
    from posthog.feature_flags import match_feature_flag_properties

    flag = {"key": s["key"], "filters": {
        "groups": [{"properties": [], "rollout_percentage": s["rollout"]}],
        "multivariate": {"variants": [{"key": k, "rollout_percentage": p}
                                      for k, p in s["variants"]]}}}

    def ask(v):
        r = match_feature_flag_properties(flag, v, {}, bucketing_value=v)
        return "on" if r is True else r or None
    return ask


def eppo(s):
    import eppo_client
    from eppo_client import AssignmentLogger, Configuration
    from eppo_client.config import Config

    def shards(salt, ranges):
        return {"salt": salt, "ranges": [{"start": lo, "end": hi} for lo, hi in ranges]}
    known = {k: k for k, _ in s["splits"]}
    traffic = [shards(*s["traffic"])] if "traffic" in s else []
    flag = {"key": s["flag"], "enabled": True, "variationType": "STRING", "totalShards": s["total"],
            "variations": {k: {"key": k, "value": k} for k, _ in s["splits"]},
            "allocations": [{"key": "a", "doLog": False, "splits": [
                {"variationKey": k, "shards": traffic + [shards(s["salt"], ranges)]}
                for k, ranges in s["splits"]]}]}
    client = eppo_client.init(Config(
        api_key="none", assignment_logger=AssignmentLogger(), poll_interval_seconds=None,
        initial_configuration=Configuration(flags_configuration=json.dumps({
            "createdAt": "2026-01-01T00:00:00.000Z", "format": "SERVER",
            "environment": {"name": "t"}, "flags": {s["flag"]: flag}}).encode())))
    return lambda v: known.get(client.get_string_assignment(s["flag"], v, {}, "none"))


def configcat(s):
    from configcatclient.logger import Logger
    from configcatclient.rolloutevaluator import RolloutEvaluator
    from configcatclient.user import User

    setting = {"t": 1, "v": {"s": "fallback"}, "a": "x",
               "p": [{"p": p, "v": {"s": name}} for name, p in s["options"]]}
    evaluator = RolloutEvaluator(Logger("none", None))

    def ask(v):
        r = evaluator.evaluate(s["key"], User("u", custom={"x": v}), "fallback", None,
                               {"p": {"s": "salt"}, "f": {s["key"]: setting}}, None)
        return None if r[0] == "fallback" else r[0]
    return ask


def main():
    for line in sys.stdin:
        case = json.loads(line)
        try:
            ask = globals()[case["vendor"]](case["settings"])
        except (ImportError, KeyError) as why:
            print(json.dumps({"n": case["n"], "skip": str(why)}), flush=True)
            continue
        answers = []
        for i in case["ids"]:
            try:
                answers.append(ask(value_of(i)))
            except Exception:  # noqa: BLE001 - an SDK's error is an answer: none
                answers.append(None)
        print(json.dumps({"n": case["n"], "answers": answers}), flush=True)


main()
