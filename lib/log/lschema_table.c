/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_table - the schemas: where each of them has what, and what tells it
 *
 * To change what a field is read from, edit its row.  Fields are written in the order in
 * which they come first.
 *
 * Sources: GA4's "BigQuery Export schema"; Segment's specification of common fields and of
 * e-commerce events; RudderStack's common fields; snowplow-analytics-sdk 0.2.3, names and
 * order of an enriched event; PostHog, Amplitude and Mixpanel: documentation of their
 * exports, and what their libraries of 2026 send; Matomo's Live.getLastVisitsDetails;
 * opentelemetry-proto 1.x in JSON, semantic conventions before and since 1.23; Elastic
 * Common Schema 8; what Caddy 2.8, Traefik 3.7 and Envoy 1.40 write as JSON; Istio's default
 * access log in JSON; Cloudflare's fields of HTTP requests in Logpush.  Probes and load tests:
 * what curl 7.88, ApacheBench 2.3, hey 0.1.4, vegeta 12, k6 1.4, Locust 2.47, JMeter 5.6,
 * siege 4.0, blackbox_exporter 0.23, Playwright and mitmproxy wrote of requests that are known:
 * tests/oracle/probes.py.
 */
#include "log/lschema.h"
#include "log/lschema_probe.h"

#define ROWS(r)	.rule = (r), .nrule = sizeof(r) / sizeof((r)[0])
#define ROW	&(const struct lschema)

#define DEVICES	"smartphone=mobile|phablet=mobile|feature phone=mobile|smart tv=tv|unknown="
#define LEVELS	"warn=warning|information=info|informational=info|err=error|critical=fatal"

#define OWN(p, name)	{ .to = name, .from = p name }

/* Fields of the event under their own names, behind a prefix. */
#define OWN_NAMES(p) \
	OWN(p, "event_name"), OWN(p, "event_id"), OWN(p, "user_id"), \
	OWN(p, "anonymous_id"), OWN(p, "session_id"), OWN(p, "session_number"), \
	OWN(p, "page_location"), OWN(p, "page_title"), OWN(p, "page_referrer"), \
	OWN(p, "search_term"), OWN(p, "engagement_ms"), OWN(p, "scroll_percent"), \
	OWN(p, "transaction_id"), OWN(p, "value"), OWN(p, "currency"), \
	OWN(p, "coupon"), OWN(p, "item_id"), OWN(p, "item_name"), \
	OWN(p, "item_brand"), OWN(p, "item_category"), OWN(p, "price"), \
	OWN(p, "quantity"), OWN(p, "items"), OWN(p, "campaign_id"), \
	OWN(p, "campaign"), OWN(p, "source"), OWN(p, "medium"), \
	OWN(p, "term"), OWN(p, "content"), OWN(p, "channel")

#define UTM(p) \
	{ .to = "source", .from = p "utm_source" }, { .to = "medium", .from = p "utm_medium" }, \
	{ .to = "campaign", .from = p "utm_campaign" }, { .to = "term", .from = p "utm_term" }, \
	{ .to = "content", .from = p "utm_content" }

#define PARAM	"event_params."

static const struct lschema_rule ga4[] = {
	{ .to = "timestamp", .from = "event_timestamp" },
	{ .to = "timestamp", .from = "event_date" },
	{ .to = "event_name", .from = "event_name" },
	{ .to = "user_id", .from = "user_id" },
	{ .to = "anonymous_id", .from = "user_pseudo_id" },
	{ .to = "session_id", .from = PARAM "ga_session_id" },
	{ .to = "session_number", .from = PARAM "ga_session_number" },
	{ .to = "device_category", .from = "device.category", LSCHEMA_LOWER, .words = DEVICES },
	{ .to = "page_location", .from = PARAM "page_location" },
	{ .to = "page_title", .from = PARAM "page_title" },
	{ .to = "page_referrer", .from = PARAM "page_referrer" },
	{ .to = "search_term", .from = PARAM "search_term" },
	/* 1 ms only marks that somebody was there. */
	{ .to = "engagement_ms", .from = PARAM "engagement_time_msec", .words = "1=|0=" },
	{ .to = "scroll_percent", .from = PARAM "percent_scrolled" },
	{ .to = "transaction_id", .from = PARAM "transaction_id" },
	{ .to = "transaction_id", .from = "ecommerce.transaction_id" },
	{ .to = "value", .from = PARAM "value" },
	{ .to = "value", .from = "ecommerce.purchase_revenue", .when = "event_name=purchase" },
	{ .to = "value", .from = "ecommerce.refund_value", .when = "event_name=refund" },
	{ .to = "currency", .from = PARAM "currency" },
	{ .to = "coupon", .from = PARAM "coupon" },
	{ .to = "items", .from = "items" },
	{ .to = "campaign_id", .from = PARAM "campaign_id" },
	{ .to = "campaign_id", .from = "collected_traffic_source.manual_campaign_id" },
	{ .to = "campaign", .from = PARAM "campaign" },
	{ .to = "campaign", .from = "collected_traffic_source.manual_campaign_name" },
	{ .to = "source", .from = PARAM "source" },
	{ .to = "source", .from = "collected_traffic_source.manual_source" },
	{ .to = "medium", .from = PARAM "medium" },
	{ .to = "medium", .from = "collected_traffic_source.manual_medium" },
	{ .to = "term", .from = PARAM "term" },
	{ .to = "term", .from = "collected_traffic_source.manual_term" },
	{ .to = "content", .from = PARAM "content" },
	{ .to = "content", .from = "collected_traffic_source.manual_content" },
};

