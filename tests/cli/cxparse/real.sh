# Small real logs of many programs, some damaged: what is read, what is set aside and why.
for f in beats_nginx_access.log beats_apache_access.log beats_traefik_clf.log \
    lnav_logfile_bad_access_log.0 lnav_logfile_logfmt.0 lnav_logfile_caddy_log.1 \
    lnav_logfile_ecs_log.json lnav_logfile_pino.0 lnav_logfile_bunyan.0 lnav_logfile_cloudflare.json \
    lnav_logfile_invalid_json.json lnav_logfile_mixed_json2.json lnav_logfile_invalid_utf8.0; do
	cp "$DATA/logs/$f" .
done
for f in *; do
	case $f in
	*access* | *clf*) format=combined only=timestamp,client_ip,method,path,query,status,bytes ;;
	*logfmt* | *utf8*) format=logfmt only=timestamp,level,message,status ;;
	*cloudflare*) format='json --map timestamp=EdgeStartTimestamp' only=timestamp,ClientIP ;;
	*ecs*) format='json --map level=log.level' only=timestamp,level,message ;;
	*invalid_json*) format='json --map message=@fields.msg' only=timestamp,message ;;
	*mixed*) format='json --map level=lvl --map message=msg' only=timestamp,level,message,user ;;
	*) format='json --map message=msg' only=timestamp,level,message ;;
	esac
	echo "# $f"
	# shellcheck disable=SC2086 # a format and its options
	cxparse -f $format --fields $only --max-bad 100% $f 2>&1
done
cxparse -f common --fields status,bytes --max-bad 100% beats_apache_access.log

