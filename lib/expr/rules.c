/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rules - the tables first, then the few lines that read them
 */
#include "expr/rules.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

/* User agents: the first row whose text is in it, and whose `unless` is not, decides. */
static const struct {
	const char       *has;
	const char       *unless;	/* NULL: nothing */
	enum rules_device device;
} agent_row[] = {
	/* telephones by the name of Cubot, and a browser that says what it is good for */
	{ "cubot", "http", RULES_DEVICE_MOBILE },

	/* crawlers of search engines, social networks and shops */
	{ "googlebot", NULL, RULES_DEVICE_BOT },
	{ "google-inspectiontool", NULL, RULES_DEVICE_BOT },
	{ "googleother", NULL, RULES_DEVICE_BOT },
	{ "adsbot-google", NULL, RULES_DEVICE_BOT },
	{ "mediapartners-google", NULL, RULES_DEVICE_BOT },
	{ "feedfetcher-google", NULL, RULES_DEVICE_BOT },
	{ "apis-google", NULL, RULES_DEVICE_BOT },
	{ "google-read-aloud", NULL, RULES_DEVICE_BOT },
	{ "google favicon", NULL, RULES_DEVICE_BOT },
	{ "bingbot", NULL, RULES_DEVICE_BOT },
	{ "bingpreview", NULL, RULES_DEVICE_BOT },
	{ "msnbot", NULL, RULES_DEVICE_BOT },
	{ "slurp", NULL, RULES_DEVICE_BOT },
	{ "baiduspider", NULL, RULES_DEVICE_BOT },
	{ "yandex.com/bots", NULL, RULES_DEVICE_BOT },
	{ "duckduckbot", NULL, RULES_DEVICE_BOT },
	{ "sogou", "mobile", RULES_DEVICE_BOT },
	{ "yeti/", NULL, RULES_DEVICE_BOT },
	{ "ia_archiver", NULL, RULES_DEVICE_BOT },
	{ "facebookexternalhit", NULL, RULES_DEVICE_BOT },
	{ "meta-externalagent", NULL, RULES_DEVICE_BOT },
	{ "facebookcatalog", NULL, RULES_DEVICE_BOT },
	{ "whatsapp/", "mozilla", RULES_DEVICE_BOT },
	{ "skypeuripreview", NULL, RULES_DEVICE_BOT },
	{ "embedly", NULL, RULES_DEVICE_BOT },
	{ "bitlybot", NULL, RULES_DEVICE_BOT },
	{ "pinterest/0.", NULL, RULES_DEVICE_BOT },

	/* crawlers of language models */
	{ "gptbot", NULL, RULES_DEVICE_BOT },
	{ "chatgpt-user", NULL, RULES_DEVICE_BOT },
	{ "claude-web", NULL, RULES_DEVICE_BOT },
	{ "anthropic-ai", NULL, RULES_DEVICE_BOT },
	{ "cohere-ai", NULL, RULES_DEVICE_BOT },
	{ "bytespider", NULL, RULES_DEVICE_BOT },
	{ "perplexity-user", NULL, RULES_DEVICE_BOT },

	/* monitors, scanners, archives */
	{ "ahrefssiteaudit", NULL, RULES_DEVICE_BOT },
	{ "semrush", NULL, RULES_DEVICE_BOT },
	{ "screaming frog", NULL, RULES_DEVICE_BOT },
	{ "pingdom", NULL, RULES_DEVICE_BOT },
	{ "statuscake", NULL, RULES_DEVICE_BOT },
	{ "site24x7", NULL, RULES_DEVICE_BOT },
	{ "newrelicpinger", NULL, RULES_DEVICE_BOT },
	{ "datadog", NULL, RULES_DEVICE_BOT },
	{ "uptime-kuma", NULL, RULES_DEVICE_BOT },
	{ "uptime/", NULL, RULES_DEVICE_BOT },
	{ "check_http", NULL, RULES_DEVICE_BOT },
	{ "blackbox exporter", NULL, RULES_DEVICE_BOT },
	{ "prometheus/", NULL, RULES_DEVICE_BOT },
	{ "elb-healthchecker", NULL, RULES_DEVICE_BOT },
	{ "googlehc/", NULL, RULES_DEVICE_BOT },
	{ "kube-probe", NULL, RULES_DEVICE_BOT },
	{ "amazon-route53-health", NULL, RULES_DEVICE_BOT },
	{ "gtmetrix", NULL, RULES_DEVICE_BOT },
	{ "lighthouse", NULL, RULES_DEVICE_BOT },
	{ "ptst/", NULL, RULES_DEVICE_BOT },
	{ "censys", NULL, RULES_DEVICE_BOT },
	{ "zgrab", NULL, RULES_DEVICE_BOT },
	{ "masscan", NULL, RULES_DEVICE_BOT },
	{ "nmap", NULL, RULES_DEVICE_BOT },
	{ "nikto", NULL, RULES_DEVICE_BOT },
	{ "sqlmap", NULL, RULES_DEVICE_BOT },
	{ "nuclei", NULL, RULES_DEVICE_BOT },
	{ "expanse", NULL, RULES_DEVICE_BOT },
	{ "internet-measurement", NULL, RULES_DEVICE_BOT },

	/* programs and libraries */
	{ "curl/", NULL, RULES_DEVICE_BOT },
	{ "wget", NULL, RULES_DEVICE_BOT },
	{ "httpie", NULL, RULES_DEVICE_BOT },
	{ "postmanruntime", NULL, RULES_DEVICE_BOT },
	{ "insomnia/", NULL, RULES_DEVICE_BOT },
	{ "python", NULL, RULES_DEVICE_BOT },
	{ "aiohttp", NULL, RULES_DEVICE_BOT },
	{ "httpx", NULL, RULES_DEVICE_BOT },
	{ "scrapy", NULL, RULES_DEVICE_BOT },
	{ "go-http-client", NULL, RULES_DEVICE_BOT },
	{ "java/", NULL, RULES_DEVICE_BOT },
	{ "apache-httpclient", NULL, RULES_DEVICE_BOT },
	{ "jakarta", NULL, RULES_DEVICE_BOT },
	{ "libwww-perl", NULL, RULES_DEVICE_BOT },
	{ "lwp::", NULL, RULES_DEVICE_BOT },
	{ "php/", NULL, RULES_DEVICE_BOT },
	{ "guzzlehttp", NULL, RULES_DEVICE_BOT },
	{ "ruby", NULL, RULES_DEVICE_BOT },
	{ "faraday", NULL, RULES_DEVICE_BOT },
	{ "node-fetch", NULL, RULES_DEVICE_BOT },
	{ "axios/", NULL, RULES_DEVICE_BOT },
	{ "undici", NULL, RULES_DEVICE_BOT },
	{ "reqwest", NULL, RULES_DEVICE_BOT },
	{ "k6.io", NULL, RULES_DEVICE_BOT },
	{ "apachebench", NULL, RULES_DEVICE_BOT },
	{ "jmeter", NULL, RULES_DEVICE_BOT },
	{ "locust", NULL, RULES_DEVICE_BOT },
	{ "headlesschrome", NULL, RULES_DEVICE_BOT },
	{ "phantomjs", NULL, RULES_DEVICE_BOT },
	{ "puppeteer", NULL, RULES_DEVICE_BOT },
	{ "playwright", NULL, RULES_DEVICE_BOT },
	{ "selenium", NULL, RULES_DEVICE_BOT },
	{ "w3c_validator", NULL, RULES_DEVICE_BOT },

	/* readers of feeds */
	{ "feedly", NULL, RULES_DEVICE_BOT },
	{ "feedbin", NULL, RULES_DEVICE_BOT },
	{ "feedburner", NULL, RULES_DEVICE_BOT },
	{ "inoreader", NULL, RULES_DEVICE_BOT },
	{ "tiny tiny rss", NULL, RULES_DEVICE_BOT },
	{ "universalfeedparser", NULL, RULES_DEVICE_BOT },
	{ "freshrss", NULL, RULES_DEVICE_BOT },

	/* what the rest calls itself: AhrefsBot, Applebot, Twitterbot, PetalBot ... */
	{ "bot", NULL, RULES_DEVICE_BOT },
	{ "crawl", NULL, RULES_DEVICE_BOT },
	{ "spider", NULL, RULES_DEVICE_BOT },
	{ "scraper", NULL, RULES_DEVICE_BOT },
	{ "archiver", NULL, RULES_DEVICE_BOT },
	{ "validator", NULL, RULES_DEVICE_BOT },
	{ "fetcher", NULL, RULES_DEVICE_BOT },
	{ "monitoring", NULL, RULES_DEVICE_BOT },

	{ "smart-tv", NULL, RULES_DEVICE_TV },
	{ "smarttv", NULL, RULES_DEVICE_TV },
	{ "smart tv", NULL, RULES_DEVICE_TV },
	{ "googletv", NULL, RULES_DEVICE_TV },
	{ "google tv", NULL, RULES_DEVICE_TV },
	{ "android tv", NULL, RULES_DEVICE_TV },
	{ "androidtv", NULL, RULES_DEVICE_TV },
	{ "appletv", NULL, RULES_DEVICE_TV },
	{ "apple tv", NULL, RULES_DEVICE_TV },
	{ "hbbtv", NULL, RULES_DEVICE_TV },
	{ "netcast", NULL, RULES_DEVICE_TV },
	{ "web0s", NULL, RULES_DEVICE_TV },
	{ "webos.tv", NULL, RULES_DEVICE_TV },
	{ "roku", NULL, RULES_DEVICE_TV },
	{ "crkey", NULL, RULES_DEVICE_TV },
	{ "bravia", NULL, RULES_DEVICE_TV },
	{ "viera", NULL, RULES_DEVICE_TV },
	{ "; aft", NULL, RULES_DEVICE_TV },	/* Fire TV: AFTB, AFTMM ... */
	{ "shield android", NULL, RULES_DEVICE_TV },
	{ "playstation", "vita", RULES_DEVICE_TV },
	{ "xbox", NULL, RULES_DEVICE_TV },
	{ "nintendo wii", NULL, RULES_DEVICE_TV },

	{ "tablet pc", NULL, RULES_DEVICE_DESKTOP },	/* Internet Explorer on desktops */
	{ "ipad", NULL, RULES_DEVICE_TABLET },
	{ "kindle", NULL, RULES_DEVICE_TABLET },
	{ "silk/", "mobile", RULES_DEVICE_TABLET },
	{ "playbook", NULL, RULES_DEVICE_TABLET },
	{ "touchpad", NULL, RULES_DEVICE_TABLET },
	{ "nexus 7", NULL, RULES_DEVICE_TABLET },
	{ "nexus 10", NULL, RULES_DEVICE_TABLET },
	{ "tablet", NULL, RULES_DEVICE_TABLET },
	{ "android", "mobi", RULES_DEVICE_TABLET },

	{ "mobi", NULL, RULES_DEVICE_MOBILE },
	{ "iphone", NULL, RULES_DEVICE_MOBILE },
	{ "ipod", NULL, RULES_DEVICE_MOBILE },
	{ "android", NULL, RULES_DEVICE_MOBILE },
	{ "windows phone", NULL, RULES_DEVICE_MOBILE },
	{ "blackberry", NULL, RULES_DEVICE_MOBILE },
	{ "bb10", NULL, RULES_DEVICE_MOBILE },
	{ "symbian", NULL, RULES_DEVICE_MOBILE },
	{ "opera mini", NULL, RULES_DEVICE_MOBILE },
	{ "midp-", NULL, RULES_DEVICE_MOBILE },
	{ "kaios", NULL, RULES_DEVICE_MOBILE },
	{ "okhttp", NULL, RULES_DEVICE_MOBILE },	/* Android applications */
	{ "cfnetwork", "darwin/2", RULES_DEVICE_MOBILE },
	{ "dalvik/", NULL, RULES_DEVICE_MOBILE },

	{ "windows", NULL, RULES_DEVICE_DESKTOP },
	{ "macintosh", NULL, RULES_DEVICE_DESKTOP },
	{ "mac os x", NULL, RULES_DEVICE_DESKTOP },
	{ "cros ", NULL, RULES_DEVICE_DESKTOP },
	{ "x11", NULL, RULES_DEVICE_DESKTOP },
	{ "linux", NULL, RULES_DEVICE_DESKTOP },
	{ "freebsd", NULL, RULES_DEVICE_DESKTOP },
	{ "openbsd", NULL, RULES_DEVICE_DESKTOP },
};

