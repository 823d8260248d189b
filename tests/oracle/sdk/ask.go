// SPDX-License-Identifier: GPL-3.0-or-later
//
// ask - what the SDKs for Go answer: as ask.py; copied into a module that has them
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	growthbook "github.com/growthbook/growthbook-golang"
	"github.com/launchdarkly/go-sdk-common/v3/ldcontext"
	"github.com/launchdarkly/go-sdk-common/v3/ldvalue"
	evaluation "github.com/launchdarkly/go-server-sdk-evaluation/v3"
	"github.com/launchdarkly/go-server-sdk-evaluation/v3/ldmodel"
)

type id struct {
	Type  string `json:"type"`
	Value any    `json:"value"`
}

type testCase struct {
	N        int            `json:"n"`
	Vendor   string         `json:"vendor"`
	Settings map[string]any `json:"settings"`
	Ids      []id           `json:"ids"`
}

type answers struct {
	N       int       `json:"n"`
	Answers []*string `json:"answers"`
}

// As JSON gives it: numbers are float64.
func (i id) value() any {
	if i.Type == "int" || i.Type == "float" {
		f, _ := strconv.ParseFloat(i.Value.(string), 64)
		return f
	}
	return i.Value
}

func growthbookAsk(s map[string]any) func(any) *string {
	n := int(s["n"].(float64))
	variations := make([]int, n)
	for i := range variations {
		variations[i] = i
	}
	delete(s, "n")
	s["variations"] = variations
	text, _ := json.Marshal(s)
	var e growthbook.Experiment
	if err := json.Unmarshal(text, &e); err != nil {
		panic(err)
	}
	return func(v any) *string {
		client, err := growthbook.NewClient(context.Background(),
			growthbook.WithAttributes(growthbook.Attributes{"id": v}))
		if err != nil {
			panic(err)
		}
		r := client.RunExperiment(context.Background(), &e)
		if !r.InExperiment {
			return nil
		}
		name := strconv.Itoa(r.VariationId)
		return &name
	}
}

type none struct{}

func (none) GetFeatureFlag(string) *ldmodel.FeatureFlag { return nil }
func (none) GetSegment(string) *ldmodel.Segment         { return nil }

func launchdarklyAsk(s map[string]any) func(any) *string {
	variations, weights := []map[string]any{}, []string{}
	for i, w := range s["weights"].([]any) {
		variations = append(variations, map[string]any{"variation": i, "weight": w})
		weights = append(weights, "v"+strconv.Itoa(i))
	}
	rollout := map[string]any{"variations": variations, "bucketBy": "attr1"}
	if seed, ok := s["seed"]; ok {
		rollout["seed"] = seed
	}
	text, _ := json.Marshal(map[string]any{"key": s["flagKey"], "version": 1, "on": true,
		"salt": s["salt"], "variations": weights, "fallthrough": map[string]any{"rollout": rollout}})
	flag, err := ldmodel.NewJSONDataModelSerialization().UnmarshalFeatureFlag(text)
	if err != nil {
		panic(err)
	}
	evaluator := evaluation.NewEvaluator(none{})
	return func(v any) *string {
		c := ldcontext.NewBuilder("the-key").SetValue("attr1", ldvalue.CopyArbitraryValue(v)).Build()
		name := evaluator.Evaluate(&flag, c, nil).Detail.Value.StringValue()
		return &name
	}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		var c testCase
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			panic(err)
		}
		ask := map[string]func(map[string]any) func(any) *string{
			"growthbook": growthbookAsk, "launchdarkly": launchdarklyAsk}[c.Vendor](c.Settings)
		out := answers{N: c.N, Answers: []*string{}}
		for _, i := range c.Ids {
			out.Answers = append(out.Answers, ask(i.value()))
		}
		text, _ := json.Marshal(out)
		fmt.Println(string(text))
	}
}
