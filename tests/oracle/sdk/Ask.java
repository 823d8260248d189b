// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ask - what the SDKs for Java answer: as ask.py, with their jars on the class path
import com.configcat.ConfigCatClient;
import com.configcat.OverrideBehaviour;
import com.configcat.OverrideDataSourceBuilder;
import com.configcat.User;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.FileData;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

public class Ask {
	static Path write(JsonObject o) throws Exception {
		Path file = Files.createTempFile("ask", ".json");
		file.toFile().deleteOnExit();
		Files.write(file, new Gson().toJson(o).getBytes(StandardCharsets.UTF_8));
		return file;
	}

	static JsonObject object(Object... members) {
		JsonObject o = new JsonObject();
		for (int i = 0; i < members.length; i += 2)
			o.add((String) members[i], members[i + 1] instanceof JsonElement ?
			    (JsonElement) members[i + 1] : new Gson().toJsonTree(members[i + 1]));
		return o;
	}

	static Function<JsonObject, String> launchdarkly(JsonObject s) throws Exception {
		JsonArray parts = new JsonArray(), names = new JsonArray();
		for (JsonElement w : s.getAsJsonArray("weights")) {
			parts.add(object("variation", names.size(), "weight", w));
			names.add("v" + names.size());
		}
		JsonObject rollout = object("variations", parts, "bucketBy", "attr1");
		if (s.has("seed"))
			rollout.add("seed", s.get("seed"));
		String key = s.get("flagKey").getAsString();
		JsonObject flags = new JsonObject();
		flags.add(key, object("key", key, "version", 1, "on", true, "salt", s.get("salt"),
		    "variations", names, "fallthrough", object("rollout", rollout)));
		LDClient client = new LDClient("none", new LDConfig.Builder().logging(Components.noLogging())
		    .events(Components.noEvents()).startWait(Duration.ofMinutes(1))
		    .dataSource(FileData.dataSource().filePaths(write(object("flags", flags)))).build());
		return (id) -> {
			String text = id.get("value").getAsString();
			LDValue v = id.get("type").getAsString().equals("string") ? LDValue.of(text) :
			    LDValue.parse(text);
			return client.stringVariation(key,
			    LDContext.builder("the-key").set("attr1", v).build(), null);
		};
	}

	static Function<JsonObject, String> configcat(JsonObject s) throws Exception {
		JsonArray options = new JsonArray();
		for (JsonElement o : s.getAsJsonArray("options"))
			options.add(object("p", o.getAsJsonArray().get(1),
			    "v", object("s", o.getAsJsonArray().get(0))));
		String key = s.get("key").getAsString();
		JsonObject flags = new JsonObject();
		flags.add(key, object("t", 1, "a", "x", "p", options, "v", object("s", "none")));
		String file = write(object("p", object("s", "salt"), "f", flags)).toString();
		ConfigCatClient client = ConfigCatClient.get("localhost/" + file, (o) -> o.flagOverrides(
		    OverrideDataSourceBuilder.localFile(file, false), OverrideBehaviour.LOCAL_ONLY));
		return (id) -> {
			String text = id.get("value").getAsString(), kind = id.get("type").getAsString();
			Object v = text;
			if (kind.equals("float"))
				v = Double.valueOf(text);
			else if (kind.equals("int"))
				v = new BigInteger(text).bitLength() < 64 ? (Object) Long.valueOf(text) :
				    (Object) Double.valueOf(text);
			Map<String, Object> custom = new HashMap<>();
			custom.put("x", v);
			String got = client.getValue(String.class, key,
			    User.newBuilder().custom(custom).build("u"), "none");
			return got.equals("none") ? null : got;
		};
	}

	public static void main(String[] args) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintStream out = new PrintStream(System.out, true, "UTF-8");
		for (String line; (line = in.readLine()) != null;) {
			JsonObject c = JsonParser.parseString(line).getAsJsonObject();
			JsonObject s = c.getAsJsonObject("settings");
			Function<JsonObject, String> ask = c.get("vendor").getAsString().equals("configcat") ?
			    configcat(s) : launchdarkly(s);
			JsonArray answers = new JsonArray();
			for (JsonElement id : c.getAsJsonArray("ids")) {
				String a = ask.apply(id.getAsJsonObject());
				answers.add(a == null ? JsonNull.INSTANCE : new JsonPrimitive(a));
			}
			JsonObject o = new JsonObject();
			o.add("n", c.get("n"));
			o.add("answers", answers);
			out.println(new com.google.gson.GsonBuilder().serializeNulls().create().toJson(o));
		}
		System.exit(0);
	}
}