/*
 * Sites: the first row that fits decides.  A row with a dot is a host and its
 * subdomains; one without is a source of that name, or the host's name before
 * its public suffix (google: www.google.de, google.co.uk).
 */
static const struct {
	const char *site;
	const char *class;
} site_row[] = {
	{ "mail.google.com", "email" }, { "mail.yahoo.com", "email" },
	{ "outlook.live.com", "email" }, { "accounts.google.com", "site" },
	{ "calendar.google.com", "site" }, { "classroom.google.com", "site" },
	{ "docs.google.com", "site" }, { "drive.google.com", "site" },
	{ "groups.google.com", "site" }, { "meet.google.com", "site" },
	{ "play.google.com", "site" }, { "sites.google.com", "site" },
	{ "support.google.com", "site" }, { "finance.yahoo.com", "site" },
	{ "cloud.yandex.ru", "site" },

	{ "google", "search" }, { "bing", "search" }, { "yahoo", "search" },
	{ "duckduckgo", "search" }, { "baidu", "search" }, { "yandex", "search" },
	{ "ecosia", "search" }, { "qwant", "search" }, { "startpage", "search" },
	{ "search.brave.com", "search" }, { "brave", "search" }, { "naver", "search" },
	{ "daum", "search" }, { "seznam", "search" }, { "sogou", "search" },
	{ "so.com", "search" }, { "ask", "search" }, { "aol", "search" }, { "msn", "search" },
	{ "lycos", "search" }, { "dogpile", "search" }, { "info.com", "search" },
	{ "kagi", "search" }, { "swisscows", "search" }, { "rambler", "search" },
	{ "virgilio", "search" }, { "search-results", "search" },

	{ "facebook", "social" }, { "fb", "social" }, { "fb.me", "social" },
	{ "instagram", "social" }, { "ig", "social" }, { "threads", "social" },
	{ "twitter", "social" }, { "t.co", "social" }, { "x.com", "social" }, { "x", "social" },
	{ "linkedin", "social" }, { "lnkd.in", "social" }, { "pinterest", "social" },
	{ "pin.it", "social" }, { "reddit", "social" }, { "tiktok", "social" },
	{ "snapchat", "social" }, { "tumblr", "social" }, { "quora", "social" },
	{ "vk", "social" }, { "vkontakte", "social" }, { "ok.ru", "social" },
	{ "weibo", "social" }, { "wechat", "social" }, { "weixin", "social" },
	{ "line.me", "social" }, { "whatsapp", "social" }, { "wa.me", "social" },
	{ "telegram", "social" }, { "t.me", "social" }, { "discord", "social" },
	{ "mastodon", "social" }, { "bsky.app", "social" }, { "bluesky", "social" },
	{ "xing", "social" }, { "nextdoor", "social" }, { "medium.com", "social" },
	{ "news.ycombinator.com", "social" }, { "hackernews", "social" },
	{ "stackoverflow", "social" }, { "stackexchange", "social" }, { "meetup", "social" },
	{ "flickr", "social" }, { "kakao", "social" }, { "messenger", "social" },

	{ "youtube", "video" }, { "youtu.be", "video" }, { "vimeo", "video" },
	{ "twitch", "video" }, { "dailymotion", "video" }, { "wistia", "video" },
	{ "netflix", "video" }, { "disneyplus", "video" }, { "hulu", "video" },
	{ "bilibili", "video" }, { "iqiyi", "video" }, { "youku", "video" }, { "rumble", "video" },
	{ "ted", "video" },

	{ "email", "email" }, { "e-mail", "email" }, { "e_mail", "email" }, { "e mail", "email" },
	{ "newsletter", "email" },
	{ "sms", "sms" },
	{ "(direct)", "direct" }, { "direct", "direct" },
};

