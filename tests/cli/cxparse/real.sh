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
