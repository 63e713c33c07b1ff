#!/bin/sh
# Joins CouchDB nodes to one cluster: FIRST asks the OTHERS in. Run again, it does nothing. Passwords go by a file of the
# container's memory, not by arguments.
set -eu
port="${COUCHDB_PORT:-5984}"
umask 077
login="$(mktemp)"
trap 'rm -f "$login"' EXIT
printf 'user = "%s:%s"\n' "$COUCHDB_USER" "$COUCHDB_PASSWORD" >"$login"

setup() {
  printf '%s' "$1" | curl -sS -K "$login" -H 'Content-Type: application/json' -X POST --data-binary @- \
    -w '\n%{http_code}\n' "http://$FIRST:$port/_cluster_setup"
}
must() {
  answer="$(setup "$1")"
  case "$(printf '%s' "$answer" | tail -n 1)" in
    2??) ;;
    *) printf 'cluster setup failed: %s\n' "$answer" >&2; exit 1 ;;
  esac
}

state="$(curl -sS -K "$login" "http://$FIRST:$port/_cluster_setup")"
case "$state" in
  *cluster_finished*) echo 'the nodes are joined already'; exit 0 ;;
esac
login_json="\"username\":\"$COUCHDB_USER\",\"password\":\"$COUCHDB_PASSWORD\""
for node in $OTHERS; do
  must "{\"action\":\"enable_cluster\",\"bind_address\":\"0.0.0.0\",$login_json,\"port\":$port,\"node_count\":3,\"remote_node\":\"$node\",\"remote_current_user\":\"$COUCHDB_USER\",\"remote_current_password\":\"$COUCHDB_PASSWORD\"}"
  must "{\"action\":\"add_node\",\"host\":\"$node\",\"port\":$port,$login_json}"
done
must '{"action":"finish_cluster"}'
echo 'the nodes are joined'