/* Mediums: whole, with * for any run of bytes. */
static const struct {
	const char *medium;
	const char *class;
} medium_row[] = {
	{ "(none)", "none" }, { "(not set)", "none" }, { "none", "none" }, { "direct", "none" },
	{ "*cp*", "paid" }, { "ppc", "paid" }, { "retargeting", "paid" }, { "paid*", "paid" },
	{ "display", "display" }, { "banner", "display" }, { "expandable", "display" },
	{ "interstitial", "display" }, { "cpm", "display" },
	{ "social", "social" }, { "social-network", "social" }, { "social-media", "social" },
	{ "sm", "social" }, { "social network", "social" }, { "social media", "social" },
	{ "*video*", "video" },
	{ "organic", "organic" },
	{ "email", "email" }, { "e-mail", "email" }, { "e_mail", "email" }, { "e mail", "email" },
	{ "newsletter", "email" },
	{ "affiliate", "affiliate" }, { "affiliates", "affiliate" },
	{ "sms", "sms" },
	{ "referral", "referral" }, { "app", "referral" }, { "link", "referral" },
};

/* Channels: the first row whose classes fit; NULL fits everything, "" only what is not there. */
static const struct {
	const char *site;
	const char *medium;
	const char *channel;
} channel_row[] = {
	{ "", "", "Direct" },
	{ "", "none", "Direct" },
	{ "direct", "", "Direct" },
	{ "direct", "none", "Direct" },
	{ "search", "paid", "Paid Search" },
	{ "social", "paid", "Paid Social" },
	{ "video", "paid", "Video" },
	{ NULL, "display", "Display" },
	{ NULL, "paid", "Other" },
	{ "social", NULL, "Organic Social" },
	{ NULL, "social", "Organic Social" },
	{ "video", NULL, "Video" },
	{ NULL, "video", "Video" },
	{ "search", NULL, "Organic Search" },
	{ NULL, "organic", "Organic Search" },
	{ "email", NULL, "Email" },
	{ NULL, "email", "Email" },
	{ NULL, "affiliate", "Affiliates" },
	{ "sms", NULL, "SMS" },
	{ NULL, "sms", "SMS" },
	{ NULL, "referral", "Referral" },
	{ NULL, "", "Referral" },	/* a site that says no more */
	{ NULL, NULL, "Other" },
};

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