#> # beats_apache_access.log
#> cxparse: beats_apache_access.log:1:73: expected ' "' before %{Referer}i, found end of line
#> cxparse: beats_apache_access.log:3:47: expected ' "' before %{Referer}i, found end of line
#> cxparse: beats_apache_access.log:7:35: %u: expected a user name, found '- -'
#> cxparse: no record had a field 'query'
#> cxparse: 3 of 7 records rejected (42.9%)
#> {"timestamp":"2016-12-26T16:22:13Z","client_ip":"192.168.33.1","method":"GET","path":"/hello","status":404,"bytes":499}
#> {"timestamp":"2017-05-29T19:02:48Z","client_ip":"172.17.0.1","method":"GET","path":"/stringpatch","status":404,"bytes":612}
#> {"timestamp":"2017-05-29T19:02:48Z","client_ip":"monitoring-server","method":"GET","path":"/status","status":200,"bytes":612}
#> {"timestamp":"2019-02-02T04:38:45Z","client_ip":"127.0.0.1","status":408,"bytes":152}
#> # beats_nginx_access.log
#> cxparse: beats_nginx_access.log:5:1: %h: expected an address or host name, found '"10.5.102.222, 199.96.1.1, 204.246.1.1"'
#> cxparse: beats_nginx_access.log:6:64: %u: expected a user name, found '- -'
#> cxparse: no record had a field 'query'
#> cxparse: 2 of 7 records rejected (28.6%)
#> {"timestamp":"2016-12-07T10:05:07Z","client_ip":"10.0.0.2","method":"GET","path":"/ocelot","status":200,"bytes":571}
#> {"timestamp":"2017-05-29T19:02:48Z","client_ip":"172.17.0.1","method":"GET","path":"/stringpatch","status":404,"bytes":612}
#> {"timestamp":"2016-12-07T10:05:07Z","client_ip":"10.0.0.2","method":"GET","path":"/ocelot","status":200,"bytes":571}
#> {"timestamp":"2016-12-07T10:05:07Z","client_ip":"85.181.35.98","method":"GET","path":"/ocelot","status":200,"bytes":571}
#> {"timestamp":"2018-04-12T07:48:40Z","client_ip":"127.0.0.1","status":400,"bytes":0}
#> # beats_traefik_clf.log
#> cxparse: no record had a field 'query'
#> {"timestamp":"2017-10-02T20:22:07Z","client_ip":"192.168.33.1","method":"GET","path":"/ui/favicons/favicon-16x16.png","status":304,"bytes":0}
#> {"timestamp":"2017-10-02T20:22:08Z","client_ip":"85.181.35.98","method":"GET","path":"/ui/favicons/favicon.ico","status":304,"bytes":0}
#> # lnav_logfile_bad_access_log.0
#> cxparse: lnav_logfile_bad_access_log.0:2:119: expected ' [' before %t, found end of line
#> cxparse: no record had a field 'query'
#> cxparse: 1 of 3 records rejected (33.3%)
#> {"timestamp":"2009-07-20T22:59:26Z","client_ip":"192.168.202.254","method":"GET","path":"/vmw/cgi/tramp","status":200,"bytes":134}
#> {"timestamp":"2009-07-20T22:59:29Z","client_ip":"192.168.202.254","method":"GET","path":"/vmw/vSphere/default/vmkernel.gz","status":200,"bytes":78929}
#> # lnav_logfile_bunyan.0
#> {"timestamp":"2023-03-24T14:26:16.243Z","level":20,"message":"Found gitlabci-include package files"}
#> {"timestamp":"2023-03-24T14:26:16.243Z","level":20,"message":"Found npm package files"}
#> {"timestamp":"2023-03-24T14:26:16.243Z","level":20,"message":"Found 3 package file(s)"}
#> {"timestamp":"2023-03-24T14:26:16.243Z","level":30,"message":"Dependency extraction complete"}
#> {"timestamp":"2023-03-24T14:26:16.390Z","level":20,"message":"Dependency node has unsupported/unversioned value lts-bullseye-slim (versioning=docker)"}
#> {"timestamp":"2023-03-24T14:26:17.493Z","level":20,"message":"Release 2.8.7 is pending status checks"}
#> {"timestamp":"2023-03-24T14:26:17.897Z","level":20,"message":"Release 4.4.1 is pending status checks"}
#> {"timestamp":"2023-03-24T14:26:17.897Z","level":20,"message":"All releases are pending - using latest"}
#> {"timestamp":"2023-03-24T14:26:18.330Z","level":20,"message":"Release 2.10.0 is pending status checks"}
#> {"timestamp":"2023-03-24T14:26:18.331Z","level":20,"message":"All releases are pending - using latest"}
#> # lnav_logfile_caddy_log.1
#> {"timestamp":"2024-05-26T11:42:52.601480Z","level":"info","message":"handled request"}
#> {"timestamp":"2024-05-26T11:43:50.508136Z","level":"info","message":"handled request"}
#> {"timestamp":"2024-05-26T11:44:00.654197Z","level":"info","message":"handled request"}
#> {"timestamp":"2024-05-26T14:16:03.414651Z","level":"info","message":"handled request"}
#> # lnav_logfile_cloudflare.json
#> {"timestamp":"2022-10-30T00:00:02Z","ClientIP":"87.226.160.250"}
#> # lnav_logfile_ecs_log.json
#> {"timestamp":"2025-01-13T09:58:13.631Z","level":"debug","message":"this is a debug message num=39"}
#> {"timestamp":"2025-01-13T09:58:13.632Z","level":"info","message":"this is a info message num=74"}
#> {"timestamp":"2025-01-13T09:58:13.633Z","level":"warning","message":"this is a warning message num=83"}
#> {"timestamp":"2025-01-13T09:58:13.634Z","level":"error","message":"this is a error message num=15"}
#> {"timestamp":"2025-01-13T09:58:13.634Z","level":"critical","message":"this is a critical message num=52"}
#> # lnav_logfile_invalid_json.json
#> cxparse: lnav_logfile_invalid_json.json:3:74: string has no closing quote
#> cxparse: 1 of 5 records rejected (20%)
#> {"timestamp":"2013-09-06T20:00:48.124817Z","message":"trace test"}
#> {"timestamp":"2013-09-06T20:00:49.124817Z","message":"Starting up service"}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","message":"Details..."}
#> {"timestamp":"2013-09-06T22:00:59.222222Z","message":"Details..."}
#> # lnav_logfile_invalid_utf8.0
#> cxparse: lnav_logfile_invalid_utf8.0:1:1: expected key=value, found '2015-03-12T23:16:52.071:INFO:com.root:Response :'
#> cxparse: lnav_logfile_invalid_utf8.0:2:1: expected key=value, found '<tiptop>'
#> cxparse: lnav_logfile_invalid_utf8.0:3:1: expected key=value, found '\x09<sample>'
#> cxparse: lnav_logfile_invalid_utf8.0:4:1: expected key=value, found '\x09\x09<node>???????????\xed\xb9\xa4??</node>'
#> cxparse: lnav_logfile_invalid_utf8.0:5:1: expected key=value, found '\x09</sample>'
#> cxparse: 6 of 6 records rejected (100%); --rejects FILE keeps them
#> # lnav_logfile_logfmt.0
#> {"timestamp":"2021-09-15T21:17:10.220731Z","level":"error","message":"error retrieving pod status: pod inc-1-enh-domain-c14-ns-2/hello-inc-1-enh-domain-c14-ns-2-3-d8f465685-k75gp is not found: PodNotFound","status":"Pending"}
#> {"timestamp":"2021-09-15T21:17:11.674149Z","level":"warning","message":"Failed to DeletePod in the provider"}
#> {"timestamp":"2021-09-15T21:17:11.678991Z","level":"info","message":"DeletionGracePeriodSeconds set to 0"}
#> {"timestamp":"2021-09-15T21:17:11.679036Z","level":"info","message":"Pod deleted"}
#> {"timestamp":"2021-09-15T21:18:20.335825Z","level":"error","message":"error retrieving pod status: pod inc-1-enh-domain-c14-ns-2/hello-inc-1-enh-domain-c14-ns-2-7-5ddd6bcd69-6rqct is not found: PodNotFound","status":"Pending"}
#> # lnav_logfile_mixed_json2.json
#> cxparse: lnav_logfile_mixed_json2.json:4:1: expected an object, found 't'
#> cxparse: lnav_logfile_mixed_json2.json:5:1: expected an object, found 'p'
#> cxparse: lnav_logfile_mixed_json2.json:6:4: expected an object, found 'l'
#> cxparse: lnav_logfile_mixed_json2.json:7:4: expected an object, found 'l'
#> cxparse: lnav_logfile_mixed_json2.json:8:4: expected an object, found 'l'
#> cxparse: 5 of 18 records rejected (27.8%)
#> {"timestamp":"2013-09-06T20:00:48.124817Z","level":"TRACE","message":"trace test"}
#> {"timestamp":"2013-09-06T20:00:49.124817Z","level":"INFO","message":"Starting up service"}
#> {"timestamp":"2013-09-06T22:00:49.124817Z","level":"INFO","message":"Shutting down service","user":"steve@example.com"}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","level":"DEBUG5","message":"Details..."}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","level":"DEBUG4","message":"Details..."}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","level":"DEBUG3","message":"Details..."}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","level":"DEBUG2","message":"Details..."}
#> {"timestamp":"2013-09-06T22:00:59.124817Z","level":"DEBUG","message":"Details..."}
#> {"timestamp":"2013-09-06T22:01:49.124817Z","level":"STATS","message":"1 beat per second"}
#> {"timestamp":"2013-09-06T22:01:49.124817Z","level":"WARNING","message":"not looking good"}
#> {"timestamp":"2013-09-06T22:01:49.124817Z","level":"ERROR","message":"looking bad"}
#> {"timestamp":"2013-09-06T22:01:49.124817Z","level":"CRITICAL","message":"sooo bad"}
#> {"timestamp":"2013-09-06T22:01:49.124817Z","level":"FATAL","message":"shoot"}
#> # lnav_logfile_pino.0
#> {"timestamp":"2025-04-24T22:08:37.537Z","level":"info","message":"Charge request received."}
#> {"status":404,"bytes":209}
#> {"status":404,"bytes":499}
#> {"status":408,"bytes":0}
#> {"status":404,"bytes":612}
#> {"status":200,"bytes":612}
#> {"status":408,"bytes":152}
#2> cxparse: beats_apache_access.log:7:35: %u: expected a user name, found '- -'
#2> cxparse: 1 of 7 records rejected (14.3%)