#define ONE_PRODUCT "properties.product_id"

/* Segment's messages, which RudderStack's are too. */
#define MESSAGE \
	{ .to = "timestamp", .from = "timestamp" }, \
	{ .to = "timestamp", .from = "originalTimestamp" }, \
	{ .to = "event_name", .from = "event" }, { .to = "event_name", .from = "type" }, \
	{ .to = "event_id", .from = "messageId" }, \
	{ .to = "user_id", .from = "userId" }, { .to = "anonymous_id", .from = "anonymousId" }, \
	{ .to = "session_id", .from = "context.sessionId" }, \
	{ .to = "page_location", .from = "properties.url" }, \
	{ .to = "page_location", .from = "context.page.url" }, \
	{ .to = "page_title", .from = "properties.title" }, \
	{ .to = "page_title", .from = "context.page.title" }, \
	{ .to = "page_referrer", .from = "properties.referrer" }, \
	{ .to = "page_referrer", .from = "context.page.referrer" }, \
	{ .to = "search_term", .from = "properties.query", .when = "event=Products Searched" }, \
	{ .to = "transaction_id", .from = "properties.order_id" }, \
	{ .to = "value", .from = "properties.revenue" }, \
	{ .to = "value", .from = "properties.total" }, \
	{ .to = "value", .from = "properties.value" }, \
	{ .to = "currency", .from = "properties.currency" }, \
	{ .to = "coupon", .from = "properties.coupon" }, \
	{ .to = "item_id", .from = ONE_PRODUCT }, { .to = "item_id", .from = "properties.sku" }, \
	{ .to = "item_name", .from = "properties.name", .when = ONE_PRODUCT }, \
	{ .to = "item_brand", .from = "properties.brand", .when = ONE_PRODUCT }, \
	{ .to = "item_category", .from = "properties.category", .when = ONE_PRODUCT }, \
	{ .to = "price", .from = "properties.price" }, \
	{ .to = "quantity", .from = "properties.quantity" }, \
	{ .to = "items", .from = "properties.products" }, \
	{ .to = "campaign_id", .from = "context.campaign.id" }, \
	{ .to = "campaign", .from = "context.campaign.name" }, \
	{ .to = "source", .from = "context.campaign.source" }, \
	{ .to = "medium", .from = "context.campaign.medium" }, \
	{ .to = "term", .from = "context.campaign.term" }, \
	{ .to = "content", .from = "context.campaign.content" },

static const struct lschema_rule segment[] = {
	MESSAGE
	{ .to = "client_ip", .from = "context.ip" },
	{ .to = "user_agent", .from = "context.userAgent" },
};

static const struct lschema_rule rudderstack[] = {
	MESSAGE
	{ .to = "client_ip", .from = "request_ip" },
	{ .to = "client_ip", .from = "context.ip" },
	{ .to = "user_agent", .from = "context.userAgent" },
};

static const struct lschema_rule snowplow[] = {
	{ .to = "timestamp", .from = "true_tstamp" },
	{ .to = "timestamp", .from = "derived_tstamp" },
	{ .to = "timestamp", .from = "collector_tstamp" },
	{ .to = "event_name", .from = "event_name" },
	{ .to = "event_id", .from = "event_id" },
	{ .to = "user_id", .from = "user_id" },
	{ .to = "anonymous_id", .from = "domain_userid" },
	{ .to = "session_id", .from = "domain_sessionid" },
	{ .to = "session_number", .from = "domain_sessionidx" },
	{ .to = "country", .from = "geo_country", LSCHEMA_COUNTRY },
	{ .to = "page_location", .from = "page_url" },
	{ .to = "page_title", .from = "page_title" },
	{ .to = "page_referrer", .from = "page_referrer" },
	{ .to = "transaction_id", .from = "tr_orderid" },
	{ .to = "transaction_id", .from = "ti_orderid" },
	{ .to = "value", .from = "tr_total" },
	{ .to = "currency", .from = "tr_currency" },
	{ .to = "currency", .from = "ti_currency" },
	{ .to = "item_id", .from = "ti_sku" },
	{ .to = "item_name", .from = "ti_name" },
	{ .to = "item_category", .from = "ti_category" },
	{ .to = "price", .from = "ti_price" },
	{ .to = "quantity", .from = "ti_quantity" },
	{ .to = "campaign", .from = "mkt_campaign" },
	{ .to = "source", .from = "mkt_source" },
	{ .to = "medium", .from = "mkt_medium" },
	{ .to = "term", .from = "mkt_term" },
	{ .to = "content", .from = "mkt_content" },
	{ .to = "client_ip", .from = "user_ipaddress" },
	{ .to = "user_agent", .from = "useragent" },
};