enum {
	AGENT_MAX = 1024,	/* bytes of a user agent that are looked at */
	TEXT_MAX = 256,		/* bytes of a source or medium, likewise */
	CACHE_SLOTS = 512,	/* power of two */
	CACHE_TEXT = 496	/* longer user agents are looked up each time */
};

struct cached {
	uint64_t hash;
	uint16_t len;		/* 0: free */
	uint16_t device;
	char     text[CACHE_TEXT];
};

struct rules_cache {
	uint64_t      seed;
	struct cached slot[CACHE_SLOTS];
};

struct rules_cache *
rules_cache_new(void)
{
	struct rules_cache *c = mem_zalloc(sizeof(*c));

	c->seed = hash_seed();
	return c;
}

void
rules_cache_free(struct rules_cache *c)
{
	mem_free(c);
}

/* ASCII lower case of at most @max bytes. */
static struct sv
lower(struct sv s, char *out, size_t max)
{
	size_t n = s.n < max ? s.n : max;

	for (size_t i = 0; i < n; i++)
		out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];
	return (struct sv){ out, n };
}

static enum rules_device
find_device(struct sv agent)
{
	char text[AGENT_MAX];
	struct sv low = lower(agent, text, sizeof(text));

	for (size_t i = 0; i < ROWS(agent_row); i++)
		if (sv_has(low, sv_of(agent_row[i].has)) && (agent_row[i].unless == NULL ||
		    !sv_has(low, sv_of(agent_row[i].unless))))
			return agent_row[i].device;
	return RULES_DEVICE_UNKNOWN;
}

enum rules_device
rules_agent(struct sv agent, struct rules_cache *c)
{
	struct cached *slot;
	uint64_t hash;

	if (agent.n == 0)
		return RULES_DEVICE_UNKNOWN;
	if (c == NULL || agent.n > CACHE_TEXT)
		return find_device(agent);
	hash = hash_sv(agent, c->seed);
	slot = &c->slot[hash & (CACHE_SLOTS - 1)];
	if (slot->hash != hash || !sv_eq(agent, (struct sv){ slot->text, slot->len })) {
		slot->hash = hash;
		slot->len = (uint16_t)agent.n;
		slot->device = (uint16_t)find_device(agent);
		memcpy(slot->text, agent.p, agent.n);
	}
	return (enum rules_device)slot->device;
}

struct sv
rules_device_name(enum rules_device d)
{
	switch (d) {
	case RULES_DEVICE_BOT:
		return SV("bot");
	case RULES_DEVICE_TV:
		return SV("tv");
	case RULES_DEVICE_TABLET:
		return SV("tablet");
	case RULES_DEVICE_MOBILE:
		return SV("mobile");
	case RULES_DEVICE_DESKTOP:
		return SV("desktop");
	case RULES_DEVICE_UNKNOWN:
		break;
	}
	return SV("");
}