/* The columns of an enriched event, in their order. */
static const char columns[] =
	"app_id platform etl_tstamp collector_tstamp dvce_created_tstamp event event_id "
	"txn_id name_tracker v_tracker v_collector v_etl user_id user_ipaddress "
	"user_fingerprint domain_userid domain_sessionidx network_userid geo_country "
	"geo_region geo_city geo_zipcode geo_latitude geo_longitude geo_region_name ip_isp "
	"ip_organization ip_domain ip_netspeed page_url page_title page_referrer "
	"page_urlscheme page_urlhost page_urlport page_urlpath page_urlquery page_urlfragment "
	"refr_urlscheme refr_urlhost refr_urlport refr_urlpath refr_urlquery refr_urlfragment "
	"refr_medium refr_source refr_term mkt_medium mkt_source mkt_term mkt_content "
	"mkt_campaign contexts se_category se_action se_label se_property se_value "
	"unstruct_event tr_orderid tr_affiliation tr_total tr_tax tr_shipping tr_city "
	"tr_state tr_country ti_orderid ti_sku ti_name ti_category ti_price ti_quantity "
	"pp_xoffset_min pp_xoffset_max pp_yoffset_min pp_yoffset_max useragent br_name "
	"br_family br_version br_type br_renderengine br_lang br_features_pdf "
	"br_features_flash br_features_java br_features_director br_features_quicktime "
	"br_features_realplayer br_features_windowsmedia br_features_gears "
	"br_features_silverlight br_cookies br_colordepth br_viewwidth br_viewheight os_name "
	"os_family os_manufacturer os_timezone dvce_type dvce_ismobile dvce_screenwidth "
	"dvce_screenheight doc_charset doc_width doc_height tr_currency tr_total_base "
	"tr_tax_base tr_shipping_base ti_currency ti_price_base base_currency geo_timezone "
	"mkt_clickid mkt_network etl_tags dvce_sent_tstamp refr_domain_userid "
	"refr_device_tstamp derived_contexts domain_sessionid derived_tstamp event_vendor "
	"event_name event_format event_version event_fingerprint true_tstamp";

/* Whose id distinct_id is, the record says in one of these ways only. */
#define KNOWN \
	"event!=$create_alias&event!=$groupidentify&properties.$user_id!=null&" \
	"properties.$process_person_profile!=false&properties.$is_identified!=false"

static const struct lschema_rule posthog[] = {
	{ .to = "timestamp", .from = "timestamp" },
	{ .to = "event_name", .from = "event" },
	{ .to = "event_id", .from = "uuid" },
	{ .to = "event_id", .from = "id" },
	{ .to = "user_id", .from = "properties.$user_id" },
	{ .to = "user_id", .from = "distinct_id", .when = KNOWN },
	{ .to = "anonymous_id", .from = "properties.$anon_distinct_id" },
	{ .to = "anonymous_id", .from = "properties.$device_id" },
	{ .to = "anonymous_id", .from = "distinct_id",
	  .when = "properties.$process_person_profile=false" },
	{ .to = "session_id", .from = "properties.$session_id" },
	{ .to = "country", .from = "properties.$geoip_country_code", LSCHEMA_COUNTRY },
	{ .to = "device_category", .from = "properties.$device_type", LSCHEMA_LOWER,
	  .words = DEVICES },
	{ .to = "page_location", .from = "properties.$current_url" },
	{ .to = "page_title", .from = "properties.title" },
	{ .to = "page_referrer", .from = "properties.$referrer" },
	{ .to = "value", .from = "properties.revenue" },
	{ .to = "value", .from = "properties.value" },
	{ .to = "currency", .from = "properties.currency" },
	UTM("properties."),
	{ .to = "client_ip", .from = "properties.$ip" },
	{ .to = "user_agent", .from = "properties.$raw_user_agent" },
};

static const struct lschema_rule amplitude[] = {
	{ .to = "timestamp", .from = "event_time" },
	{ .to = "timestamp", .from = "time" },
	{ .to = "event_name", .from = "event_type" },
	{ .to = "event_id", .from = "$insert_id" },
	{ .to = "event_id", .from = "insert_id" },
	{ .to = "event_id", .from = "uuid" },
	{ .to = "user_id", .from = "user_id" },
	{ .to = "anonymous_id", .from = "device_id" },
	{ .to = "session_id", .from = "session_id", .words = "-1=" },
	{ .to = "page_location", .from = "event_properties.[Amplitude] Page Location" },
	{ .to = "page_title", .from = "event_properties.[Amplitude] Page Title" },
	{ .to = "page_referrer", .from = "event_properties.referrer" },
	{ .to = "transaction_id", .from = "event_properties.order_id" },
	{ .to = "value", .from = "revenue" },
	{ .to = "value", .from = "event_properties.revenue" },
	{ .to = "value", .from = "event_properties.$revenue" },
	{ .to = "currency", .from = "currency" },
	{ .to = "currency", .from = "event_properties.currency" },
	{ .to = "currency", .from = "event_properties.$currency" },
	{ .to = "item_id", .from = "productId" },
	{ .to = "item_id", .from = "event_properties.$productId" },
	{ .to = "price", .from = "price" },
	{ .to = "price", .from = "event_properties.$price" },
	{ .to = "quantity", .from = "quantity" },
	{ .to = "quantity", .from = "event_properties.$quantity" },
	{ .to = "items", .from = "event_properties.products" },
	UTM("user_properties."),
	{ .to = "client_ip", .from = "ip_address" },
	{ .to = "client_ip", .from = "ip", .words = "$remote=" },
};

/* The Python library sends visitors and users alike. */
#define SAID \
	"event!=$create_alias&event!=$merge&event!=$identify&properties.mp_lib!=python"

static const struct lschema_rule mixpanel[] = {
	{ .to = "timestamp", .from = "properties.time" },
	{ .to = "event_name", .from = "event" },
	{ .to = "event_id", .from = "properties.$insert_id" },
	{ .to = "user_id", .from = "properties.$user_id" },
	{ .to = "user_id", .from = "properties.distinct_id", LSCHEMA_UNMARKED, .when = SAID },
	{ .to = "anonymous_id", .from = "properties.$device_id" },
	{ .to = "anonymous_id", .from = "properties.distinct_id", LSCHEMA_MARKED },
	{ .to = "country", .from = "properties.mp_country_code", LSCHEMA_COUNTRY },
	{ .to = "page_location", .from = "properties.$current_url" },
	{ .to = "page_title", .from = "properties.current_page_title" },
	{ .to = "page_referrer", .from = "properties.$referrer" },
	{ .to = "transaction_id", .from = "properties.order_id" },
	{ .to = "value", .from = "properties.revenue" },
	{ .to = "currency", .from = "properties.currency" },
	UTM("properties."),
};

#define ACTION	"actionDetails[]."
#define ON_PAGE	ACTION "type!=outlink&" ACTION "type!=download"

static const struct lschema_rule matomo[] = {
	{ .to = "timestamp", .from = ACTION "timestamp" },
	{ .to = "event_name", .from = ACTION "type" },
	{ .to = "user_id", .from = "userId" },
	{ .to = "anonymous_id", .from = "visitorId" },
	{ .to = "session_id", .from = "idVisit" },
	{ .to = "session_number", .from = "visitCount" },
	{ .to = "country", .from = "countryCode", LSCHEMA_COUNTRY },
	{ .to = "device_category", .from = "deviceType", LSCHEMA_LOWER, .words = DEVICES },
	{ .to = "page_location", .from = ACTION "url", .when = ON_PAGE },
	{ .to = "page_title", .from = ACTION "pageTitle", .when = ON_PAGE },
	{ .to = "search_term", .from = ACTION "siteSearchKeyword" },
	{ .to = "transaction_id", .from = ACTION "orderId" },
	{ .to = "value", .from = ACTION "revenue" },
	{ .to = "currency", .from = "siteCurrency", .when = ACTION "revenue" },
	{ .to = "items", .from = ACTION "itemDetails" },
	{ .to = "campaign_id", .from = "campaignId" },
	{ .to = "campaign", .from = "campaignName" },
	{ .to = "source", .from = "campaignSource" },
	{ .to = "medium", .from = "campaignMedium" },
	{ .to = "term", .from = "campaignKeyword" },
	{ .to = "content", .from = "campaignContent" },
	{ .to = "client_ip", .from = "visitIp" },
};

#define LOGS	"resourceLogs[]."
#define LOG	LOGS "scopeLogs[].logRecords[]."
#define SAYS	LOG "attributes."
#define SPANS	"resourceSpans[]."
#define SPAN	SPANS "scopeSpans[].spans[]."
#define HAS	SPAN "attributes."

/* Of logs and of spans, whose attributes are at @p. */
#define OTEL_BOTH(p) \
	{ .to = "user_id", .from = p "user.id" }, { .to = "user_id", .from = p "enduser.id" }, \
	{ .to = "session_id", .from = p "session.id" }, \
	{ .to = "page_location", .from = p "url.full" }, \
	{ .to = "error_type", .from = p "exception.type" }, \
	{ .to = "error_type", .from = p "error.type" }, \
	OWN_NAMES(p)

static const struct lschema_rule otel[] = {
	{ .to = "timestamp", .from = LOG "timeUnixNano" },
	{ .to = "timestamp", .from = LOG "observedTimeUnixNano" },
	{ .to = "timestamp", .from = SPAN "startTimeUnixNano" },
	{ .to = "duration_ms", .from = SPAN "startTimeUnixNano " SPAN "endTimeUnixNano",
	  LSCHEMA_SPAN_NS },
	{ .to = "event_name", .from = LOG "eventName" },
	{ .to = "event_name", .from = SAYS "event.name" },
	{ .to = "event_name", .from = SPAN "name" },
	{ .to = "level", .from = LOG "severityNumber", LSCHEMA_SEVERITY },
	{ .to = "level", .from = LOG "severityText", LSCHEMA_LOWER, .words = LEVELS },
	{ .to = "message", .from = LOG "body.stringValue" },
	{ .to = "message", .from = LOG "body.intValue" },
	{ .to = "message", .from = LOG "body.doubleValue" },
	{ .to = "message", .from = LOG "body.boolValue" },
	{ .to = "logger", .from = LOGS "scopeLogs[].scope.name" },
	{ .to = "logger", .from = SPANS "scopeSpans[].scope.name" },
	{ .to = "service", .from = LOGS "resource.attributes.service.name" },
	{ .to = "service", .from = SPANS "resource.attributes.service.name" },
	OTEL_BOTH(SAYS),
	OTEL_BOTH(HAS),
	{ .to = "method", .from = HAS "http.request.method", .words = "_OTHER=" },
	{ .to = "method", .from = HAS "http.request.method_original" },
	{ .to = "method", .from = HAS "http.method" },
	{ .to = "status", .from = HAS "http.response.status_code" },
	{ .to = "status", .from = HAS "http.status_code" },
	{ .to = "scheme", .from = HAS "url.scheme" },
	{ .to = "scheme", .from = HAS "http.scheme" },
	{ .to = "host", .from = HAS "server.address" },
	{ .to = "host", .from = HAS "http.host" },
	{ .to = "host", .from = HAS "net.host.name" },
	{ .to = "path", .from = HAS "url.path" },
	{ .to = "path", .from = HAS "http.target", LSCHEMA_PATH },
	{ .to = "query", .from = HAS "url.query" },
	{ .to = "query", .from = HAS "http.target", LSCHEMA_QUERY },
	{ .to = "bytes", .from = HAS "http.response.body.size" },
	{ .to = "bytes", .from = HAS "http.response_content_length" },
	{ .to = "client_ip", .from = HAS "client.address" },
	{ .to = "client_ip", .from = HAS "http.client_ip" },
	{ .to = "client_ip", .from = HAS "net.peer.ip" },
	{ .to = "referrer", .from = HAS "http.request.header.referer", LSCHEMA_ONE },
	{ .to = "user_agent", .from = HAS "user_agent.original" },
	{ .to = "user_agent", .from = HAS "http.user_agent" },
};