/* What follows a site's name in its host: "de", "com.br", nothing at all. */
static bool
is_suffix(struct sv s)
{
	size_t first = sv_find(s, '.');

	if (first == s.n)
		return true;
	return first <= 3 && sv_find((struct sv){ s.p + first + 1, s.n - first - 1 }, '.') ==
	    s.n - first - 1;
}

static bool
fits_site(struct sv s, struct sv row)
{
	bool host = sv_find(row, '.') != row.n;

	for (size_t at = 0; at < s.n;) {
		struct sv rest = { s.p + at, s.n - at };
		size_t label = sv_find(rest, '.');
		size_t next = label < rest.n ? label + 1 : label;

		if (host ? sv_eq(rest, row) : (sv_eq((struct sv){ rest.p, label }, row) &&
		    is_suffix((struct sv){ rest.p + next, rest.n - next })))
			return true;
		at += next;
	}
	return false;
}

/* @glob is a word, word* or *word*. */
static bool
fits_medium(struct sv s, struct sv g)
{
	if (g.p[0] == '*')	/* and at the end */
		return sv_has(s, (struct sv){ g.p + 1, g.n - 2 });
	if (g.p[g.n - 1] == '*')
		return sv_starts(s, (struct sv){ g.p, g.n - 1 });
	return sv_eq(s, g);
}

/* The class of a source; "" when there is none, "site" for one without a row. */
static const char *
site_class(struct sv s)
{
	if (s.n == 0)
		return "";
	for (size_t i = 0; i < ROWS(site_row); i++)
		if (fits_site(s, sv_of(site_row[i].site)))
			return site_row[i].class;
	return "site";
}

/* A medium may be of several classes: cpm is paid and display. */
static bool
medium_is(struct sv s, const char *class)
{
	if (class == NULL || class[0] == '\0')
		return class == NULL || s.n == 0;
	for (size_t i = 0; i < ROWS(medium_row); i++)
		if (strcmp(medium_row[i].class, class) == 0 &&
		    fits_medium(s, sv_of(medium_row[i].medium)))
			return true;
	return false;
}

/* One of the texts is that of a source or medium, or the one that says there is none. */
static bool
fits_any(struct sv s, const struct sv *text, size_t n, bool (*fits)(struct sv, struct sv))
{
	for (size_t i = 0; i < n; i++)
		if (text[i].n == 0 ? s.n == 0 : fits(s, text[i]))
			return true;
	return n == 0;
}

struct sv
rules_channel(const struct rules_channels *own, struct sv source, struct sv medium)
{
	char sbuf[TEXT_MAX];
	char mbuf[TEXT_MAX];
	struct sv s = lower(sv_trim(source), sbuf, sizeof(sbuf));
	struct sv m = lower(sv_trim(medium), mbuf, sizeof(mbuf));
	const char *class = site_class(s);
	size_t i = 0;

	for (size_t k = 0; own != NULL && k < own->n; k++) {
		const struct rules_channel *r = &own->rule[k];

		if (fits_any(s, r->source, r->nsource, fits_site) &&
		    fits_any(m, r->medium, r->nmedium, fits_medium))
			return r->channel;
	}
	/* The last row fits everything. */
	while ((channel_row[i].site != NULL && strcmp(channel_row[i].site, class) != 0) ||
	    !medium_is(m, channel_row[i].medium))
		i++;
	return sv_of(channel_row[i].channel);
}