static const struct lschema_rule ecs[] = {
	{ .to = "timestamp", .from = "@timestamp" },
	{ .to = "duration_ms", .from = "event.duration", LSCHEMA_NS },
	{ .to = "event_name", .from = "event.action" },
	{ .to = "event_id", .from = "event.id" },
	{ .to = "user_id", .from = "user.id" },
	{ .to = "page_location", .from = "url.full" },
	OWN_NAMES(""),
	{ .to = "client_ip", .from = "client.ip" },
	{ .to = "client_ip", .from = "source.ip" },
	{ .to = "method", .from = "http.request.method" },
	{ .to = "scheme", .from = "url.scheme" },
	{ .to = "host", .from = "url.domain" },
	{ .to = "path", .from = "url.path" },
	{ .to = "query", .from = "url.query" },
	{ .to = "status", .from = "http.response.status_code" },
	{ .to = "bytes", .from = "http.response.body.bytes" },
	{ .to = "referrer", .from = "http.request.referrer" },
	{ .to = "user_agent", .from = "user_agent.original" },
	{ .to = "level", .from = "log.level", LSCHEMA_LOWER, .words = LEVELS },
	{ .to = "logger", .from = "log.logger" },
	{ .to = "message", .from = "message" },
	{ .to = "service", .from = "service.name" },
	{ .to = "error_type", .from = "error.type" },
};

#define REQUEST	"request."

static const struct lschema_rule caddy[] = {
	{ .to = "timestamp", .from = "ts" },
	{ .to = "client_ip", .from = REQUEST "client_ip" },
	{ .to = "client_ip", .from = REQUEST "remote_ip" },
	{ .to = "user_id", .from = "user_id" },
	{ .to = "method", .from = REQUEST "method" },
	{ .to = "scheme", .from = REQUEST "uri", LSCHEMA_SCHEME },
	{ .to = "host", .from = REQUEST "host" },
	{ .to = "path", .from = REQUEST "uri", LSCHEMA_PATH },
	{ .to = "query", .from = REQUEST "uri", LSCHEMA_QUERY },
	{ .to = "protocol", .from = REQUEST "proto" },
	{ .to = "status", .from = "status", .words = "0=" },
	{ .to = "bytes", .from = "size" },
	{ .to = "referrer", .from = REQUEST "headers.Referer", LSCHEMA_ONE },
	{ .to = "user_agent", .from = REQUEST "headers.User-Agent", LSCHEMA_ONE },
	{ .to = "duration_ms", .from = "duration", LSCHEMA_SECONDS },
	{ .to = "level", .from = "level" },
};

static const struct lschema_rule traefik[] = {
	{ .to = "timestamp", .from = "StartUTC" },
	{ .to = "timestamp", .from = "StartLocal" },
	{ .to = "client_ip", .from = "ClientHost" },
	{ .to = "user_id", .from = "ClientUsername", .words = "-=" },
	{ .to = "method", .from = "RequestMethod" },
	{ .to = "scheme", .from = "RequestScheme" },
	{ .to = "host", .from = "RequestHost" },
	{ .to = "path", .from = "RequestPath", LSCHEMA_PATH },
	{ .to = "query", .from = "RequestPath", LSCHEMA_QUERY },
	{ .to = "protocol", .from = "RequestProtocol" },
	{ .to = "status", .from = "DownstreamStatus", .words = "0=" },
	{ .to = "bytes", .from = "DownstreamContentSize" },
	{ .to = "referrer", .from = "request_Referer" },
	{ .to = "user_agent", .from = "request_User-Agent" },
	{ .to = "duration_ms", .from = "Duration", LSCHEMA_NS },
	{ .to = "upstream_ms", .from = "OriginDuration", LSCHEMA_NS, .words = "0=" },
	{ .to = "router", .from = "RouterName", LSCHEMA_TEXT },
};

/* Members are named by whoever configured the proxy; these are Istio's, and common ones. */
static const struct lschema_rule envoy[] = {
	{ .to = "timestamp", .from = "start_time" },
	{ .to = "client_ip", .from = "downstream_remote_address" },
	{ .to = "method", .from = "method" },
	{ .to = "method", .from = "request_method" },
	{ .to = "host", .from = "authority" },
	{ .to = "host", .from = "host" },
	{ .to = "path", .from = "path", LSCHEMA_PATH },
	{ .to = "path", .from = "x_envoy_original_path", LSCHEMA_PATH },
	{ .to = "query", .from = "path", LSCHEMA_QUERY },
	{ .to = "query", .from = "x_envoy_original_path", LSCHEMA_QUERY },
	{ .to = "protocol", .from = "protocol" },
	{ .to = "status", .from = "response_code", .words = "0=" },
	{ .to = "status", .from = "status", .words = "0=" },
	{ .to = "bytes", .from = "bytes_sent" },
	{ .to = "referrer", .from = "referer" },
	{ .to = "user_agent", .from = "user_agent" },
	{ .to = "user_agent", .from = "ua" },
	{ .to = "duration_ms", .from = "duration" },
	{ .to = "upstream_ms", .from = "upstream_service_time" },
	{ .to = "upstream_ms", .from = "upt" },
	{ .to = "bytes_in", .from = "bytes_received", LSCHEMA_NUMBER },
	{ .to = "response_flags", .from = "response_flags", LSCHEMA_TEXT },
	{ .to = "response_flags", .from = "flags", LSCHEMA_TEXT },
	{ .to = "response_code_details", .from = "response_code_details", LSCHEMA_TEXT },
	{ .to = "response_code_details", .from = "details", LSCHEMA_TEXT },
	{ .to = "upstream_addr", .from = "upstream_host", LSCHEMA_TEXT },
	{ .to = "upstream_addr", .from = "up", LSCHEMA_TEXT },
	{ .to = "upstream_cluster", .from = "upstream_cluster", LSCHEMA_TEXT },
	{ .to = "http_x_forwarded_for", .from = "x_forwarded_for", LSCHEMA_TEXT },
	{ .to = "request_id", .from = "request_id", LSCHEMA_TEXT },
	{ .to = "route_name", .from = "route_name", LSCHEMA_TEXT },
};

static const struct lschema_rule cloudflare[] = {
	{ .to = "timestamp", .from = "EdgeStartTimestamp" },
	{ .to = "timestamp", .from = "EdgeEndTimestamp" },
	{ .to = "event_id", .from = "RayID" },
	{ .to = "client_ip", .from = "ClientIP" },
	{ .to = "country", .from = "ClientCountry", LSCHEMA_COUNTRY },
	{ .to = "device_category", .from = "ClientDeviceType", LSCHEMA_LOWER },
	{ .to = "method", .from = "ClientRequestMethod" },
	{ .to = "scheme", .from = "ClientRequestScheme" },
	{ .to = "host", .from = "ClientRequestHost" },
	{ .to = "path", .from = "ClientRequestURI", LSCHEMA_PATH },
	{ .to = "path", .from = "ClientRequestPath" },
	{ .to = "query", .from = "ClientRequestURI", LSCHEMA_QUERY },
	{ .to = "protocol", .from = "ClientRequestProtocol" },
	{ .to = "status", .from = "EdgeResponseStatus", .words = "0=" },
	{ .to = "bytes", .from = "EdgeResponseBytes" },
	{ .to = "referrer", .from = "ClientRequestReferer" },
	{ .to = "user_agent", .from = "ClientRequestUserAgent" },
	{ .to = "upstream_ms", .from = "OriginResponseDurationMs", .words = "0=" },
	{ .to = "ttfb_ms", .from = "EdgeTimeToFirstByteMs" },
};

static const struct lschema_rule gcs[] = {
	{ .to = "timestamp", .from = "time_micros" },
	{ .to = "client_ip", .from = "c_ip" },
	{ .to = "method", .from = "cs_method" },
	{ .to = "host", .from = "cs_host" },
	{ .to = "path", .from = "cs_uri", LSCHEMA_PATH },
	{ .to = "query", .from = "cs_uri", LSCHEMA_QUERY },
	{ .to = "status", .from = "sc_status", .words = "0=" },
	{ .to = "bytes", .from = "sc_bytes" },
	{ .to = "referrer", .from = "cs_referer" },
	{ .to = "user_agent", .from = "cs_user_agent" },
	{ .to = "duration_ms", .from = "time_taken_micros", LSCHEMA_US },
	{ .to = "bytes_in", .from = "cs_bytes", LSCHEMA_NUMBER },
	{ .to = "request_id", .from = "s_request_id", LSCHEMA_TEXT },
	{ .to = "operation", .from = "cs_operation", LSCHEMA_TEXT },
	{ .to = "bucket", .from = "cs_bucket", LSCHEMA_TEXT },
	{ .to = "object_key", .from = "cs_object", LSCHEMA_TEXT },
};

/* Of schemas that as many lines of a sample fit, --detect prefers the first one here. */
static const struct lschema *const rows[] = {
	ROW { .name = "ga4", .summary = "Google Analytics 4, BigQuery export of events",
	  .needs = "event_timestamp|event_date event_name", .tells = "event_params",
	  .unknown = "(not set)|(data deleted)", ROWS(ga4),
	  .sample = "{\"event_timestamp\":\"1774745998123456\",\"event_name\":\"purchase\","
	            "\"event_params\":[{\"key\":\"value\",\"value\":{\"int_value\":\"30\"}}],"
	            "\"user_pseudo_id\":\"1.2\"}\n"
	            "{\"event_timestamp\":\"1774745999000000\",\"event_name\":\"login\","
	            "\"event_params\":[],\"user_id\":\"007\"}\n" },
	ROW { .name = "segment", .summary = "Segment, raw messages or the bodies of libraries",
	  .needs = "type messageId", .tells = "!channel|writeKey",
	  .batch = "batch", .unknown = "$direct", ROWS(segment),
	  .sample = "{\"type\":\"track\",\"messageId\":\"m-1\",\"event\":\"Signed Up\","
	            "\"userId\":\"u-1\",\"timestamp\":\"2026-03-29T01:00:01.000Z\"}\n"
	            "{\"type\":\"page\",\"messageId\":\"m-2\",\"anonymousId\":\"a-1\","
	            "\"properties\":{\"url\":\"https://shop.example/\"}}\n" },
	ROW { .name = "snowplow", .summary = "Snowplow, enriched events: JSON, or TSV with -f tsv",
	  .formats = "ndjson json tsv", .needs = "collector_tstamp event_id",
	  .columns = columns, ROWS(snowplow),
	  .sample = "{\"collector_tstamp\":\"2026-03-29T01:00:00.500Z\",\"event_id\":\"e-1\","
	            "\"event_name\":\"page_view\",\"page_url\":\"https://shop.example/y\"}\n"
	            "{\"collector_tstamp\":\"2026-03-29T01:00:01.500Z\",\"event_id\":\"e-2\","
	            "\"event_name\":\"event\",\"domain_userid\":\"d-1\"}\n" },
	ROW { .name = "posthog", .summary = "PostHog, exported events or the bodies of libraries",
	  .needs = "event distinct_id", .batch = "batch", .unknown = "$direct", ROWS(posthog),
	  .sample = "{\"event\":\"purchase\",\"distinct_id\":\"u-1\",\"uuid\":\"e-1\","
	            "\"properties\":{\"revenue\":25.0,\"currency\":\"EUR\"},"
	            "\"timestamp\":\"2026-03-29T00:59:58.123Z\"}\n"
	            "{\"event\":\"$pageview\",\"distinct_id\":\"a-1\",\"uuid\":\"e-2\","
	            "\"properties\":{\"$user_id\":null,\"$device_id\":\"d-1\"}}\n" },
	ROW { .name = "amplitude", .summary = "Amplitude, exported rows or the bodies of libraries",
	  .needs = "event_type", .tells = "event_properties|insert_id|$insert_id|amplitude_id",
	  .batch = "events", .unknown = "EMPTY", ROWS(amplitude),
	  .sample = "{\"event_type\":\"login\",\"event_time\":\"2026-03-29 00:59:58.123000\","
	            "\"user_id\":\"u-1\",\"session_id\":-1,\"$insert_id\":\"i-1\"}\n"
	            "{\"event_type\":\"purchase\",\"time\":1774745999000,\"revenue\":25.0,"
	            "\"insert_id\":\"i-2\"}\n" },
	ROW { .name = "mixpanel", .summary = "Mixpanel, raw export or what libraries send",
	  .needs = "event properties !distinct_id", .tells = "!type",
	  .unknown = "$direct", ROWS(mixpanel),
	  .sample = "{\"event\":\"Purchase\",\"properties\":{\"time\":1774745998,"
	            "\"distinct_id\":\"u-1\",\"$insert_id\":\"i-1\",\"revenue\":25.0}}\n"
	            "{\"event\":\"Sign Up\",\"properties\":{\"time\":1774745998.45,"
	            "\"distinct_id\":\"$device:d-1\",\"$insert_id\":\"i-2\"}}\n" },
	ROW { .name = "rudderstack", .summary = "RudderStack, messages or the bodies of libraries",
	  .needs = "type messageId", .tells = "channel !writeKey",
	  .batch = "batch", .unknown = "$direct", ROWS(rudderstack),
	  .sample = "{\"type\":\"track\",\"messageId\":\"m-1\",\"channel\":\"server\","
	            "\"event\":\"Signed Up\",\"userId\":\"u-1\","
	            "\"originalTimestamp\":\"2026-03-29T00:59:58.123Z\"}\n"
	            "{\"type\":\"screen\",\"messageId\":\"m-2\",\"channel\":\"mobile\","
	            "\"anonymousId\":\"a-1\"}\n" },
	ROW { .name = "matomo", .summary = "Matomo, visits of Live.getLastVisitsDetails",
	  .needs = "idVisit actionDetails", ROWS(matomo),
	  .sample = "{\"idVisit\":1,\"visitorId\":\"0123456789abcdef\",\"actionDetails\":["
	            "{\"type\":\"action\",\"timestamp\":1774745998,"
	            "\"url\":\"https://shop.example/\"},"
	            "{\"type\":\"goal\",\"timestamp\":\"1774746000\",\"revenue\":\"0\"}],"
	            "\"siteCurrency\":\"EUR\"}\n"
	            "{\"idVisit\":\"2\",\"visitorId\":\"fedcba9876543210\",\"actionDetails\":["
	            "{\"type\":\"action\",\"timestamp\":1774746018}]}\n" },
	ROW { .name = "otel", .summary = "OpenTelemetry, OTLP in JSON: logs and spans",
	  .needs = "resourceLogs|resourceSpans", ROWS(otel),
	  .sample = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":["
	            "{\"timeUnixNano\":\"1774745998123456789\",\"eventName\":\"login\"},"
	            "{\"timeUnixNano\":\"1774745999123456789\","
	            "\"body\":{\"stringValue\":\"ready\"}}]}]}]}\n"
	            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
	            "{\"startTimeUnixNano\":\"1774745998000000000\","
	            "\"endTimeUnixNano\":\"1774745998001500000\",\"name\":\"GET /\"}]}]}]}\n" },
	ROW { .name = "ecs", .summary = "Elastic Common Schema, nested or dotted",
	  .needs = "@timestamp", .tells = "ecs.version", ROWS(ecs),
	  .sample = "{\"@timestamp\":\"2026-03-29T00:59:58.123Z\",\"log.level\":\"warn\","
	            "\"message\":\"conflict\",\"ecs.version\":\"8.10.0\"}\n"
	            "{\"@timestamp\":\"2026-03-29T00:59:59Z\",\"ecs\":{\"version\":\"1.6.0\"},"
	            "\"event\":{\"action\":\"purchase\",\"duration\":1500000}}\n" },
	ROW { .name = "caddy", .summary = "Caddy, access logs in JSON",
	  .needs = "request status", .tells = "resp_headers", ROWS(caddy),
	  .sample = "{\"level\":\"info\",\"ts\":1646861401.5241024,\"request\":{\"remote_ip\":"
	            "\"127.0.0.1\",\"proto\":\"HTTP/2.0\",\"method\":\"GET\",\"uri\":\"/a?b\","
	            "\"headers\":{\"User-Agent\":[\"curl/7.82.0\"]}},\"duration\":0.00092,"
	            "\"size\":1090,\"status\":200,\"resp_headers\":{}}\n"
	            "{\"level\":\"error\",\"ts\":1646861402.1,\"request\":{\"uri\":\"/\"},"
	            "\"duration\":\"1.5s\",\"size\":0,\"status\":0,\"resp_headers\":{}}\n" },
	ROW { .name = "traefik", .summary = "Traefik, access logs in JSON",
	  .needs = "StartUTC|StartLocal DownstreamStatus", ROWS(traefik),
	  .sample = "{\"StartUTC\":\"2026-11-29T19:36:25.537435933Z\",\"ClientHost\":\"192.0.2.7\","
	            "\"RequestMethod\":\"GET\",\"RequestPath\":\"/a?b=c\",\"Duration\":41064475,"
	            "\"DownstreamStatus\":200}\n"
	            "{\"StartUTC\":\"2026-11-29T19:36:26Z\",\"ClientUsername\":\"-\","
	            "\"RequestPath\":\"/\",\"DownstreamStatus\":0}\n" },
	ROW { .name = "istio", .summary = "Istio, access logs in JSON",
	  .needs = "start_time response_code", .tells = "downstream_local_address",
	  .unknown = "-", ROWS(envoy),
	  .sample = "{\"start_time\":\"2020-11-25T21:26:18.409Z\",\"method\":\"GET\","
	            "\"path\":\"/status/418?a\",\"response_code\":418,\"response_flags\":\"-\","
	            "\"bytes_sent\":135,\"duration\":3,\"upstream_service_time\":\"1\","
	            "\"authority\":\"httpbin:8000\",\"requested_server_name\":null,"
	            "\"downstream_local_address\":\"10.44.1.27:80\"}\n"
	            "{\"start_time\":\"2020-11-25T21:26:19.001Z\",\"method\":null,"
	            "\"response_code\":0,\"response_flags\":\"DC\",\"bytes_sent\":0,"
	            "\"duration\":7,\"downstream_local_address\":\"10.44.1.27:80\"}\n" },
	ROW { .name = "envoy", .summary = "Envoy, json_format with names as Istio's or common ones",
	  .needs = "start_time response_code|status", .tells = "!downstream_local_address duration",
	  .unknown = "-", ROWS(envoy),
	  .sample = "{\"bytes_sent\":12,\"duration\":4,\"flags\":\"-\",\"method\":\"GET\","
	            "\"path\":\"/\",\"protocol\":\"HTTP/1.1\","
	            "\"start_time\":\"2026-11-29T19:35:42.290Z\",\"status\":200,"
	            "\"ua\":\"tester/1.0\",\"up\":\"127.0.0.1:18902\",\"upt\":\"3\"}\n"
	            "{\"bytes_sent\":0,\"duration\":0,\"method\":\"HEAD\",\"status\":0,"
	            "\"path\":\"/a?b=c\",\"start_time\":\"2026-11-29T19:35:42.379Z\","
	            "\"ua\":null}\n" },
	ROW { .name = "gcs", .summary = "usage logs of Google Cloud Storage",
	  .formats = "csv", .needs = "time_micros c_ip cs_method sc_status", ROWS(gcs),
	  .sample = "\"time_micros\",\"c_ip\",\"c_ip_type\",\"c_ip_region\",\"cs_method\","
	            "\"cs_uri\",\"sc_status\",\"cs_bytes\",\"sc_bytes\",\"time_taken_micros\","
	            "\"cs_host\",\"cs_referer\",\"cs_user_agent\",\"s_request_id\","
	            "\"cs_operation\",\"cs_bucket\",\"cs_object\"\n"
	            "\"1372799745000000\",\"2001:db8::7\",\"1\",\"\",\"GET\",\"/b/a.txt?x=1\","
	            "\"200\",\"0\",\"5000\",\"15500\",\"storage.googleapis.com\",\"\","
	            "\"curl/8\",\"AE1\",\"GET_Object\",\"b\",\"a.txt\"\n"
	            "\"1372799746000000\",\"192.0.2.7\",\"1\",\"\",\"PUT\",\"/b/c\",\"0\",\"7\","
	            "\"0\",\"900\",\"storage.googleapis.com\",\"\",\"a \"\"b\"\" c\",\"AE2\","
	            "\"PUT_Object\",\"b\",\"c\"\n" },
	ROW { .name = "cloudflare", .summary = "Cloudflare, HTTP requests of Logpush",
	  .needs = "ClientRequestMethod EdgeResponseStatus", ROWS(cloudflare),
	  .sample = "{\"ClientIP\":\"192.0.2.7\",\"ClientRequestMethod\":\"GET\","
	            "\"ClientRequestURI\":\"/a?b\",\"EdgeStartTimestamp\":1667088002000000000,"
	            "\"EdgeResponseStatus\":301,\"EdgeResponseBytes\":570}\n"
	            "{\"ClientIP\":\"2001:db8::7\",\"ClientRequestMethod\":\"HEAD\","
	            "\"EdgeStartTimestamp\":\"2022-10-30T00:00:02Z\","
	            "\"EdgeResponseStatus\":200}\n" },
	&lschema_probe_curl,
	&lschema_probe_vegeta,
	&lschema_probe_har,
	&lschema_probe_k6,
	&lschema_probe_jmeter,
	&lschema_probe_ab,
	&lschema_probe_hey,
	&lschema_probe_locust_stats,
	&lschema_probe_locust_history,
	&lschema_probe_locust_failures,
	&lschema_probe_siege,
	&lschema_probe_blackbox,
};

const struct registry lschema_registry = REGISTRY_POINTERS("schema", "Schemas", rows,
    struct lschema);
